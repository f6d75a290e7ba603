import type {TrainingData} from "../learners/learner.js";
import type {Random} from "../../random.js";
import type {CodedGroups, Groups} from "../../statistics/intervals.js";
import {check, checkLabels} from "../../check.js";
import {codeGroups} from "../../statistics/intervals.js";
import {dealFolds, JUDGED_ONLY, LEARNED_ONLY, OUTSIDE} from "./folds.js";
import {dealtByLot} from "./split.js";

export interface ForwardOptions {
  /** length n: the row's period, a whole number that rises with time */
  periods: ArrayLike<number>;
  /** as many folds at the most; fewer where there are fewer periods, or these lack a class */
  k: number;
  random: Random;
  /** length n: rows that must not be learned from and judged by in one fold */
  groups?: Groups;
}

/**
 * Folds that go forward in time, as a model is used: the table is cut into k + 1 parts of whole periods, about equally large; each part but
 * the first is held out once, and scored by a model of what lies before it.
 *
 * A group with rows of several periods is dealt to one side for all folds ({@link dealtByLot}), half to each: its rows are learned from and
 * never judged by, or judged by and never learned from. Where there are more than a few of these, all groups are.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @returns by row, as {@link rowsOfFold} reads it; null where the periods do not give two folds with both classes on both sides
 * @see Hyndman and Athanasopoulos, Forecasting: principles and practice, on evaluation on a rolling forecasting origin
 */
export function forwardFolds(yTrue: ArrayLike<number>, {periods, k, random, groups = null}: ForwardOptions): Uint8Array | null {
  checkLabels("forwardFolds", yTrue);
  check(periods.length === yTrue.length, {
    where: "forwardFolds",
    rule: `there must be one period per row (${yTrue.length})`,
    got: periods.length
  });
  const units = codeGroups(yTrue.length, groups);
  const roles = dealRoles(units, periods, random);
  const roleOf = (row: number): Role => roles[units.codes[row]];
  const partOf = cutParts({yTrue, periods, roleOf}, k);
  if (partOf === null) return null;
  return Uint8Array.from(yTrue, (_, row) => {
    const part = partOf.get(periods[row]) as number;
    const role = roleOf(row);
    if (role === "learned" || (part === 0 && role === "both")) return LEARNED_ONLY + part;
    if (part === 0) return OUTSIDE;
    return role === "judged" ? JUDGED_ONLY + part - 1 : part - 1;
  });
}

/** Folds that go forward in time where there are periods that allow it ({@link forwardFolds}), else dealt by lot ({@link dealFolds}). */
export function chooseFolds(
  {y, groups = null, periods = null}: Pick<TrainingData, "y" | "groups" | "periods">,
  {k, random}: Pick<ForwardOptions, "k" | "random">
): Uint8Array {
  return (periods && forwardFolds(y, {periods, k, random, groups})) ?? dealFolds(y, groups, {k, random});
}

/** What becomes of a group's rows: "both" is held out once and learned from later, as groups of one period are where a lot decides on few. */
type Role = "both" | "learned" | "judged";

function dealRoles({codes, sizes, first}: CodedGroups, periods: ArrayLike<number>, random: Random): Role[] {
  const isSpread = new Uint8Array(sizes.length);
  for (let i = 0; i < codes.length; ++i) if (periods[i] !== periods[first[codes[i]]]) isSpread[codes[i]] = 1;
  return Array.from(dealtByLot(isSpread), (isDealt) => (isDealt === 0 ? "both" : random() < 0.5 ? "learned" : "judged"));
}

interface Dealt {
  yTrue: ArrayLike<number>;
  periods: ArrayLike<number>;
  roleOf: (row: number) => Role;
}

/** The part of each period. A part ends at the period that brings it nearest to its share, and not before it has both classes. */
function cutParts({yTrue, periods, roleOf}: Dealt, k: number): Map<number, number> | null {
  const found = new Map<number, {n: number; learned: [number, number]; judged: [number, number]}>();
  for (let i = 0; i < yTrue.length; ++i) {
    let own = found.get(periods[i]);
    if (!own) found.set(periods[i], (own = {n: 0, learned: [0, 0], judged: [0, 0]}));
    own.n += 1;
    const role = roleOf(i);
    if (role !== "judged") own.learned[yTrue[i]] += 1;
    if (role !== "learned") own.judged[yTrue[i]] += 1;
  }
  const partOf = new Map<number, number>();
  let [part, seen, classes] = [0, 0, [0, 0]];
  for (const [period, own] of [...found].sort(([a], [b]) => a - b)) {
    const isWhole = classes[0] > 0 && classes[1] > 0;
    if (isWhole && part < k && seen + own.n / 2 > ((part + 1) * yTrue.length) / (k + 1)) {
      part += 1;
      classes = [0, 0];
    }
    partOf.set(period, part);
    seen += own.n;
    const side = part === 0 ? own.learned : own.judged;
    classes = [classes[0] + side[0], classes[1] + side[1]];
  }
  const last = classes[0] > 0 && classes[1] > 0 ? part : part - 1;
  if (last < 2) return null;
  for (const [period, own] of partOf) if (own > last) partOf.set(period, last);
  return partOf;
}
