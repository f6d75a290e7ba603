import {cartGain, isBetter, roundingOf} from "./cartGain.js";
import type {Parted} from "./cartGain.js";

/**
 * Grows one of ml-cart's classification trees over sorted columns in typed arrays, instead of its rescan of all rows for
 * every candidate split.
 *
 * What ml-cart does, and this does too:
 * - In each column it sorts the node's rows by value (equal values stay in the order of the rows) and looks at every two
 *   neighbours. Where their labels differ, the mean of their values is a candidate; rows with `x < candidate` go left.
 *   So among equal values with mixed labels the value itself is a candidate, which parts the rows just before them.
 * - The candidate with the largest Gini gain wins; among equals the one found first, columns in the given order.
 * - A node is a leaf if it has `minNumSamples` rows or fewer, lies at `maxDepth`, gains no more than `gainThreshold`,
 *   gains exactly what its parent gained, or has no candidate that parts its rows.
 *
 * Gains are computed from counts, where ml-cart adds 1/n up n times; only where two gains lie so close that its rounding
 * could rank them otherwise are they computed its way. So the trees are its trees, ties included. `minLeaf`, which ml-cart
 * does not have (1 is its behaviour), passes over candidates that leave fewer rows than that on a side.
 *
 * Rows are sorted once per tree by a counting sort over ranks that were found once per forest. A split keeps the order
 * of every column by a stable partition, so no node sorts again: a level of the tree costs one pass per column.
 */
export interface GrowOptions {
  maxDepth: number;
  /** a node of this many rows or fewer is a leaf */
  minNumSamples: number;
  gainThreshold: number;
  /** the fewest rows on either side of a split */
  minLeaf: number;
}

/** A grown tree in parallel arrays; node 0 is the root, a parent stands before its children. */
export interface GrownTree {
  /** the column split on, as numbered in the `features` that were given; -1 in a leaf */
  splitColumn: number[];
  /** the candidate that won, in double precision */
  splitValue: number[];
  left: number[];
  right: number[];
  /** rows that reached the node, and how many of them churned */
  count: number[];
  churned: number[];
  /** the Gini gain of the best candidate; 0 where none was looked for */
  gain: number[];
}

/** Grows trees over the same columns and labels, each from its own sample of rows and columns. */
export interface TreeGrower {
  /**
   * @param rows the sample: row indices, repeats allowed, in the order drawn
   * @param features the columns it may split on, in the order to look at them
   */
  grow(rows: Int32Array, features: readonly number[], options: GrowOptions): GrownTree;
}

/**
 * Ranks every column once.
 *
 * @param columns the inputs, each of length n, without NaN
 * @param y length n, 0 or 1
 */
export function createTreeGrower(columns: readonly Float32Array[], y: Uint8Array): TreeGrower {
  const ranked = columns.map(rankColumn);
  return {
    grow(rows, features, options) {
      const sample = drawSample({columns, ranked, y}, rows, features);
      const tree: GrownTree = {splitColumn: [], splitValue: [], left: [], right: [], count: [], churned: [], gain: []};
      growNode({...sample, options, tree}, {start: 0, end: rows.length, churned: sample.labels.reduce((a, b) => a + b, 0), depth: 0, parent: null});
      return tree;
    }
  };
}

interface RankedColumn {
  /** 0 for the smallest value, equal for equal values */
  rank: Int32Array;
  nRanks: number;
}

function rankColumn(values: Float32Array): RankedColumn {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const rank = new Int32Array(values.length);
  let nRanks = 0;
  for (let i = 0; i < order.length; ++i) {
    if (i > 0 && values[order[i]] !== values[order[i - 1]]) ++nRanks;
    rank[order[i]] = nRanks;
  }
  return {rank, nRanks: nRanks + 1};
}

interface Sample {
  /** per feature: the sample's values, by place in the sample */
  values: Float32Array[];
  /** per feature: places in the sample, sorted by value; a node owns the same stretch in each */
  orders: Int32Array[];
  /** by place in the sample */
  labels: Uint8Array;
  goesLeft: Uint8Array;
  spare: Int32Array;
}

function drawSample(
  {columns, ranked, y}: {columns: readonly Float32Array[]; ranked: readonly RankedColumn[]; y: Uint8Array},
  rows: Int32Array,
  features: readonly number[]
): Sample {
  return {
    values: features.map((f) => Float32Array.from(rows, (row) => columns[f][row])),
    orders: features.map((f) => sortByRank(rows, ranked[f])),
    labels: Uint8Array.from(rows, (row) => y[row]),
    goesLeft: new Uint8Array(rows.length),
    spare: new Int32Array(rows.length)
  };
}

/** Counting sort: stable, so equal values stay in the order drawn. */
function sortByRank(rows: Int32Array, {rank, nRanks}: RankedColumn): Int32Array {
  const next = new Int32Array(nRanks + 1);
  for (let i = 0; i < rows.length; ++i) ++next[rank[rows[i]] + 1];
  for (let r = 1; r <= nRanks; ++r) next[r] += next[r - 1];
  const order = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; ++i) order[next[rank[rows[i]]]++] = i;
  return order;
}

