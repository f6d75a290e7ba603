import type {Random} from "../../random.js";
import type {Groups} from "../../statistics/intervals.js";
import type {BinnedRows} from "./bins.js";
import type {SplitRules} from "./findSplit.js";
import type {Packing} from "./histogram.js";
import type {BoostedTree, Growth, GrowthLimits} from "./growBoostedTree.js";
import {clamp} from "../../numbers.js";
import {rowsWhere} from "../../dataset/table.js";
import {shuffleRows} from "../../random.js";
import {drawGroups} from "../drawGroups.js";
import {hashRows} from "./bins.js";
import {growBoostedTree} from "./growBoostedTree.js";
import {choosePacking, mixBits, packGradients, unpack} from "./histogram.js";
import {partRows} from "./stretch.js";

export interface BoostSettings {
  nTrees: number;
  learningRate: number;
  limits: GrowthLimits;
  rules: SplitRules;
  /** share of the rows, and of the columns, that each tree sees */
  rowShare: number;
  columnShare: number;
  /** stop after so many trees that do not improve on held-out rows; 0: never */
  patience: number;
}

export interface Boosted {
  /** log-odds of the base rate */
  base: number;
  trees: BoostedTree[];
  /** per tree, per node: the leaf's value, learning rate included; 0 in inner nodes */
  values: Float64Array[];
  /** the held-out rows' log loss after the last tree that is kept; NaN without held-out rows */
  holdoutLoss: number;
}

export interface BoostData {
  binned: BinnedRows;
  /** length n, 0 or 1 */
  y: Uint8Array;
  /** the rows to learn from */
  rows: Int32Array;
  /** the rows to stop by; may be empty */
  holdout: Int32Array;
}

/**
 * A tree sees about so many rows at the most; where there are more, each draws others. Chosen for speed.
 *
 * @see Friedman (2002), Stochastic gradient boosting
 */
const MOST_ROWS = 100_000;

/** Gradient boosting by logistic loss: each tree steps towards lower loss where the ones before left off. */
export function boost(data: BoostData, settings: BoostSettings, random: Random): Boosted {
  const {y, rows, holdout, binned} = data;
  const churned = rows.reduce((sum, row) => sum + y[row], 0);
  const base = Math.log(churned / (rows.length - churned));
  const odds = new Float64Array(binned.nRows).fill(Math.exp(-base));
  const share = Math.min(settings.rowShare, MOST_ROWS / rows.length);
  const drawn = new Int32Array(share < 1 ? mostDrawn(rows.length, share) : rows.length);
  const growth = createGrowth(data, settings, drawn.length);
  const rest = drawn.length < binned.nRows || share < 1 ? new Int32Array(binned.nRows) : null;
  const hashes = growth.packing.dither ? hashRows(binned, y) : null;
  const result: Boosted = {
    base,
    trees: [],
    values: [],
    holdoutLoss: holdout.length > 0 ? lossOf(odds, y, holdout) : NaN
  };
  let nKept = settings.patience > 0 && holdout.length > 0 ? 0 : settings.nTrees;
  for (let t = 0; t < settings.nTrees; ++t) {
    if (share === 1) drawn.set(rows); // in order again: a tree shuffles them
    const sample = share < 1 ? drawRows(rows, {share, drawn}, random) : drawn;
    packGradients(growth.packing, {rows: sample, odds, y, packed: growth.packed, hashes, tree: t + 1});
    if (settings.columnShare < 1)
      growth.columns = drawSome(
        Int32Array.from({length: binned.nColumns}, (_, j) => j),
        settings.columnShare,
        random
      );
    const tree = growBoostedTree(growth, sample);
    const values = fitLeaves(tree, growth.packing, settings);
    updateOdds(odds, {tree, values, sample, rest}, growth);
    result.trees.push(tree);
    result.values.push(values);
    if (nKept === settings.nTrees) continue;
    const loss = lossOf(odds, y, holdout);
    if (loss < result.holdoutLoss) {
      result.holdoutLoss = loss;
      nKept = t + 1;
    } else if (t + 1 - nKept >= settings.patience) break;
  }
  return {...result, trees: result.trees.slice(0, nKept), values: result.values.slice(0, nKept)};
}

function createGrowth({binned}: BoostData, {limits, rules}: BoostSettings, mostRows: number): Growth {
  return {
    binned,
    packing: choosePacking(mostRows),
    rules,
    limits,
    columns: Int32Array.from({length: binned.nColumns}, (_, j) => j),
    doubts: new Float64Array(2 * binned.nColumns),
    packed: new Float64Array(binned.nRows),
    spare: new Int32Array(binned.nRows),
    pool: []
  };
}

/** Nearly always more than a share of so many rows is: six standard deviations. */
function mostDrawn(nRows: number, share: number): number {
  return Math.min(nRows, Math.ceil(share * nRows + 6 * Math.sqrt(share * nRows) + 1));
}

/** About a share of the rows, each by a draw of its own, in increasing order; as many from the first on if none is drawn. */
function drawRows(rows: Int32Array, {share, drawn}: {share: number; drawn: Int32Array}, random: Random): Int32Array {
  const salt = Math.floor(random() * 2 ** 32);
  const limit = Math.min(Math.ceil(share * 2 ** 32), 2 ** 32 - 1) | 0;
  let taken = 0;
  for (let i = 0; i < rows.length && taken < drawn.length; ++i) {
    // without a branch: what is not taken is overwritten
    drawn[taken] = rows[i];
    const hash = mixBits((i + salt) | 0);
    taken += ((~hash & limit) | ((~hash | limit) & (hash - limit))) >>> 31; // whether hash < limit, both unsigned (Warren, Hacker's Delight, 2-12)
  }
  if (taken > 0) return drawn.subarray(0, taken);
  return rows.slice(0, drawn.length);
}

