import type {ScoreGroup} from "../book/scores.js";
import type {Weighed} from "./scored.js";
import {SCORE_GRID} from "../book/scores.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {check, checkLabels} from "../check.js";
import {addCells, countBins, mergeCells, MIN_GROUP, usersOf} from "../groups.js";
import {checkScores} from "./scored.js";

/** Every group holds at least so many churned, and so many retained: no group says of anybody what happened. */
export const MIN_CLASS = 3;
/** Fewer groups than this say less than the stated metrics do, unless they part every score that there is. */
const MIN_GROUPS = 10;
/** A group of many users grows with them, in either class too, so that pages do not: no more than so many groups. */
const MOST_GROUPS = 600;
/** Score lines that everybody asks about get an edge of their own. */
const HALF = SCORE_GRID / 2;

/**
 * Cuts users into groups of neighbouring scores, from the highest down. A group closes at an edge of the grid as soon as it
 * holds enough users, and enough of either class ({@link leastOf}); what is left at the end joins the last. 0.5 is an edge where both
 * sides can stand alone, unless it is not to be. All users of one cell of the grid stay together, so the order of rows is irrelevant.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1], by models that had not seen these users
 * @param options customers: length n, where rows repeat them: then a group is of {@link MIN_GROUP} customers too, {@link MIN_CLASS} of either
 *   class; hasHalf: false where no group may end at 0.5, see isHalfTold
 * @returns from the highest scores to the lowest; null if there are too few users to make {@link MIN_GROUPS} groups of, and
 *   the groups are coarser than the scores
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function cutScoreGroups(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  minGroup: number,
  {customers = null, hasHalf = true}: {customers?: Groups; hasHalf?: boolean} = {}
): ScoreGroup[] | null {
  const where = "cutScoreGroups";
  check(Number.isInteger(minGroup) && minGroup >= 1, {where, rule: "minGroup must be a whole number >= 1", got: minGroup});
  checkLabels(where, yTrue);
  checkScores(where, yTrue.length, pHat);
  const cells = countCells(yTrue, pHat, customers);
  const least = leastOf(total(cells), minGroup);
  const [above, below] = [cells.filter(({cell}) => cell >= HALF), cells.filter(({cell}) => cell < HALF)];
  const whole = hasHalf ? cells : bridge(above, below);
  const sides = hasHalf && [above, below].every((side) => isEnough(addUp(side), least)) ? [above, below] : [whole];
  const groups = sides.flatMap((side) => mergeCells(side, (cell) => isEnough(cell, least), join));
  if (groups.length < MIN_GROUPS && groups.length < cells.length) return null;
  return groups.map(({n, churned, sum, cell}, i) => ({n, churned, from: cell, mean: meanWithin(sum / n, cell, groups[i - 1]?.cell)}));
}

/**
 * The groups as a ranking with weights: in each, the churned and the retained as two places of the same score. Every metric
 * and curve then treats the users of a group as ties.
 */
export function weighGroups(groups: readonly ScoreGroup[]): Weighed {
  const nRows = 2 * groups.length;
  const weights = new Float64Array(nRows);
  const scored = {
    nRows,
    row: Uint32Array.from({length: nRows}, (_, i) => i),
    y: new Uint8Array(nRows),
    p: new Float64Array(nRows),
    tieEnds: Uint32Array.from(groups, (_, g) => 2 * g + 2)
  };
  groups.forEach(({n, churned, mean}, g) => {
    scored.y[2 * g] = 1;
    scored.p.fill(mean, 2 * g, 2 * g + 2);
    weights[2 * g] = churned;
    weights[2 * g + 1] = n - churned;
  });
  return {scored, weights};
}

/**
 * How many groups a line contacts: those whose mean score is at least the threshold. At an edge that is exactly the users who
 * score at least the edge; a line within a group takes the whole of it or nothing.
 */
