import type {CalibrationBin} from "../book/models.js";
import type {ModelGroups} from "../book/scores.js";
import type {Weighed} from "../metrics/scored.js";
import {createThresholdReader} from "../metrics/thresholdTable.js";
import {calibrationCurve} from "../metrics/curves.js";
import {total, weighGroups} from "../metrics/scoreGroups.js";

/** What a book promised of a model: how it did on training users by models that had not seen them. */
export interface Promised {
  n: number;
  churned: number;
  metrics: Record<JudgedMetric, number>;
  calibration: CalibrationBin[];
  /** what of the churned a line finds, and what share of those it contacts churned; null where it contacts nobody */
  atLine(line: number): {contacted: number; recall: number; precision: number | null};
  users: Weighed;
}

/** The metrics by which a file with the truth is judged. */
export const JUDGED_METRICS = ["rocAuc", "averagePrecision", "logLoss", "brierScore"] as const;
export type JudgedMetric = (typeof JUDGED_METRICS)[number];

/** @returns null: nothing is known of the model, or its out-of-fold users are too few to be told of */
export function readPromise(model: Pick<ModelGroups, "outOfFold" | "outOfFoldMetrics"> | undefined): Promised | null {
  if (!model?.outOfFold || !model.outOfFoldMetrics) return null;
  const {outOfFold: groups, outOfFoldMetrics: metrics} = model;
  const users = weighGroups(groups);
  const {n, churned} = total(groups);
  const read = createThresholdReader(groups);
  return {
    n,
    churned,
    metrics,
    calibration: calibrationCurve(users),
    atLine(line) {
      const {contacted, recall, precision} = read(line);
      return {contacted, recall, precision: contacted > 0 ? precision : null};
    },
    users
  };
}
