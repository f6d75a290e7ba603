import type {Trees} from "./model.js";
import type {Question, TreeBlocks} from "./treeBlocks.js";
import {createTreeBlocks, DEEPEST} from "./treeBlocks.js";

/** Rows that walk trees together: one bit of an integer each. */
export const LOT = 32;

/** At most {@link LOT} rows, from `from` on, of encoded columns; NaN is missing. */
export interface Lot {
  columns: readonly Float32Array[];
  from: number;
  nRows: number;
}

/**
 * Adds the leaves that a lot's rows reach to their sums, tree after tree.
 *
 * @param sums length {@link LOT}; what it holds beyond the lot's rows means nothing
 */
export type LotAdder = (lot: Lot, sums: Float64Array) => void;

/**
 * Prepares trees so that 32 rows walk each at once, without a branch that the processor could guess wrong. A comparison of a column with a
 * threshold is made once, whichever trees ask for it, and its answers are one integer, in which a bit is 1 where the row goes right; on the
 * way down, `and` parts the rows. So each level gives one bit of every row's way, and eight levels, turned about, 32 bytes that name leaves.
 *
 * @returns null if a tree is too deep for a byte
 */
export function createLotAdder(trees: Trees): LotAdder | null {
  const made = createTreeBlocks(trees);
  if (!made) return null;
  const walk: Walk = {
    ...made,
    answers: new Int32Array(made.nAnswers),
    reached: new Int32Array(2 ** (DEEPEST + 1)),
    levels: new Int32Array(DEEPEST)
  };
  return (lot, sums) => {
    for (const question of walk.questions) answer(question, lot, walk.answers);
    for (let t = 0; t < walk.depths.length; ++t) {
      descend(walk, t);
      addLeaves(walk, t, sums);
    }
  };
}

/** What the walk of one lot needs; an integer has a bit per row. */
interface Walk extends TreeBlocks {
  /** per place for answers: the rows that go right */
  answers: Int32Array;
  /** per place in the tree: the rows that come there */
  reached: Int32Array;
  /** per level of the tree, the last first: the rows that go right */
  levels: Int32Array;
}

/** Writes which of a lot's rows are not below each of a question's thresholds: sorts them between thresholds, then gathers from the highest down. */
function answer({column, missingLeft, nThresholds, thresholds, first}: Question, {columns, from, nRows}: Lot, answers: Int32Array): void {
  answers.fill(0, first, first + nThresholds + 1);
  const values = columns[column];
  for (let r = 0; r < nRows; ++r) {
    const x = values[from + r];
    let rank = 0;
    for (let step = (thresholds.length + 1) >> 1; step > 0; step >>= 1) rank += step & -Number(thresholds[rank + step - 1] <= x);
    if (x !== x && !missingLeft) rank = nThresholds;
    answers[first + rank] |= 1 << r;
  }
  let right = 0;
  for (let place = first + nThresholds; place >= first; --place) {
    const between = answers[place];
    answers[place] = right;
    right |= between;
  }
}

/** Parts a lot's rows on their way down one tree. */
function descend({depths, blocks, ends, answers, reached, levels}: Walk, t: number): void {
  reached[1] = -1;
  for (let level = depths[t] - 1, step = (DEEPEST / 2) * t; level > 0; level -= 2, ++step) {
    let upper = 0;
    let lower = 0;
    for (let block = ends[step]; block < ends[step + 1]; block += 4) {
      const i = blocks[block];
      const here = reached[i];
      const right = here & answers[blocks[block + 1]];
      const left = here ^ right;
      const leftRight = left & answers[blocks[block + 2]];
      const rightRight = right & answers[blocks[block + 3]];
      upper |= right;
      lower |= leftRight | rightRight;
      if (level === 1) continue; // leaves keep no rows
      const below = i << 2;
      reached[below] = left ^ leftRight;
      reached[below + 1] = leftRight;
      reached[below + 2] = right ^ rightRight;
      reached[below + 3] = rightRight;
    }
    levels[level] = upper;
    levels[level - 1] = lower;
  }
}

/**
 * Turns levels of bits to a byte per row, which names its leaf, by swapping bits, then pairs, then fours, between levels (Warren,
 * Hacker's Delight, section 7-3), and adds the leaves. Written out, because loops take up to twice as long.
 */
function addLeaves({depths, levels, leaves, firstLeaf}: Walk, t: number, sums: Float64Array): void {
  const depth = depths[t];
  const first = firstLeaf[t];
  let a = levels[0];
  let b = levels[1];
  let c = depth > 2 ? levels[2] : 0;
  let d = depth > 2 ? levels[3] : 0;
  let e = depth > 4 ? levels[4] : 0;
  let f = depth > 4 ? levels[5] : 0;
  let g = depth > 6 ? levels[6] : 0;
  let h = depth > 6 ? levels[7] : 0;
  let swap = ((a >>> 1) ^ b) & 0x55555555;
  b ^= swap;
  a ^= swap << 1;
  swap = ((c >>> 1) ^ d) & 0x55555555;
  d ^= swap;
  c ^= swap << 1;
  swap = ((e >>> 1) ^ f) & 0x55555555;
  f ^= swap;
  e ^= swap << 1;
  swap = ((g >>> 1) ^ h) & 0x55555555;
  h ^= swap;
  g ^= swap << 1;
  swap = ((a >>> 2) ^ c) & 0x33333333;
  c ^= swap;
  a ^= swap << 2;
  swap = ((b >>> 2) ^ d) & 0x33333333;
  d ^= swap;
  b ^= swap << 2;
  swap = ((e >>> 2) ^ g) & 0x33333333;
  g ^= swap;
  e ^= swap << 2;
  swap = ((f >>> 2) ^ h) & 0x33333333;
  h ^= swap;
  f ^= swap << 2;
  swap = ((a >>> 4) ^ e) & 0x0f0f0f0f;
  e ^= swap;
  a ^= swap << 4;
  swap = ((b >>> 4) ^ f) & 0x0f0f0f0f;
  f ^= swap;
  b ^= swap << 4;
  swap = ((c >>> 4) ^ g) & 0x0f0f0f0f;
  g ^= swap;
  c ^= swap << 4;
  swap = ((d >>> 4) ^ h) & 0x0f0f0f0f;
  h ^= swap;
  d ^= swap << 4;
  for (let r = 0; r < LOT; r += 8) {
    sums[r] += leaves[first + ((a >>> r) & 255)];
    sums[r + 1] += leaves[first + ((b >>> r) & 255)];
    sums[r + 2] += leaves[first + ((c >>> r) & 255)];
    sums[r + 3] += leaves[first + ((d >>> r) & 255)];
    sums[r + 4] += leaves[first + ((e >>> r) & 255)];
    sums[r + 5] += leaves[first + ((f >>> r) & 255)];
    sums[r + 6] += leaves[first + ((g >>> r) & 255)];
    sums[r + 7] += leaves[first + ((h >>> r) & 255)];
  }
}
