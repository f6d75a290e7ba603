import type {ColumnAlone} from "./columnProfile.js";
import {addCells, MIN_GROUP} from "../groups.js";

/** Labelled rows that share a value: of a number, or a text. */
export interface ValueGroup {
  n: number;
  churned: number;
}

/** Labelled rows by what a column says of them. */
export interface GroupedRows {
  /** of the rows that have a value */
  groups: ValueGroup[];
  missing: ValueGroup;
  /** different values, of numbers as float32: so tables hold them */
  nValues: number;
}

/**
 * Groups labelled rows by a number, from the lowest up.
 *
 * @param churned the numbers of those who left; NaN is missing; sorted in place
 * @param retained those of the others, likewise
 */
export function groupByNumber(churned: Float64Array, retained: Float64Array): GroupedRows {
  const [left, stayed] = [churned, retained].map(sortNumbers);
  const groups: ValueGroup[] = [];
  let nValues = 0;
  let before = NaN;
  for (let [i, j] = [0, 0]; i < left.length || j < stayed.length;) {
    const [fromLeft, fromStayed] = [i, j];
    const value = j === stayed.length || left[i] < stayed[j] ? left[i] : stayed[j];
    while (i < left.length && left[i] === value) ++i;
    while (j < stayed.length && stayed[j] === value) ++j;
    groups.push({n: i - fromLeft + j - fromStayed, churned: i - fromLeft});
    if (Math.fround(value) !== before) ++nValues;
    before = Math.fround(value);
  }
  const nChurned = churned.length - left.length;
  return {groups, missing: {n: nChurned + retained.length - stayed.length, churned: nChurned}, nValues};
}

/** @returns those that are numbers, from the lowest up */
function sortNumbers(values: Float64Array): Float64Array {
  values.sort(); // NaN comes last
  const nNumbers = values.findLastIndex((value) => !Number.isNaN(value)) + 1;
  return values.subarray(0, nNumbers);
}

/**
 * How well one column alone tells who left.
 *
 * @param groups of the rows that have a value: in the order of the numbers, or in any order
 * @param missing the rows that have none
 * @param isOrdered whether their order means something; else they are ranked by churn rate
 */
export function columnAlone(
  groups: readonly ValueGroup[],
  {missing, isOrdered}: {missing: ValueGroup; isOrdered: boolean}
): Omit<ColumnAlone, "nValues"> {
  const ranked = isOrdered ? groups : rankByRate(groups);
  const all = addCells(groups);
  const isAllLeft = [...groups, missing, all].some(({n, churned}) => n >= MIN_GROUP && churned === n);
  return {isAllLeft, auc: upOrDown(rocAucOf(ranked)), aucOfMissing: upOrDown(rocAucOf([all, missing])) ?? 0.5};
}

/** Texts of few rows say nothing of their churn rates, so they count as one. */
function rankByRate(groups: readonly ValueGroup[]): ValueGroup[] {
  const common = groups.filter(({n}) => n >= MIN_GROUP);
  const rare = addCells(groups.filter(({n}) => n < MIN_GROUP));
  return [...common, ...(rare.n > 0 ? [rare] : [])].sort((a, b) => a.churned / a.n - b.churned / b.n);
}

/** Fewer rows of a class, or of both, can be told apart by luck in one of many columns. */
const LEAST_OF_A_CLASS = 5;

/** Area under the ROC curve of groups that are ties, from the lowest up; null where too few rows could say it. */
function rocAucOf(groups: readonly ValueGroup[]): number | null {
  const {n, churned} = addCells(groups);
  const retained = n - churned;
  if (n < MIN_GROUP || Math.min(churned, retained) < LEAST_OF_A_CLASS) return null;
  let below = 0;
  let pairs = 0;
  for (const group of groups) {
    const stayed = group.n - group.churned;
    pairs += group.churned * (below + stayed / 2);
    below += stayed;
  }
  return pairs / (churned * retained);
}

function upOrDown(auc: number | null): number | null {
  return auc === null ? null : Math.max(auc, 1 - auc);
}
