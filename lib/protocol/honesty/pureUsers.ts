import {wilsonInterval} from "../../statistics/wilsonInterval.js";

/** Users whose value of a column only one class has, or all but only. */
export interface PureUsers {
  /** the class that they nearly all are of */
  side: "churned" | "retained";
  n: number;
  /** how many of them are of that class */
  ofSide: number;
  /** share of all users of that class whom the value marks, in [0, 1] */
  covered: number;
}

/** Where the users of one column lie. */
export interface BinnedColumn {
  /** length n, the bin of each row */
  codes: Int32Array;
  nBins: number;
  /** length n, each 0 (retained) or 1 (churned) */
  y: Uint8Array;
  /** length n, by which the rows of a bin are held out */
  folds: Uint8Array;
  nFolds: number;
}

/** The least share of one class that counts as pure. */
export const PURITY = 0.9;
/** And the odds of that class must be so many times what they are among all users: at a base rate of 0.97, 0.97 is not pure. */
export const PURE_ODDS = 50;
/**
 * The least share of their class that such users must be. Honest columns have pure ends too, as long as they are thin: of two
 * normal distributions less than this lies beyond odds of 50 up to a ROC AUC of 0.85, where a column is suspicious anyway.
 */
const OF_CLASS = 0.05;

/**
 * Looks for a leak that covers part of a class, which a ROC AUC over all users hides: a reason for leaving that is filled in
 * for half of the churned and nobody else has 0.75. Bins pure in all folds but one are picked, and the fold held out is
 * counted; so a bin of two users that happens to be pure proves nothing, and an identifier picks none that last.
 *
 * Pure is a share whose Wilson lower bound (95 %) is {@link PURITY} or more and whose odds are {@link PURE_ODDS} times those of
 * all users. So some 35 users are the least that can be told; a leak of fewer is not seen.
 *
 * @returns the side with the larger covered share; null where nothing is pure
 */
export function findPureUsers(column: BinnedColumn): PureUsers | null {
  const churned = column.y.reduce((sum, label) => sum + label, 0);
  const found = ([1, 0] as const).flatMap((label) => {
    const inClass = label === 1 ? churned : column.y.length - churned;
    const limit = limitOf(inClass / column.y.length);
    const {n, ofSide} = countPicked(column, label, limit);
    if (n === 0 || ofSide < OF_CLASS * inClass || wilsonInterval(ofSide, n).low < limit) return [];
    return [{side: label === 1 ? ("churned" as const) : ("retained" as const), n, ofSide, covered: ofSide / inClass}];
  });
  return found.sort((a, b) => b.covered - a.covered)[0] ?? null;
}

/** The share from which on a class of that base rate is pure. */
function limitOf(rate: number): number {
  const odds = (PURE_ODDS * rate) / (1 - rate);
  return Math.max(PURITY, odds / (1 + odds));
}

/** Rows held out whose bin is pure in the other folds, and how many of them are of the class. */
function countPicked({codes, nBins, y, folds, nFolds}: BinnedColumn, label: 0 | 1, limit: number): {n: number; ofSide: number} {
  const rows = new Float64Array(nBins * (nFolds + 1)); // by bin: each fold, then all
  const own = new Float64Array(nBins * (nFolds + 1));
  for (let i = 0; i < y.length; ++i) {
    for (const cell of [codes[i] * (nFolds + 1) + folds[i], codes[i] * (nFolds + 1) + nFolds]) {
      rows[cell] += 1;
      if (y[i] === label) own[cell] += 1;
    }
  }
  const picked = {n: 0, ofSide: 0};
  for (let bin = 0; bin < nBins; ++bin) {
    const all = bin * (nFolds + 1) + nFolds;
    for (let fold = 0; fold < nFolds; ++fold) {
      const cell = bin * (nFolds + 1) + fold;
      const others = rows[all] - rows[cell];
      if (others === 0 || own[all] - own[cell] < limit * others) continue;
      picked.n += rows[cell];
      picked.ofSide += own[cell];
    }
  }
  return picked;
}
