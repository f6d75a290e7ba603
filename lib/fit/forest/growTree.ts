import type {Split, Stretch} from "./findSplit.js";
import type {Sample} from "./sample.js";
import {cartGain, roundingOf, findSplit} from "./findSplit.js";
import {drawSample, rankColumns} from "./sample.js";

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
 * could rank them otherwise are they computed its way. So the trees are its trees, ties included.
 *
 * Rows are sorted once per tree by a counting sort over ranks that were found once per forest. A split keeps the order
 * of every column by a stable partition, so no node sorts again: a level of the tree costs one pass per column.
 */
export interface GrowOptions {
  maxDepth: number;
  /** a node of this many rows or fewer is a leaf */
  minNumSamples: number;
  gainThreshold: number;
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
  const data = rankColumns(columns, y);
  return {
    grow(rows, features, options) {
      const sample = drawSample(data, rows, features);
      const tree: GrownTree = {splitColumn: [], splitValue: [], left: [], right: [], count: [], churned: [], gain: []};
      const buffers = {
        goesLeft: new Uint8Array(sample.n),
        spare: new Int32Array(sample.n),
        spareRanks: new Int32Array(sample.n)
      };
      const growth = {...sample, ...buffers, options, tree};
      growNode(growth, {start: 0, end: sample.n, churned: sample.churned, depth: 0, parent: null});
      return tree;
    }
  };
}

interface Growth extends Sample {
  options: GrowOptions;
  tree: GrownTree;
  /** by place */
  goesLeft: Uint8Array;
  spare: Int32Array;
  spareRanks: Int32Array;
}

/** A node to grow, and what its parent knows of it. */
interface Seed extends Stretch {
  depth: number;
  parent: Split | null;
}

function growNode(growth: Growth, {start, end, churned, depth, parent}: Seed): number {
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
  tree.right[node] = growNode(growth, {
    start: middle,
    end,
    churned: churned - split.b,
    depth: depth + 1,
    parent: split
  });
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

/** Moves the rows that go left to the front of the node's stretch in every column, keeping both sides sorted. */
function partition(
  {orders, ranks, goesLeft, spare, spareRanks}: Growth,
  {start, middle, end, feature}: {start: number; middle: number; end: number; feature: number}
): void {
  const split = orders[feature];
  for (let k = start; k < middle; ++k) goesLeft[split[k] >> 1] = 1;
  for (let k = middle; k < end; ++k) goesLeft[split[k] >> 1] = 0;
  for (let f = 0; f < orders.length; ++f) {
    if (f === feature) continue;
    const order = orders[f];
    const own = ranks[f];
    let nLeft = start;
    for (let k = start; k < end; ++k) {
      // without a branch: both writes happen, one is overwritten later
      const entry = order[k];
      const rank = own[k];
      order[nLeft] = entry;
      own[nLeft] = rank;
      spare[k - nLeft] = entry;
      spareRanks[k - nLeft] = rank;
      nLeft += goesLeft[entry >> 1];
    }
    order.set(spare.subarray(0, end - nLeft), nLeft);
    own.set(spareRanks.subarray(0, end - nLeft), nLeft);
  }
}
