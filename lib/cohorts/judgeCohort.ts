import type {Judged} from "../book/cohorts.js";
import type {Groups} from "../statistics/intervals.js";
import {take} from "../dataset/table.js";
import {adjustHolm} from "../statistics/testResult.js";
import {countGroups, meanInterval} from "../statistics/intervals.js";
import {roundTo, roundWithin} from "../groups.js";
import {studentReach, studentTwoSided} from "../statistics/distributions.js";
import {sumOf} from "../numbers.js";

/** Users with honest scores. */
export interface ScoredUsers {
  /** length n, each 0 or 1 */
  y: Uint8Array;
  /** length n, by models that had not seen them */
  p: Float64Array;
  groups: Groups;
}

/** A cohort before its family is known. */
export type Unjudged = Omit<Judged, "adjustedP" | "standsOut"> & {pValue: number};

/** Digits of a mean score. */
const SCORE_DIGITS = 4;
/** Cohorts and slices are two families. */
const FAMILIES = 2;
const ALPHA = 0.05;
const LEVEL = 0.95;

/** The users of the given places. */
export function takeUsers({y, p, groups}: ScoredUsers, rows: Int32Array): ScoredUsers {
  return {
    y: take(y, rows, new Uint8Array(rows.length)),
    p: take(p, rows, new Float64Array(rows.length)),
    groups: groups && take(groups, rows, new Int32Array(rows.length))
  };
}

/**
 * What was said of some users, and what happened. The interval of the gap has as many digits as its width supports: more would be a sum
 * over few users' scores that tells their outcomes apart.
 *
 * @param users of two customers at least
 */
export function measureGap({y, p, groups}: ScoredUsers): Unjudged {
  const n = y.length;
  const churned = sumOf(y);
  const said = Number((sumOf(p) / n).toFixed(SCORE_DIGITS));
  const {estimate, standardError} = meanInterval(
    p.map((score, i) => y[i] - score),
    {groups}
  );
  const nUnits = countGroups(n, groups);
  // where few churned, or few were scored wrong, those few also make the spread: then what scores themselves let expect is the larger error
  const expected = Math.sqrt(sumOf(p.map((score) => score * (1 - score)))) / n;
  const error = Math.max(standardError, expected);
  const pValue = error > 0 ? studentTwoSided(estimate / error, nUnits - 1) : Number(estimate === 0);
  const half = studentReach(LEVEL, nUnits - 1) * error;
  const [low, high] = [estimate - half, estimate + half].map((end) => roundWithin(end, half));
  const gap = {estimate: Number((churned / n - said).toFixed(SCORE_DIGITS)), low, high};
  return {n, churned, said, gap, pValue};
}

/**
 * Judges a family of cohorts together: a gap stands out where chance does not explain it (Holm over the family, the two
 * families of a book sharing 5 in 100), and where it is large enough to matter.
 *
 * @param least the smallest gap that matters
 */
export function judgeFamily<T extends Unjudged>(family: readonly T[], least: number): (Omit<T, "pValue"> & Judged)[] {
  const adjusted = adjustHolm(family.map(({pValue}) => pValue)).map((p) => Math.min(1, FAMILIES * p));
  return family.map(({pValue: _, ...cohort}, i) => ({
    ...cohort,
    adjustedP: roundTo(adjusted[i], 2),
    standsOut: adjusted[i] < ALPHA && Math.abs(cohort.gap.estimate) >= least
  }));
}
