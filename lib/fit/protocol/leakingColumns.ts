import type {TrainingData} from "../learners/learner.js";
import type {Column} from "../../dataset/table.js";
import type {ColumnAlone, HonestyCheck} from "../../book/honesty.js";
import {someOf} from "../../check.js";
import {formatFixed, formatShare} from "../../format.js";
import {baseRate, logLossSkill} from "../../metrics/probabilityLosses.js";
import {rocAuc} from "../../metrics/rankingMetrics.js";
import {forkRandom} from "../../random.js";
import {cutAroundCrowds} from "../../statistics/bins.js";
import {countFolds, dealFolds} from "./folds.js";
import type {Groups} from "../../statistics/intervals.js";
import {wilsonInterval} from "../../statistics/intervals.js";
import {countWhere, MIN_GROUP, nearPart, sayNear, usersOf} from "../../groups.js";

/** A column that knows the label this well, all alone, does not foretell it: it has seen it. */
const LEAK_AUC = 0.95;
/** Worth a look: when and how is such a column measured? */
const SUSPICIOUS_AUC = 0.85;

/** Bins of a number: at least, and at the most where one class is rare, so that its users alone would fill several. */
const BINS = {least: 32, most: 256, byRarer: 4} as const;
/** The base rate counts as this many users in every bin, so that a bin of few users says little. */
const PRIOR_USERS = 10;

/** How well one column foretells the label alone. */
export interface ColumnSkill {
  input: string;
  /** of the churn rate in the column's bins, each row's taken from the other folds; up or down, bent or missing alike */
  rocAuc: number;
  /** share of the base rate's log loss saved by the same */
  logLossSkill: number;
  /** users whose value next to nobody of the other class has; null: there are none, or too few to tell */
  pure: PureUsers | null;
  /** "leaks": too high a ROC AUC, or pure users */
  verdict: "leaks" | "suspicious" | "plausible";
}

/**
 * The skill of each column by itself, the best first: cut into bins (missing is one, categories are bins already, a value that
 * many users share is one), and each row scored by the churn rate of its bin over the other folds. So a column that is
 * U-shaped, categorical, mostly zero or telling by being missing is found too, and an identifier is not mistaken for a leak.
 * A leak that covers only part of a class is looked for by {@link findPureUsers}.
 *
 * Not seen: a label hidden in the digits of a number (odd or even), or spread over several columns.
 */
export function skillByColumn(
  {table, y, groups = null}: TrainingData,
  {seed, folds: k = 5}: {seed: string | number; folds?: number}
): ColumnSkill[] {
  const folds = dealFolds(y, groups, {k, random: forkRandom(seed, "leaking columns")});
  const rate = baseRate(y);
  const nBins = Math.min(BINS.most, Math.max(BINS.least, Math.ceil(BINS.byRarer / Math.min(rate, 1 - rate))));
  return table.columns
    .map((column): ColumnSkill => {
      const coded = codeColumn(column, nBins);
      const scores = scoreByBin(coded, y, folds);
      const auc = rocAuc(y, scores);
      const pure = findPureUsers({...coded, y, folds, nFolds: countFolds(folds), groups});
      const verdict = auc >= LEAK_AUC || pure ? "leaks" : auc >= SUSPICIOUS_AUC ? "suspicious" : "plausible";
      return {input: column.name, rocAuc: auc, logLossSkill: logLossSkill(y, scores), pure, verdict};
    })
    .sort((a, b) => b.rocAuc - a.rocAuc || (a.input < b.input ? -1 : 1));
}

/** Cries out if any column alone knows the label too well; names them all. @param skills by {@link skillByColumn} */
export function judgeLeakingColumns(skills: readonly ColumnSkill[]): HonestyCheck {
  const strange = skills.filter((d) => d.verdict !== "plausible");
  const name = (d: ColumnSkill): string => `${d.input} (${formatFixed(d.rocAuc, 3)})`;
  const strong = strange.filter((d) => d.rocAuc >= SUSPICIOUS_AUC);
  const marked = strange.flatMap((d) => (d.pure ? [`${d.input} (${sayPure(d.pure)})`] : []));
  const complaints = [
    ...(strong.length > 0
      ? [
          `by the churn rates of ${strong.length === 1 ? "its bins, this has" : "their bins, these have"} a ROC AUC of ${SUSPICIOUS_AUC} or more: ` +
            someOf(strong.map(name), 20)
        ]
      : []),
    ...(marked.length > 0
      ? [`${marked.length === 1 ? "this has" : "these have"} values that next to nobody of the other class has: ${someOf(marked, 20)}`]
      : [])
  ];
  const detail =
    complaints.length > 0
      ? complaints.join("; ")
      : `by the churn rates of its bins, the best column is ${name(skills[0])}; under ${SUSPICIOUS_AUC} is plausible; ` +
        "and no column has values that only one class has";
  return {
    name: "leakingColumns",
    title: "No column gives the label away",
    passed: strange.length === 0,
    detail,
    numbers: Object.fromEntries(skills.map((d) => [d.input, d.rocAuc]))
  };
}