interface Growth extends Sample {
  options: GrowOptions;
  tree: GrownTree;
}

/** A node's stretch of the sorted places, and what its parent knows of it. */
interface Stretch {
  start: number;
  end: number;
  churned: number;
  depth: number;
  parent: Split | null;
}

interface Split extends Parted {
  feature: number;
  value: number;
  gain: number;
}

function growNode(growth: Growth, {start, end, churned, depth, parent}: Stretch): number {
  const {tree, options} = growth;
  const n = end - start;
  const node = tree.count.push(n) - 1;
  tree.churned.push(churned);
  tree.splitColumn.push(-1);
  tree.splitValue.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.gain.push(0);
  if (n <= options.minNumSamples || depth >= options.maxDepth || churned === 0 || churned === n) return node;
  const split = findSplit(growth, {start, end, churned});
  if (!split || !isWorthwhile(split, parent, options.gainThreshold)) return node;
  const middle = start + split.m;
  if (depth + 1 < options.maxDepth) partition(growth, {start, middle, end, feature: split.feature});
  tree.splitColumn[node] = split.feature;
  tree.splitValue[node] = split.value;
  tree.gain[node] = split.gain;
  tree.left[node] = growNode(growth, {start, end: middle, churned: split.b, depth: depth + 1, parent: split});
  tree.right[node] = growNode(growth, {start: middle, end, churned: churned - split.b, depth: depth + 1, parent: split});
  return node;
}

/** Parts the rows at all, gains more than the threshold, and not what the parent gained. */
function isWorthwhile(split: Split, parent: Split | null, threshold: number): boolean {
  const {n, m, gain} = split;
  if (m === 0) return false;
  const doubt = roundingOf(n);
  const own = Math.abs(gain - threshold) > doubt ? gain : cartGain(split);
  if (!(own > threshold)) return false;
  return !parent || Math.abs(gain - parent.gain) > doubt + roundingOf(parent.n) || cartGain(split) !== cartGain(parent);
}

/**
 * Looks through every column for the candidate of largest gain. With a of n rows churned, b of them among the m that go
 * left, the Gini gain is 2 (b n - a m)² / (n² m (n - m)); n² / 2 is left out until the end.
 */
function findSplit({values, orders, labels, options}: Growth, {start, end, churned}: {start: number; end: number; churned: number}): Split | null {
  const n = end - start;
  const fewest = options.minLeaf > 1 ? options.minLeaf : 0;
  const doubt = (roundingOf(n) * n * n) / 2;
  let best = -Infinity;
  const split: Split = {feature: -1, value: 0, gain: 0, n, a: churned, m: 0, b: 0};
  for (let f = 0; f < orders.length; ++f) {
    const order = orders[f];
    const x = values[f];
    let label = labels[order[start]];
    let value = x[order[start]];
    let b = label; // churned among the places before k
    let groupStart = start; // where the current run of equal values begins, and churned before it
    let groupChurned = 0;
    let seen = -1; // the last run that was a candidate: once is enough
    for (let k = start + 1; k < end; ++k) {
      const place = order[k];
      const nextLabel = labels[place];
      const nextValue = x[place];
      const isNew = nextValue !== value;
      if (isNew) {
        groupStart = k;
        groupChurned = b;
      }
      if (nextLabel !== label && groupStart !== seen) {
        seen = groupStart;
        const m = groupStart - start;
        if (m >= fewest && n - m >= fewest) {
          const difference = groupChurned * n - churned * m;
          const gain = (difference * difference) / Math.max(1, m * (n - m));
          if (gain > best - doubt && (gain > best + doubt || isBetter({n, a: churned, m, b: groupChurned}, split))) {
            best = gain;
            split.feature = f;
            split.value = isNew ? (value + nextValue) / 2 : nextValue;
            split.m = m;
            split.b = groupChurned;
          }
        }
      }
      b += nextLabel;
      label = nextLabel;
      value = nextValue;
    }
  }
  split.gain = (2 * best) / (n * n);
  return split.feature < 0 ? null : split;
}

/** Moves the rows that go left to the front of the node's stretch in every column, keeping both sides sorted. */
function partition({orders, goesLeft, spare}: Growth, {start, middle, end, feature}: {start: number; middle: number; end: number; feature: number}): void {
  const split = orders[feature];
  for (let k = start; k < middle; ++k) goesLeft[split[k]] = 1;
  for (let k = middle; k < end; ++k) goesLeft[split[k]] = 0;
  for (let f = 0; f < orders.length; ++f) {
    if (f === feature) continue;
    const order = orders[f];
    let nLeft = start;
    let nRight = 0;
    for (let k = start; k < end; ++k) { // without a branch: both writes happen, one is overwritten later
      const place = order[k];
      const left = goesLeft[place];
      order[nLeft] = place;
      spare[nRight] = place;
      nLeft += left;
      nRight += 1 - left;
    }
    order.set(spare.subarray(0, nRight), nLeft);
  }
}