/** A share of the values without replacement, at least one, in increasing order. */
function drawSome(values: Int32Array, share: number, random: Random): Int32Array {
  const wanted = Math.max(1, Math.round(share * values.length));
  const result = new Int32Array(wanted);
  let taken = 0;
  for (let i = 0; taken < wanted; ++i) {
    // selection sampling (Knuth, volume 2, algorithm S)
    if ((values.length - i) * random() < wanted - taken) result[taken++] = values[i];
  }
  return result;
}

/** Newton's step for each leaf from the packed sum of its rows, within its bounds, times the learning rate. */
function fitLeaves({column, total, bounds}: BoostedTree, packing: Packing, {rules, learningRate}: BoostSettings): Float64Array {
  return Float64Array.from(total, (packed, node) => {
    if (column[node] >= 0) return 0;
    const {g, h} = unpack(packing, packed);
    const weight = h + rules.l2;
    // rows whose probability has become 0 or 1 weigh nothing, and without a penalty there is nothing to step by
    return weight > 0 ? learningRate * clamp(-g / weight, bounds[node].low, bounds[node].high) : 0;
  });
}

interface Step {
  tree: BoostedTree;
  values: Float64Array;
  /** the rows that the tree saw, as it left them */
  sample: Int32Array;
  /** room for all others; null: there are none */
  rest: Int32Array | null;
}

/** Multiplies every row's exp(-log-odds) by its leaf's; rows outside the sample are parted as the tree parts its own. */
function updateOdds(odds: Float64Array, {tree, values, sample, rest}: Step, growth: Growth): void {
  const factors = values.map((value) => Math.exp(-value));
  multiply(odds, {rows: sample, factors, tree, starts: tree.start, ends: tree.end});
  if (rest === null) return;
  const starts = [0];
  const ends = [listOthers(sample, rest)];
  const {column, bin, left, right, missingLeft} = tree;
  for (let node = 0; node < column.length; ++node) {
    if (column[node] < 0) continue;
    const [start, end] = [starts[node], ends[node]];
    const middle = partRows(growth, rest, {start, end, split: {column: column[node], bin: bin[node], missingLeft: missingLeft[node]}});
    [starts[left[node]], ends[left[node]]] = [start, middle];
    [starts[right[node]], ends[right[node]]] = [middle, end];
  }
  multiply(odds, {rows: rest, factors, tree, starts, ends});
}

interface Stretches {
  rows: Int32Array;
  factors: Float64Array;
  tree: BoostedTree;
  /** by node: its stretch of the rows */
  starts: readonly number[];
  ends: readonly number[];
}

function multiply(odds: Float64Array, {rows, factors, tree: {column}, starts, ends}: Stretches): void {
  for (let node = 0; node < factors.length; ++node) {
    if (column[node] >= 0) continue;
    const factor = factors[node];
    for (let i = starts[node]; i < ends[node]; ++i) odds[rows[i]] *= factor;
  }
}

/** Writes the rows that are not in the sample, in increasing order. @returns how many */
function listOthers(sample: Int32Array, others: Int32Array): number {
  const isIn = new Uint8Array(others.length);
  for (let i = 0; i < sample.length; ++i) isIn[sample[i]] = 1;
  let n = 0;
  for (let row = 0; row < isIn.length; ++row) {
    // without a branch: what is in the sample is overwritten
    others[n] = row;
    n += 1 - isIn[row];
  }
  return n;
}

/** Mean log loss of some rows, from exp(-log-odds). */
function lossOf(odds: Float64Array, y: Uint8Array, rows: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < rows.length; ++i) sum += Math.log1p(y[rows[i]] === 1 ? odds[rows[i]] : 1 / odds[rows[i]]);
  return sum / rows.length;
}

/**
 * Parts rows into those to learn from and a share to stop by: so much of each class, or whole groups ({@link drawGroups}).
 *
 * @param groups length n: rows of one customer have one code; null: every row is one of its own
 * @returns nobody held out where the rows to learn from would lack a class
 */
export function splitHoldout(
  {y, groups}: {y: Uint8Array; groups: Groups},
  share: number,
  random: Random
): {rows: Int32Array; holdout: Int32Array} {
  const isHeldOut = groups === null ? holdOutRows(y, share, random) : drawGroups({groups, y}, share, random);
  const parts = {rows: rowsWhere(y.length, (row) => isHeldOut[row] === 0), holdout: rowsWhere(y.length, (row) => isHeldOut[row] === 1)};
  const isLearnable = [0, 1].every((label) => parts.rows.some((row) => y[row] === label));
  return isLearnable ? parts : {rows: rowsWhere(y.length, () => true), holdout: new Int32Array(0)};
}

function holdOutRows(y: Uint8Array, share: number, random: Random): Uint8Array {
  const isHeldOut = new Uint8Array(y.length);
  for (const label of [0, 1]) {
    const ofLabel = shuffleRows(
      rowsWhere(y.length, (i) => y[i] === label),
      random
    );
    const nHeldOut = Math.min(ofLabel.length - 1, Math.round(share * ofLabel.length));
    for (const row of ofLabel.slice(0, nHeldOut)) isHeldOut[row] = 1;
  }
  return isHeldOut;
}