/**
 * What may be told of such users: about how many there are, and about what share of their class, without how many are of the other class, who
 * are few.
 */
export function tellPure(pure: PureUsers | null): ColumnAlone["pure"] {
  return pure && {side: pure.side, n: nearPart(pure.n, Infinity) as number, covered: Number(pure.covered.toFixed(SHARE_DIGITS))};
}

/** Digits of a share that is told in whole percent. */
const SHARE_DIGITS = 2;

/** Without how many are of the other class, who are few. @example "nearly all of about 1,020 rows churned, 50% of all who did" */
function sayPure({side, n, covered}: PureUsers): string {
  const about = sayNear(nearPart(n, Infinity), Infinity);
  return `nearly all of ${about} rows ${side}, ${formatShare(covered, 0)} of all who ${side === "churned" ? "did" : "were"}`;
}

function codeColumn(column: Column, most: number): {codes: Int32Array; nBins: number} {
  if (column.kind === "category") return {codes: column.codes.map((code) => code + 1), nBins: column.levels.length + 1};
  const {nBins, codes} = cutAroundCrowds(column.values, most);
  return {codes: codes.map((code) => code + 1), nBins: nBins + 1};
}

function scoreByBin({codes, nBins}: {codes: Int32Array; nBins: number}, y: Uint8Array, folds: Uint8Array): Float64Array {
  const k = countFolds(folds);
  const n = new Float64Array(nBins * k);
  const churned = new Float64Array(nBins * k);
  const nAll = new Float64Array(nBins);
  const churnedAll = new Float64Array(nBins);
  for (let i = 0; i < y.length; ++i) {
    n[codes[i] * k + folds[i]] += 1;
    churned[codes[i] * k + folds[i]] += y[i];
    nAll[codes[i]] += 1;
    churnedAll[codes[i]] += y[i];
  }
  const rate = baseRate(y);
  return Float64Array.from(y, (_, i) => {
    const own = codes[i] * k + folds[i];
    const others = nAll[codes[i]] - n[own];
    return (churnedAll[codes[i]] - churned[own] + PRIOR_USERS * rate) / (others + PRIOR_USERS);
  });
}

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
  /** length n: whose each row is, where rows repeat customers */
  groups: Groups;
}

/** The least share of one class that counts as pure. */
const PURITY = 0.9;
/** And the odds of that class must be so many times what they are among all users: at a base rate of 0.97, 0.97 is not pure. */
const PURE_ODDS = 50;
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
 * all users. So some 35 users are the least that can be told; a leak of fewer is not seen, nor, where rows repeat customers, one of rows of fewer
 * than 20 customers.
 *
 * @returns the side with the larger covered share; null where nothing is pure
 */
function findPureUsers(column: BinnedColumn): PureUsers | null {
  const churned = column.y.reduce((sum, label) => sum + label, 0);
  const found = ([1, 0] as const).flatMap((label) => {
    const inClass = label === 1 ? churned : column.y.length - churned;
    const limit = limitOf(inClass / column.y.length);
    const {n, ofSide, isTold} = countPicked(column, label, limit);
    if (!isTold || ofSide < OF_CLASS * inClass || wilsonInterval(ofSide, n).low < limit) return [];
    return [{side: label === 1 ? ("churned" as const) : ("retained" as const), n, ofSide, covered: ofSide / inClass}];
  });
  return found.sort((a, b) => b.covered - a.covered)[0] ?? null;
}

/** The share from which on a class of that base rate is pure. */
function limitOf(rate: number): number {
  const odds = (PURE_ODDS * rate) / (1 - rate);
  return Math.max(PURITY, odds / (1 + odds));
}

interface Picked {
  n: number;
  ofSide: number;
  /** whether enough users have these rows */
  isTold: boolean;
}

/** Rows held out whose bin is pure in the other folds, and how many of them are of the class. */
function countPicked({codes, nBins, y, folds, nFolds, groups}: BinnedColumn, label: 0 | 1, limit: number): Picked {
  const rows = new Float64Array(nBins * (nFolds + 1)); // by bin: each fold, then all
  const own = new Float64Array(nBins * (nFolds + 1));
  for (let i = 0; i < y.length; ++i) {
    for (const cell of [codes[i] * (nFolds + 1) + folds[i], codes[i] * (nFolds + 1) + nFolds]) {
      rows[cell] += 1;
      if (y[i] === label) own[cell] += 1;
    }
  }
  const isPicked = new Uint8Array(nBins * nFolds);
  for (let bin = 0; bin < nBins; ++bin) {
    const all = bin * (nFolds + 1) + nFolds;
    for (let fold = 0; fold < nFolds; ++fold) {
      const cell = bin * (nFolds + 1) + fold;
      const others = rows[all] - rows[cell];
      if (others === 0 || own[all] - own[cell] < limit * others) continue;
      isPicked[bin * nFolds + fold] = 1;
    }
  }
  const cell = countWhere((i) => isPicked[codes[i] * nFolds + folds[i]] === 1, y, groups);
  return {n: cell.n, ofSide: label === 1 ? cell.churned : cell.n - cell.churned, isTold: usersOf(cell).n >= MIN_GROUP};
}
