import type {Groups} from "../../statistics/intervals.js";
import type {Random} from "../../random.js";
import {check, checkLabels} from "../../check.js";
import {meanOf} from "../../numbers.js";
import {shuffleRows, forkRandom} from "../../random.js";
import {codeGroups} from "../../statistics/intervals.js";
import {drawGroups} from "../drawGroups.js";
import {joinRising, rowsWith} from "./split.js";

/*
 * The fold of a row is a number of one byte. Dealt by lot, it is the fold that holds the row out, and every other fold learns from it. Folds
 * that go forward in time learn from what lies before them only, and some rows are not held out (the first part of the table), or
 * not learned from (a customer who is judged): these bear a mark above MOST_FOLDS. See forwardFolds.ts, which deals them.
 */

/** Fewer folds than the marks begin at; the definition's schema allows 50. */
const MOST_FOLDS = 63;
/** beside the fold that holds the row out: no fold learns from it */
export const JUDGED_ONLY = 64;
/** beside the part of the table in which the row lies, the first being 0: no fold holds it out, those of later parts learn from it */
export const LEARNED_ONLY = 128;
/** neither held out nor learned from */
export const OUTSIDE = 255;

function heldOutBy(code: number): number {
  return code < LEARNED_ONLY ? code & MOST_FOLDS : -1;
}

/** Whether folds go forward in time: then there is a first part that none holds out. */
export function goForward(folds: ArrayLike<number>): boolean {
  for (let i = 0; i < folds.length; ++i) if (folds[i] >= LEARNED_ONLY) return true;
  return false;
}

/** Rows that a fold holds out, rising: all of them, unless folds go forward in time. */
export function judgedRows(folds: ArrayLike<number>): Int32Array {
  const rows = new Int32Array(folds.length);
  let n = 0;
  for (let i = 0; i < folds.length; ++i) if (heldOutBy(folds[i]) >= 0) rows[n++] = i;
  return rows.slice(0, n);
}

/** By row of {@link judgedRows}, the fold that holds it out, as if dealt by lot. */
export function foldsOfJudged(folds: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(judgedRows(folds), (row) => heldOutBy(folds[row]));
}

const FEWER_FOLDS = 'Say a smaller number as "folds" under "protocol" in the definition, 2 or more';

/**
 * Which fold each row is held out in: shuffled, and balanced to within one row per class and in all.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @param k number of folds, >= 2
 * @returns length n, each in [0, k)
 * @throws if k is no whole number >= 2, or a class has fewer rows than k
 */
export function stratifiedFolds(yTrue: ArrayLike<number>, k: number, random: Random): Uint8Array {
  checkLabels("stratifiedFolds", yTrue);
  check(Number.isInteger(k) && k >= 2 && k <= MOST_FOLDS, {
    where: "stratifiedFolds",
    rule: `k must be a whole number in [2, ${MOST_FOLDS}]`,
    got: k
  });
  const folds = new Uint8Array(yTrue.length);
  let dealt = 0;
  for (const label of [0, 1]) {
    const rows = shuffleRows(rowsWith(yTrue, label), random);
    check(rows.length >= k, {
      where: "stratifiedFolds",
      rule: `each class must have at least ${k} rows, one per fold`,
      got: `${rows.length} of class ${label}`,
      remedy: `${FEWER_FOLDS}.`
    });
    for (const row of rows) folds[row] = dealt++ % k; // the second class goes on where the first ended
  }
  return folds;
}

/**
 * Which fold each row is held out in, where groups stay whole: dealt at random, those with most churned rows first, each to the fold that
 * has fewest churned ones so far, then fewest rows.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @param groups length n
 * @throws if k is no whole number >= 2, or fewer than k groups have churned rows, or retained ones
 */
function groupedFolds(yTrue: ArrayLike<number>, groups: ArrayLike<number>, {k, random}: {k: number; random: Random}): Uint8Array {
  checkLabels("groupedFolds", yTrue);
  const {codes, sizes} = codeGroups(yTrue.length, groups);
  const churned = new Int32Array(sizes.length);
  for (let i = 0; i < codes.length; ++i) churned[codes[i]] += yTrue[i];
  for (const [label, count] of [churned.filter((d, g) => d < sizes[g]).length, churned.filter((d) => d > 0).length].entries()) {
    check(Number.isInteger(k) && k >= 2 && k <= MOST_FOLDS && count >= k, {
      where: "groupedFolds",
      rule: `there must be at least ${k} groups with rows of class ${label}, one per fold`,
      got: count,
      remedy: `${FEWER_FOLDS}, or give more groups.`
    });
  }
  const order = shuffleRows(Int32Array.from(sizes.keys()), random).sort((a, b) => churned[b] - churned[a] || sizes[b] - sizes[a]);
  const [inFold, churnedInFold] = [new Int32Array(k), new Int32Array(k)];
  const foldOf = new Uint8Array(sizes.length);
  for (const group of order) {
    let best = 0;
    for (let fold = 1; fold < k; ++fold) {
      const lead = churned[group] > 0 ? churnedInFold[fold] - churnedInFold[best] : 0;
      if (lead < 0 || (lead === 0 && inFold[fold] < inFold[best])) best = fold;
    }
    foldOf[group] = best;
    inFold[best] += sizes[group];
    churnedInFold[best] += churned[group];
  }
  return Uint8Array.from(codes, (code) => foldOf[code]);
}

