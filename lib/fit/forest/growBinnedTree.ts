import type {BinnedRows} from "../boosting/bins.js";
import type {PartBuffers} from "../boosting/stretch.js";
import type {GrowOptions, GrownTree, TreeGrower} from "./growTree.js";
import {histogramLength} from "../boosting/bins.js";
import {buildHistogram, subtractHistogram} from "../boosting/histogram.js";
import {createLeftCounter, partRows} from "../boosting/stretch.js";

/** What a leaf must hold, beside ml-cart's own rules. */
export interface LeafRules {
  /** the fewest rows, repeats counted */
  minLeaf: number;
  /** the fewest different rows */
  minUsers: number;
}

/** A row's draws and churned draws travel in one number, draws + churned * this: sums of up to 2^26 rows are exact. */
const CHURNED = 2 ** 26;

/**
 * Grows trees by ml-cart's rules (see growTree.ts) over columns that are cut into bins. Every boundary between
 * two bins is a candidate, whatever the labels next to it, and of two gains that differ by rounding alone the first wins: the order
 * of rows says nothing. With {@link LeafRules} besides.
 *
 * A node is a histogram of counts by column and bin, of which only the smaller child's is built; the larger child's is what is left
 * of its parent's. A row drawn several times is one row that weighs as much.
 *
 * @param binned no row misses a value
 * @param y length n, 0 or 1
 */
export function createBinnedGrower(binned: BinnedRows, y: Uint8Array, {minLeaf, minUsers}: LeafRules): TreeGrower {
  const packed = new Float64Array(y.length);
  const buffers = {binned, packed, spare: new Int32Array(y.length), pool: [] as Float64Array[]};
  return {
    grow(drawn, features, options) {
      const {rows, mostDraws} = weighRows(drawn, y, packed);
      const tree: GrownTree = {splitColumn: [], splitValue: [], left: [], right: [], count: [], churned: [], gain: []};
      const growth: Growth = {...buffers, rows, features, options, tree, minLeaf, minUsers, sure: minUsers * mostDraws};
      const histogram = growth.pool.pop() ?? new Float64Array(histogramLength(binned));
      buildHistogram(binned, {rows, start: 0, end: rows.length, packed}, histogram);
      let total = 0;
      for (let bin = 0; bin < binned.missingBin; ++bin) total += histogram[bin];
      growNode(growth, {start: 0, end: rows.length, total, depth: 0, parentGain: NaN, histogram});
      return tree;
    }
  };
}

interface Growth extends PartBuffers, LeafRules {
  /** length n, by row: its draws and churned draws */
  packed: Float64Array;
  /** histograms not in use */
  pool: Float64Array[];
  /** the rows drawn, each once; reordered so that each node owns a stretch */
  rows: Int32Array;
  features: readonly number[];
  options: GrowOptions;
  tree: GrownTree;
  /** so many draws are of enough rows for sure */
  sure: number;
}

interface Node {
  start: number;
  end: number;
  /** of its rows, packed */
  total: number;
  depth: number;
  /** NaN at the root */
  parentGain: number;
  /** given up by the node; null where none will be needed */
  histogram: Float64Array | null;
}

interface BinnedSplit {
  /** among the tree's columns */
  feature: number;
  bin: number;
  gain: number;
  /** of the rows that go left, packed */
  left: number;
}

/** Each drawn row once, rising, and what it weighs. */
function weighRows(drawn: Int32Array, y: Uint8Array, packed: Float64Array): {rows: Int32Array; mostDraws: number} {
  packed.fill(0);
  for (let i = 0; i < drawn.length; ++i) ++packed[drawn[i]];
  const rows = new Int32Array(Math.min(drawn.length, y.length));
  let nRows = 0;
  let mostDraws = 0;
  for (let row = 0; row < y.length; ++row) {
    const draws = packed[row];
    if (draws === 0) continue;
    rows[nRows++] = row;
    if (draws > mostDraws) mostDraws = draws;
    if (y[row] === 1) packed[row] = draws + draws * CHURNED;
  }
  return {rows: rows.subarray(0, nRows), mostDraws};
}

function churnedOf(packed: number): number {
  return Math.floor(packed / CHURNED);
}

function drawsOf(packed: number): number {
  return packed - churnedOf(packed) * CHURNED;
}

/** Whether a node may be split at all, before its rows are looked at. */
function isOpen({minNumSamples, maxDepth}: GrowOptions, total: number, depth: number): boolean {
  const [n, churned] = [drawsOf(total), churnedOf(total)];
  return n > minNumSamples && depth < maxDepth && churned > 0 && churned < n;
}

