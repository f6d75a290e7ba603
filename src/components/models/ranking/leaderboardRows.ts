import type {FoldScores, Interval} from "../../../lib/book/common.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {Selection} from "../../../lib/protocol/select.js";
import type {Role} from "../roles.js";
import {roleOf} from "../roles.js";
import {getMetricInfo} from "./crownClaims.js";
import {rankFinalists} from "./rankFinalists.js";

/** What a leaderboard says of one model by one metric. */
export interface MetricCell {
  metric: string;
  cv: FoldScores;
  /** null where the finalist was not judged on test rows by it */
  test: Interval | null;
  /** the base rate's mean over folds, to compare with */
  baseline: number;
}

export type MetricKey = `metric:${string}`;

export interface LeaderboardRow {
  name: string;
  title: string;
  role: Role;
  /** whether the reader's rule would crown it */
  crowned: boolean;
  inputs: number;
  bytes: number;
  [metric: MetricKey]: MetricCell;
}

/** Shown beside the chosen metric, in this order; accuracy last, as it cannot tell these models apart. */
const BESIDE = ["logLoss", "rocAuc", "averagePrecision", "brierScore", "calibrationError", "accuracy"];

/** The metrics of the leaderboard's columns: the chosen one first. */
export function leaderboardMetrics(book: Pick<ModelsBook, "metrics">, chosen: string): string[] {
  const offered = book.metrics.map((d) => d.name);
  return [chosen, ...BESIDE.filter((name) => name !== chosen && offered.includes(name))];
}

/** One row per finalist, the base rate first, then by the chosen metric. */
export function leaderboardRows(book: ModelsBook, crown: Selection): LeaderboardRow[] {
  const chosen = crown.metric;
  const names = leaderboardMetrics(book, chosen);
  const baseline = book.finalists[0];
  return rankFinalists(book.finalists, getMetricInfo(book, chosen)).map((finalist) => {
    const cells = names.map((metric): [MetricKey, MetricCell] => [
      `metric:${metric}`,
      {metric, cv: finalist.cv[metric], test: finalist.test[metric] ?? null, baseline: baseline.cv[metric].mean}
    ]);
    const row: LeaderboardRow = {
      name: finalist.name,
      title: finalist.title,
      role: roleOf(book, finalist.name),
      crowned: crown.passed && crown.champion === finalist.name,
      inputs: finalist.inputs.length,
      bytes: finalist.model.bytes
    };
    return Object.assign(row, Object.fromEntries(cells));
  });
}
