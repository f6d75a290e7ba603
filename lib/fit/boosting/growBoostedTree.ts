import type {BinnedRows} from "./bins.js";
import type {Bounds, Split, SplitSearch} from "./findSplit.js";
import {clamp} from "../../numbers.js";
import {histogramLength} from "./bins.js";
import {findSplit} from "./findSplit.js";
import {buildHistogram, subtractHistogram} from "./histogram.js";
import {createLeftCounter, partRows} from "./stretch.js";

export interface GrowthLimits {
  maxDepth: number;
  maxLeaves: number;
}

/** A grown tree over bins; node 0 is the root, a parent stands before its children. */
export interface BoostedTree {
  /** -1 in a leaf */
  column: number[];
  bin: number[];
  left: number[];
  right: number[];
  missingLeft: boolean[];
  /** the node's stretch of the sampled rows after growth */
  start: number[];
  end: number[];
  /** the packed sum of its rows */
  total: number[];
  bounds: Bounds[];
}

/** What one fit keeps from tree to tree. */
export interface Growth extends SplitSearch {
  limits: GrowthLimits;
  /** length n, by row */
  packed: Float64Array;
  /** as long as the rows of a tree, or longer */
  spare: Int32Array;
  /** histograms not in use */
  pool: Float64Array[];
}

interface OpenNode {
  node: number;
  depth: number;
  histogram: Float64Array;
  split: Split;
}

/** The nodes that may still be split, and the sampled rows. */
interface Work {
  open: OpenNode[];
  rows: Int32Array;
}

/**
 * Grows one tree best leaf first within limits of depth and leaves. Each split builds the histogram of the smaller child
 * only; the larger child's is the parent's less that.
 *
 * @param rows the sampled rows; reordered so that each node owns a stretch
 */
export function growBoostedTree(growth: Growth, rows: Int32Array): BoostedTree {
  const tree: BoostedTree = {column: [], bin: [], left: [], right: [], missingLeft: [], start: [], end: [], total: [], bounds: []};
  const open: OpenNode[] = [];
  const histogram = takeHistogram(growth);
  buildHistogram(growth.binned, {rows, start: 0, end: rows.length, packed: growth.packed}, histogram);
  const total = sumColumn(growth.binned, histogram);
  const root = addNode(tree, {start: 0, end: rows.length, total, bounds: {low: -Infinity, high: Infinity}});
  openNode(growth, tree, {open, rows}, {node: root, depth: 0, histogram});
  for (let nLeaves = 1; nLeaves < growth.limits.maxLeaves && open.length > 0; ++nLeaves) {
    splitNode(growth, tree, {open, rows}, takeBest(open));
  }
  for (const {histogram: unused} of open) growth.pool.push(unused);
  return tree;
}

interface NewNode {
  start: number;
  end: number;
  total: number;
  bounds: Bounds;
}

function addNode(tree: BoostedTree, {start, end, total, bounds}: NewNode): number {
  tree.column.push(-1);
  tree.bin.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(false);
  tree.bounds.push(bounds);
  tree.total.push(total);
  tree.start.push(start);
  return tree.end.push(end) - 1;
}

/** Looks for the node's split; without one it stays a leaf and its histogram goes back. */
function openNode(growth: Growth, tree: BoostedTree, {open, rows}: Work, candidate: Omit<OpenNode, "split">): void {
  const {node, depth, histogram} = candidate;
  const [start, end, total] = [tree.start[node], tree.end[node], tree.total[node]];
  const countLeft = createLeftCounter(growth.binned, {rows, start, end});
  const split = findSplit(growth, {histogram, total, bounds: tree.bounds[node], nRows: end - start, countLeft});
  if (split) open.push({node, depth, histogram, split});
  else growth.pool.push(histogram);
}

/** Removes the open node of largest gain; of equal ones the oldest. */
function takeBest(open: OpenNode[]): OpenNode {
  let best = 0;
  for (let i = 1; i < open.length; ++i) if (open[i].split.gain > open[best].split.gain) best = i;
  return open.splice(best, 1)[0];
}

function splitNode(growth: Growth, tree: BoostedTree, work: Work, next: OpenNode): void {
  const {rows} = work;
  const {binned, packed, limits, pool} = growth;
  const {node, split, histogram} = next;
  const total = tree.total[node];
  const start = tree.start[node];
  const end = tree.end[node];
  const middle = partRows(growth, rows, {start, end, split});
  const [leftBounds, rightBounds] = childBounds(growth, tree.bounds[node], split);
  const left = addNode(tree, {start, end: middle, total: split.leftSum, bounds: leftBounds});
  const right = addNode(tree, {start: middle, end, total: total - split.leftSum, bounds: rightBounds});
  tree.column[node] = split.column;
  tree.bin[node] = split.bin;
  tree.left[node] = left;
  tree.right[node] = right;
  // A column that no row missed sends missing values where most rows go.
  tree.missingLeft[node] = binned.hasMissing[split.column] ? split.missingLeft : middle - start > end - middle;
  const depth = next.depth + 1;
  if (depth >= limits.maxDepth) {
    pool.push(histogram);
    return;
  }
  const isLeftSmaller = middle - start <= end - middle;
  const small = takeHistogram(growth);
  buildHistogram(binned, {rows, start: isLeftSmaller ? start : middle, end: isLeftSmaller ? middle : end, packed}, small);
  subtractHistogram(histogram, small);
  openNode(growth, tree, work, {node: left, depth, histogram: isLeftSmaller ? small : histogram});
  openNode(growth, tree, work, {node: right, depth, histogram: isLeftSmaller ? histogram : small});
}

/** A monotone split keeps all of one side on its side of the middle of both values. */
function childBounds({rules}: Growth, bounds: Bounds, {column, leftValue, rightValue}: Split): [Bounds, Bounds] {
  const direction = rules.direction[column];
  if (direction === 0) return [bounds, bounds];
  const middle = clamp((leftValue + rightValue) / 2, bounds.low, bounds.high);
  const lower = {low: bounds.low, high: middle};
  const upper = {low: middle, high: bounds.high};
  return direction > 0 ? [lower, upper] : [upper, lower];
}

function takeHistogram({pool, binned}: Growth): Float64Array {
  return pool.pop() ?? new Float64Array(histogramLength(binned));
}

/** Every row stands once in each column, so one column's sum is all rows'. */
function sumColumn({missingBin}: BinnedRows, histogram: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin <= missingBin; ++bin) sum += histogram[bin];
  return sum;
}
