import type {Estimate, FoldScores} from "../../lib/book/common.js";
import type {ModelsBook, Finalist, MetricInfo} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {Role} from "../shared/roles.js";
import {roleOf} from "../shared/roles.js";
import {getMetricInfo, formatMetric} from "../shared/metricWords.js";
import {formatCount} from "../../lib/format.js";
import {findNamed} from "../../lib/named.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What a leaderboard says of one model by one metric. */
export interface MetricCell {
  metric: string;
  /** null: too few to tell */
  cv: FoldScores | null;
  /** null where the finalist was not judged on test rows by it */
  test: Estimate | null;
  /** the base rate's mean over folds, to compare with */
  baseline: number | null;
  /** how much better than that it is, negative where worse, in parts of the largest difference of any finalist; null of the base rate */
  gain: number | null;
  /** whether the test rows tell it from the base rate: their interval of the paired difference does not hold zero */
  isTold: boolean;
}

export type MetricKey = `metric:${string}`;

export interface LeaderboardRow {
  name: string;
  title: string;
  role: Role;
  /** whether the reader's rule would crown it */
  crowned: boolean;
  [metric: MetricKey]: MetricCell;
}

/** Whether a metric is shown beside the chosen one, in this order; accuracy last, as it cannot tell these models apart. */
const isBeside = {
  logLoss: true,
  rocAuc: true,
  averagePrecision: true,
  brierScore: true,
  calibrationError: true,
  accuracy: true,
  f1AtHalf: false,
  recallAtHalf: false,
  precisionAtHalf: false,
  liftAtTenPercent: false
} as const satisfies Record<MetricName, boolean>;

/** The metrics of the leaderboard's columns: the chosen one first. */
export function leaderboardMetrics(book: Pick<ModelsBook, "metrics">, chosen: string): string[] {
  const offered = book.metrics.map((d) => d.name);
  const beside = Object.entries(isBeside).flatMap(([name, isShown]) => (isShown ? [name] : []));
  return [chosen, ...beside.filter((name) => name !== chosen && offered.includes(name))];
}

/** One row per finalist, the base rate first, then by the chosen metric. */
export function leaderboardRows(book: ModelsBook, crown: Selection): LeaderboardRow[] {
  const chosen = crown.metric;
  const names = leaderboardMetrics(book, chosen);
  return rankFinalists(book.finalists, getMetricInfo(book, chosen)).map((finalist) => {
    const cells = names.map((metric): [MetricKey, MetricCell] => [`metric:${metric}`, cellOf(finalist, getMetricInfo(book, metric), book)]);
    const row: LeaderboardRow = {
      name: finalist.name,
      title: finalist.title,
      role: roleOf(book, finalist.name),
      crowned: crown.passed && crown.champion === finalist.name
    };
    return {...row, ...Object.fromEntries(cells)};
  });
}

function cellOf(finalist: Finalist, {name, better}: MetricInfo, {finalists}: Pick<ModelsBook, "finalists">): MetricCell {
  const [base] = finalists;
  const baseline = findNamed(base.cv, name)?.mean ?? null;
  const gainOf = ({cv}: Finalist): number =>
    (better === "lower" ? -1 : 1) * ((findNamed(cv, name)?.mean ?? baseline ?? 0) - (baseline ?? 0));
  const largest = Math.max(...finalists.map((d) => Math.abs(gainOf(d))));
  const cv = findNamed(finalist.cv, name) ?? null;
  const over = findNamed(finalist.overBase, name);
  return {
    metric: name,
    cv,
    test: finalist.test[name] ?? null,
    baseline,
    gain: finalist === base || cv === null || !(largest > 0) ? null : gainOf(finalist) / largest,
    isTold: (over?.low ?? 0) > 0 || (over?.high ?? 0) < 0
  };
}

/**
 * What chance alone does to the calibration error of one fold, in a sentence: the few users of a fold make it look worse than it is. By what
 * it does to the test users', over customers where rows repeat them: it falls as the root of how many there are.
 */
export function foldNoiseSentence({finalists, users}: Pick<ModelsBook, "finalists" | "users">): string {
  const perFold = users.outOfFold.n / finalists[0].cv.calibrationError.folds.length;
  const onTest = finalists.reduce((most, {test}) => Math.max(most, test.calibrationError.byChance ?? 0), 0);
  const noise = onTest * Math.sqrt(users.test.n / perFold);
  return (
    `A fold has about ${formatCount(perFold)} ${rowUnit.many}, and so few give even a perfectly calibrated model a ` +
    `calibration error of about ${formatMetric("calibrationError", noise, noise)}; the gate below counts all folds ` +
    "together."
  );
}

/**
 * Finalists in the order of a leaderboard: the base rate first, then from the best mean over folds to the worst; where means
 * are equal, the simpler model first; last those with none that can be told. The input is left as it is.
 *
 * @param finalists the first is the base rate
 */
export function rankFinalists(finalists: readonly Finalist[], {name, better}: Pick<MetricInfo, "name" | "better">): Finalist[] {
  const [baseline, ...others] = finalists;
  const sign = better === "lower" ? 1 : -1;
  const costOf = ({cv}: Finalist): number => sign * (findNamed(cv, name)?.mean ?? sign * Number.MAX_VALUE);
  const ranked = others.toSorted((a, b) => costOf(a) - costOf(b) || a.complexity - b.complexity);
  return [baseline, ...ranked];
}
