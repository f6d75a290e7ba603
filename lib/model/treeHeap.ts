import type {Trees} from "./model.js";

/**
 * Trees laid out as complete binary heaps, so that many rows can walk them without a branch that the processor could guess
 * wrong: node i's children are 2 i and 2 i + 1, every walk takes `depth` steps, and a leaf higher up is repeated below.
 *
 * Comparisons are between whole numbers, because the sign of a difference needs no branch either. Where all of a column's
 * thresholds are above 0 a number's key is its float32 bits, which grow as it does (negative ones count as 0); elsewhere
 * it is the number of thresholds that are not above it.
 */
export interface Heap {
  /** even, so that two steps make a round */
  depth: number;
  /** a multiple of 4: trees of zeros fill up */
  nTrees: number;
  /** per tree 2^depth pairs of column and key, the first pair unused */
  nodes: Int32Array;
  /** per tree 2^depth leaves */
  leaves: Float64Array;
  /** per column: null where keys are bits, else its thresholds in order */
  ranks: (Float32Array | null)[];
  /** per column: whether a missing value goes left somewhere, so that its rows must walk the trees one by one */
  asksMissing: Uint8Array;
}

/** Beyond this many leaves a heap would be too large, or too hollow, to be quick. */
const MOST_LEAVES = 2 ** 20;
const DEEPEST = 12;

/** @returns null if the trees are too deep for it */
export function createHeap(trees: Trees, nColumns: number): Heap | null {
  const depth = Math.ceil(measureDepth(trees) / 2) * 2;
  const size = 2 ** depth;
  const nTrees = Math.ceil(trees.roots.length / 4) * 4;
  if (depth > DEEPEST || nTrees * size > MOST_LEAVES) return null;
  const {ranks, asksMissing} = planKeys(trees, nColumns);
  const heap: Heap = {
    depth,
    nTrees,
    nodes: new Int32Array(2 * nTrees * size),
    leaves: new Float64Array(nTrees * size),
    ranks,
    asksMissing
  };
  const bits = floatBits(trees.threshold);
  const keyOf = (node: number): number => {
    const rank = ranks[trees.feature[node]];
    return rank ? rank.indexOf(trees.threshold[node]) + 1 : bits[node];
  };
  const fill = (node: number, base: number, i: number): void => {
    if (i >= size) {
      heap.leaves[base + i - size] = trees.value[node];
      return;
    }
    const isLeaf = trees.feature[node] < 0;
    heap.nodes[2 * (base + i)] = isLeaf ? 0 : trees.feature[node];
    heap.nodes[2 * (base + i) + 1] = isLeaf ? 0 : keyOf(node);
    fill(isLeaf ? node : trees.left[node], base, 2 * i);
    fill(isLeaf ? node : trees.right[node], base, 2 * i + 1);
  };
  for (const [t, root] of trees.roots.entries()) fill(root, t * size, 1);
  return heap;
}

/** Writes one column's keys for some rows: `keys[k * stride + j]` for row `from + k`. @returns whether one is missing */
export function writeKeys(
  heap: Heap,
  values: Float32Array,
  {j, from, to, stride, keys}: {j: number; from: number; to: number; stride: number; keys: Int32Array}
): boolean {
  const rank = heap.ranks[j];
  let isMissing = false;
  if (!rank) {
    const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
    for (let i = from, o = j; i < to; ++i, o += stride) {
      const key = bits[i];
      keys[o] = key < 0 ? 0 : key;
      if (values[i] !== values[i]) {
        isMissing = true;
        keys[o] = 0x7fffffff;
      }
    }
    return isMissing;
  }
  for (let i = from, o = j; i < to; ++i, o += stride) {
    const x = values[i];
    let low = 0;
    let high = rank.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank[middle] <= x) low = middle + 1;
      else high = middle;
    }
    keys[o] = x !== x ? 0x7fffffff : low;
    isMissing ||= x !== x;
  }
  return isMissing;
}

/**
 * Adds every tree's leaf to the sums of `nRows` rows, tree after tree. Four trees at a time keep the processor busy; two
 * steps are written out, because a loop of one takes a fifth longer.
 */
export function addLeaves(
  {depth, nTrees, nodes, leaves}: Heap,
  {keys, stride, nRows, sums, from}: {keys: Int32Array; stride: number; nRows: number; sums: Float64Array; from: number}
): void {
  const size = 1 << depth;
  for (let t = 0; t < nTrees; t += 4) {
    const a = t << depth;
    const b = a + size;
    const c = b + size;
    const d = c + size;
    for (let r = 0, o = 0; r < nRows; ++r, o += stride) {
      let i = 1;
      let j = 1;
      let k = 1;
      let l = 1;
      for (let step = 0; step < depth; step += 2) {
        let p = (a + i) << 1;
        let q = (b + j) << 1;
        let s = (c + k) << 1;
        let u = (d + l) << 1;
        i = (i << 1) + 1 - ((keys[o + nodes[p]] - nodes[p + 1]) >>> 31);
        j = (j << 1) + 1 - ((keys[o + nodes[q]] - nodes[q + 1]) >>> 31);
        k = (k << 1) + 1 - ((keys[o + nodes[s]] - nodes[s + 1]) >>> 31);
        l = (l << 1) + 1 - ((keys[o + nodes[u]] - nodes[u + 1]) >>> 31);
        p = (a + i) << 1;
        q = (b + j) << 1;
        s = (c + k) << 1;
        u = (d + l) << 1;
        i = (i << 1) + 1 - ((keys[o + nodes[p]] - nodes[p + 1]) >>> 31);
        j = (j << 1) + 1 - ((keys[o + nodes[q]] - nodes[q + 1]) >>> 31);
        k = (k << 1) + 1 - ((keys[o + nodes[s]] - nodes[s + 1]) >>> 31);
        l = (l << 1) + 1 - ((keys[o + nodes[u]] - nodes[u + 1]) >>> 31);
      }
      sums[from + r] = sums[from + r] + leaves[a + i - size] + leaves[b + j - size] + leaves[c + k - size] + leaves[d + l - size];
    }
  }
}

function planKeys({feature, threshold, missingLeft}: Trees, nColumns: number): Pick<Heap, "ranks" | "asksMissing"> {
  const thresholds = Array.from({length: nColumns}, () => new Set<number>());
  const asksMissing = new Uint8Array(nColumns);
  for (let node = 0; node < feature.length; ++node) {
    if (feature[node] < 0) continue;
    thresholds[feature[node]].add(threshold[node]);
    if (missingLeft[node] === 1) asksMissing[feature[node]] = 1;
  }
  const ranks = thresholds.map((values) => ([...values].every((value) => value > 0) ? null : Float32Array.from(values).sort()));
  return {ranks, asksMissing};
}

function floatBits(values: readonly number[]): Int32Array {
  return new Int32Array(Float32Array.from(values).buffer);
}

function measureDepth({roots, feature, left, right}: Trees): number {
  const depth = new Int32Array(feature.length);
  let deepest = roots.length > 0 ? 1 : 0; // a walk of at least one step
  for (let node = 0; node < feature.length; ++node) {
    // children stand after their parents
    if (feature[node] < 0) continue;
    depth[left[node]] = depth[right[node]] = depth[node] + 1;
    deepest = Math.max(deepest, depth[node] + 1);
  }
  return deepest;
}
