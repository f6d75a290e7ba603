import {someOf} from "../../check.js";
import {formatCount, formatFixed, formatShare} from "../../format.js";
import type {TrainingData} from "../../learners/learner.js";
import {baseRate, logLossSkill} from "../../metrics/skill.js";
import {rocAuc} from "../../metrics/rocAuc.js";
import {forkRandom} from "../../random.js";
import {cutAroundCrowds} from "../../statistics/relations/cutAroundCrowds.js";
import type {Column} from "../../table/table.js";
import {countFolds, stratifiedFolds} from "../folds.js";
import type {HonestyCheck} from "./check.js";
import {findPureUsers} from "./pureUsers.js";
import type {PureUsers} from "./pureUsers.js";

/** A column that knows the label this well, all alone, does not foretell it: it has seen it. */
export const LEAK_AUC = 0.95;
/** Worth a look: when and how is such a column measured? */
export const SUSPICIOUS_AUC = 0.85;

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
export function skillByColumn({table, y}: TrainingData, {seed, folds: k = 5}: {seed: string | number; folds?: number}): ColumnSkill[] {
  const folds = stratifiedFolds(y, k, forkRandom(seed, "leaking columns"));
  const rate = baseRate(y);
  const nBins = Math.min(BINS.most, Math.max(BINS.least, Math.ceil(BINS.byRarer / Math.min(rate, 1 - rate))));
  return table.columns
    .map((column): ColumnSkill => {
      const coded = codeColumn(column, nBins);
      const scores = scoreByBin(coded, y, folds);
      const auc = rocAuc(y, scores);
      const pure = findPureUsers({...coded, y, folds, nFolds: countFolds(folds)});
      const verdict = auc >= LEAK_AUC || pure ? "leaks" : auc >= SUSPICIOUS_AUC ? "suspicious" : "plausible";
      return {input: column.name, rocAuc: auc, logLossSkill: logLossSkill(y, scores), pure, verdict};
    })
    .sort((a, b) => b.rocAuc - a.rocAuc || (a.input < b.input ? -1 : 1));
}

/** Cries out if any column alone knows the label too well; names them all. See {@link skillByColumn}. */
export function checkLeakingColumns(data: TrainingData, options: {seed: string | number; folds?: number}): HonestyCheck {
  return judgeLeakingColumns(skillByColumn(data, options));
}

/** The verdict on columns scored by {@link skillByColumn}; see {@link checkLeakingColumns}. */
export function judgeLeakingColumns(skills: readonly ColumnSkill[]): HonestyCheck {
  const strange = skills.filter((d) => d.verdict !== "plausible");
  const name = (d: ColumnSkill): string => `${d.input} (${formatFixed(d.rocAuc, 3)})`;
  const strong = strange.filter((d) => d.rocAuc >= SUSPICIOUS_AUC);
  const marked = strange.flatMap((d) => (d.pure ? [`${d.input} (${sayPure(d.pure)})`] : []));
  const complaints = [
    ...(strong.length > 0 ? [`alone, these have a ROC AUC of ${SUSPICIOUS_AUC} or more: ${someOf(strong.map(name), 20)}`] : []),
    ...(marked.length > 0 ? [`these have values that next to nobody of the other class has: ${someOf(marked, 20)}`] : [])
  ];
  const detail =
    complaints.length > 0
      ? complaints.join("; ")
      : `the best column alone is ${name(skills[0])}; under ${SUSPICIOUS_AUC} is plausible; and no column has values that only one class has`;
  return {
    name: "leakingColumns",
    title: "No column gives the label away",
    passed: strange.length === 0,
    detail,
    numbers: Object.fromEntries(skills.map((d) => [d.input, d.rocAuc]))
  };
}

/** @example "1,012 of 1,014 users churned, 50% of all who did" */
function sayPure({side, n, ofSide, covered}: PureUsers): string {
  return `${formatCount(ofSide)} of ${formatCount(n)} users ${side}, ${formatShare(covered, 0)} of all who ${side === "churned" ? "did" : "were"}`;
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