/** Folds by groups where there are some, else by rows; see {@link groupedFolds} and {@link stratifiedFolds}. */
export function dealFolds(yTrue: ArrayLike<number>, groups: Groups, {k, random}: {k: number; random: Random}): Uint8Array {
  return groups === null ? stratifiedFolds(yTrue, k, random) : groupedFolds(yTrue, groups, {k, random});
}

/** The rows that a fold holds out and those that it learns from, rising. Folds that go forward in time learn from earlier rows only. */
export function rowsOfFold(folds: ArrayLike<number>, fold: number): {fit: Int32Array; heldOut: Int32Array} {
  const isForward = goForward(folds);
  const isLearned = (code: number): boolean => {
    if (!isForward) return code !== fold;
    return code >= LEARNED_ONLY ? code !== OUTSIDE && code - LEARNED_ONLY <= fold : code < JUDGED_ONLY && code < fold;
  };
  const [fit, heldOut] = [new Int32Array(folds.length), new Int32Array(folds.length)];
  let [nFit, nHeldOut] = [0, 0];
  for (let i = 0; i < folds.length; ++i) {
    if (heldOutBy(folds[i]) === fold) heldOut[nHeldOut++] = i;
    else if (isLearned(folds[i])) fit[nFit++] = i;
  }
  return {fit: fit.slice(0, nFit), heldOut: heldOut.slice(0, nHeldOut)};
}

/** Rows held out over rows learned from, on average over the folds: 1 / (k - 1) of k folds by lot, more where they go forward in time. */
export function testToTrain(folds: ArrayLike<number>): number {
  return meanOf(
    Array.from({length: countFolds(folds)}, (_, fold) => {
      const {fit, heldOut} = rowsOfFold(folds, fold);
      return heldOut.length / fit.length;
    })
  );
}

/** How many folds there are, from the fold of each row. */
export function countFolds(folds: ArrayLike<number>): number {
  let largest = -1;
  for (let i = 0; i < folds.length; ++i) largest = Math.max(largest, heldOutBy(folds[i]));
  return largest + 1;
}

/**
 * A random share of whole groups, the first of them in a random order, so that a larger share holds every smaller one; more than the share
 * where those have rows of one class only.
 *
 * @param options share: in (0, 1]. name: of the random order, such as a seed and a fold
 * @returns places, rising
 */
export function takeGroups(
  groups: ArrayLike<number>,
  y: ArrayLike<number>,
  {share, name}: {share: number; name: (string | number)[]}
): Int32Array {
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the parts of a name: few
  const isIn = drawGroups({groups, y}, share, forkRandom("share of rows", ...name));
  return rowsWith(isIn, 1);
}

/**
 * A stratified share of rows: the first of each class in a random order, so that a larger share holds every smaller one.
 *
 * @param y length n, 0 or 1
 * @param share in (0, 1]; each class gives at least one row
 * @param name of the random order, such as a seed and a fold
 * @returns places in y, rising
 */
export function takeShare(y: Uint8Array, share: number, name: (string | number)[]): Int32Array {
  const rows = [0, 1].map((label) => {
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the parts of a name: few
    const order = shuffleRows(rowsWith(y, label), forkRandom("share of rows", ...name, label));
    return order.subarray(0, Math.max(1, Math.round(share * order.length)));
  });
  return joinRising(rows);
}

/**
 * A share of rows whatever their labels are, drawn without repetition.
 *
 * @param most rows; fewer are all taken
 * @param name of the draw, such as a seed and a question
 * @returns rising
 */
export function takeAnyShare(nRows: number, most: number, name: (string | number)[]): Int32Array {
  const rows = Int32Array.from({length: nRows}, (_, i) => i);
  if (nRows <= most) return rows;
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the parts of a name: few
  return shuffleRows(rows, forkRandom("share of rows", ...name))
    .slice(0, most)
    .sort();
}