export function countContacted(groups: readonly Pick<ScoreGroup, "mean">[], threshold: number): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (groups[middle].mean >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every user's score as the mean of the user's group: what a line then picks is what {@link countContacted} counts. */
export function groupMeans(groups: readonly ScoreGroup[], pHat: ArrayLike<number>): Float64Array {
  return Float64Array.from(placeInGroups(groups, pHat), (place) => groups[place].mean);
}

/** By score the index of its group. */
export function placeInGroups(groups: readonly ScoreGroup[], pHat: ArrayLike<number>): Int32Array {
  return Int32Array.from(pHat, (p) => {
    let [low, high] = [0, groups.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (groups[middle].from / SCORE_GRID <= p) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

/** What a metric of ranking can be, given the groups alone. */
export interface Bounds {
  low: number;
  high: number;
}

/** The least and the most that the ROC AUC of the users can be: within a group, all stayers ranked first, or all churners. */
export function boundRocAuc(groups: readonly ScoreGroup[]): Bounds {
  let [above, low, high] = [0, 0, 0];
  const {churned, retained} = total(groups);
  for (const group of groups) {
    const stayers = group.n - group.churned;
    low += stayers * above;
    high += stayers * (above + group.churned);
    above += group.churned;
  }
  return {low: low / (churned * retained), high: high / (churned * retained)};
}

/** The least and the most that the average precision of the users can be, in the same way. */
export function boundAveragePrecision(groups: readonly ScoreGroup[]): Bounds {
  const {churned} = total(groups);
  const bounds = {low: 0, high: 0};
  let before = {n: 0, churned: 0};
  for (const group of groups) {
    const stayers = group.n - group.churned;
    for (let i = 1; i <= group.churned; ++i) {
      bounds.high += (before.churned + i) / (before.n + i);
      bounds.low += (before.churned + i) / (before.n + stayers + i);
    }
    before = {n: before.n + group.n, churned: before.churned + group.churned};
  }
  return {low: bounds.low / churned, high: bounds.high / churned};
}

/** @returns users by outcome */
export function total(groups: readonly Pick<ScoreGroup, "n" | "churned">[]): {n: number; churned: number; retained: number} {
  let [n, churned] = [0, 0];
  for (const group of groups) {
    n += group.n;
    churned += group.churned;
  }
  return {n, churned, retained: n - churned};
}

interface ScoredCell extends Cell {
  cell: number;
  /** of the scores */
  sum: number;
}

/** Users by cell of the grid, from the highest; a cell holds the scores from its own edge to below the next. */
function countCells(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, customers: Groups): ScoredCell[] {
  const codes = Int32Array.from(pHat, cellOf);
  const sums = new Float64Array(SCORE_GRID + 1);
  for (let i = 0; i < pHat.length; ++i) sums[codes[i]] += pHat[i];
  const counted = countBins(codes, yTrue, SCORE_GRID + 1, customers);
  const cells: ScoredCell[] = [];
  for (let cell = SCORE_GRID; cell >= 0; --cell) if (counted[cell].n > 0) cells.push({...counted[cell], cell, sum: sums[cell]});
  return cells;
}

/** The greatest edge that does not lie above the score, as numbers compare: multiplying alone may err by one. */
function cellOf(p: number): number {
  check(p >= 0 && p <= 1, {where: "cutScoreGroups", rule: "pHat must lie in [0, 1]", got: p});
  let cell = Math.floor(p * SCORE_GRID);
  while (cell / SCORE_GRID > p) --cell;
  while (cell < SCORE_GRID && (cell + 1) / SCORE_GRID <= p) ++cell;
  return cell;
}

interface Least {
  n: number;
  ofClass: number;
}

/**
 * What a group holds at least: `minGroup` users, {@link MIN_CLASS} of them churned and as many retained. Of many users it is one in
 * {@link MOST_GROUPS} of all, and as much more of either class, but no more than that share of the rarer: where few churn, few users could
 * not be parted as finely as many.
 */
function leastOf(all: {n: number; churned: number; retained: number}, minGroup: number): Least {
  const n = Math.max(minGroup, Math.ceil(all.n / MOST_GROUPS));
  const share = Math.min((MIN_CLASS * n) / minGroup, Math.min(all.churned, all.retained) / MOST_GROUPS);
  return {n, ofClass: Math.max(MIN_CLASS, Math.floor(share))};
}

function isEnough(cell: Cell, least: Least): boolean {
  const {n, churned} = cell;
  if (n < least.n || churned < least.ofClass || n - churned < least.ofClass) return false;
  const users = usersOf(cell);
  return users.n >= Math.min(least.n, MIN_GROUP) && users.churned >= MIN_CLASS && users.retained >= MIN_CLASS;
}

function addUp(cells: readonly ScoredCell[]): ScoredCell {
  return cells.reduce(join, {cell: 0, n: 0, churned: 0, sum: 0});
}

/** All cells, the two about the line as one, so that no group ends there. */
function bridge(above: readonly ScoredCell[], below: readonly ScoredCell[]): readonly ScoredCell[] {
  const last = above.at(-1);
  if (last === undefined || below.length === 0) return [...above, ...below];
  return [...above.slice(0, -1), join(last, below[0]), ...below.slice(1)];
}

/** Two neighbours as one, whose edge is the lower one's. */
function join(upper: ScoredCell, lower: ScoredCell): ScoredCell {
  return {...addCells([upper, lower]), cell: lower.cell, sum: upper.sum + lower.sum};
}

/** Four digits, but never as high as the edge of the group above: a line at that edge must leave this group out. */
function meanWithin(mean: number, from: number, upper = SCORE_GRID + 1): number {
  return Math.min(Math.max(Math.round(mean * SCORE_GRID), from), upper - 1) / SCORE_GRID;
}