function growNode(growth: Growth, node: Node): number {
  const {tree, options, pool, binned, features} = growth;
  const {start, end, total, depth, histogram} = node;
  const index = tree.count.push(drawsOf(total)) - 1;
  tree.churned.push(churnedOf(total));
  tree.splitColumn.push(-1);
  tree.splitValue.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.gain.push(0);
  const split = histogram !== null && isOpen(options, total, depth) ? findBinnedSplit(growth, node, histogram) : null;
  // a gain that is exactly the parent's stops ml-cart
  if (histogram === null || split === null || !(split.gain > options.gainThreshold) || split.gain === node.parentGain) {
    if (histogram !== null) pool.push(histogram);
    return index;
  }
  const column = features[split.feature];
  const middle = partRows(growth, growth.rows, {start, end, split: {column, bin: split.bin, missingLeft: false}});
  const left = {start, end: middle, total: split.left, depth: depth + 1, parentGain: split.gain};
  const right = {start: middle, end, total: total - split.left, depth: depth + 1, parentGain: split.gain};
  const histograms = handDown(growth, histogram, left, right);
  tree.splitColumn[index] = split.feature;
  tree.splitValue[index] = binned.thresholds[column][split.bin];
  tree.gain[index] = split.gain;
  tree.left[index] = growNode(growth, {...left, histogram: histograms.left});
  tree.right[index] = growNode(growth, {...right, histogram: histograms.right});
  return index;
}

type Child = Omit<Node, "histogram">;
type Handed = Record<"left" | "right", Float64Array | null>;

/** The children's histograms, as far as they may be split: the smaller one's is built, and the larger one's is the rest. */
function handDown({binned, packed, pool, rows, options}: Growth, histogram: Float64Array, left: Child, right: Child): Handed {
  const [leftOpen, rightOpen] = [isOpen(options, left.total, left.depth), isOpen(options, right.total, right.depth)];
  if (!leftOpen && !rightOpen) {
    pool.push(histogram);
    return {left: null, right: null};
  }
  const isLeftSmaller = left.end - left.start <= right.end - right.start;
  const {start, end} = isLeftSmaller ? left : right;
  const small = pool.pop() ?? new Float64Array(histogram.length);
  buildHistogram(binned, {rows, start, end, packed}, small);
  if (isLeftSmaller ? rightOpen : leftOpen) subtractHistogram(histogram, small);
  return isLeftSmaller ? {left: small, right: histogram} : {left: histogram, right: small};
}

/**
 * The boundary between bins of largest Gini gain, of equals the first; see findSplit.ts, whose arithmetic this is.
 */
function findBinnedSplit(growth: Growth, node: Node, histogram: Float64Array): BinnedSplit | null {
  const {binned, features, minLeaf, minUsers, rows, sure} = growth;
  const countLeft = createLeftCounter(binned, {rows, start: node.start, end: node.end});
  const [n, a] = [drawsOf(node.total), churnedOf(node.total)];
  const holdUsers = (column: number, bin: number, m: number): boolean => {
    if (m >= sure && n - m >= sure) return true;
    const left = countLeft({column, bin, missingLeft: false});
    return left >= minUsers && node.end - node.start - left >= minUsers;
  };
  const found: BinnedSplit = {feature: -1, bin: 0, gain: 0, left: 0};
  let best = -Infinity;
  for (let feature = 0; feature < features.length; ++feature) {
    const column = features[feature];
    const offset = column * binned.stride;
    const nBoundaries = binned.thresholds[column].length;
    let sum = 0;
    for (let bin = 0; bin < nBoundaries; ++bin) {
      const cell = histogram[offset + bin];
      if (cell === 0) continue; // the boundary before parts the rows alike
      sum += cell;
      const b = Math.floor(sum / CHURNED);
      const m = sum - b * CHURNED;
      if (m < minLeaf) continue;
      if (n - m < minLeaf) break;
      const difference = b * n - a * m;
      if (!(difference * difference > best * (m * (n - m)))) continue; // a product is quicker than a quotient
      const gain = (difference * difference) / (m * (n - m));
      if (!(gain > best) || !holdUsers(column, bin, m)) continue;
      best = gain;
      found.feature = feature;
      found.bin = bin;
      found.left = sum;
    }
  }
  if (found.feature < 0) return null;
  found.gain = (2 * best) / (n * n);
  return found;
}
