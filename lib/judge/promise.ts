import type {CalibrationBin} from "../book/models.js";
import type {ScoreGroup} from "../book/scores.js";
import type {Weighed} from "../metrics/scored.js";
import {createThresholdReader} from "../metrics/thresholdTable.js";
import {calibrationCurve} from "../metrics/curves.js";
import {spreadAveragePrecision, total, weighGroups} from "../metrics/scoreGroups.js";
import {weighRocAuc} from "../metrics/rankingMetrics.js";
import {weighBrierScore, weighLogLoss} from "../metrics/probabilityLosses.js";

/** What a book promised of a model: how it did on training users by models that had not seen them. */
export interface Promised {
  n: number;
  churned: number;
  /** of groups, whose users count as ties: within a thousandth of the users' own */
  metrics: Record<JudgedMetric, number>;
  calibration: CalibrationBin[];
  /** what of the churned a line finds, and what share of those it contacts churned; null where it contacts nobody */
  atLine(line: number): {contacted: number; recall: number; precision: number | null};
  users: Weighed;
}

/** The metrics by which a file with the truth is judged. */
export const JUDGED_METRICS = ["rocAuc", "averagePrecision", "logLoss", "brierScore"] as const;
export type JudgedMetric = (typeof JUDGED_METRICS)[number];

/** @param groups out-of-fold users, from the highest scores down; null: too few to be told of */
export function readPromise(groups: readonly ScoreGroup[] | null): Promised | null {
  if (groups === null) return null;
  const users = weighGroups(groups);
  const {n, churned} = total(groups);
  const read = createThresholdReader(groups);
  return {
    n,
    churned,
    metrics: {
      rocAuc: weighRocAuc(users.scored, users.weights),
      averagePrecision: spreadAveragePrecision(groups),
      logLoss: weighLogLoss(users.scored, users.weights),
      brierScore: weighBrierScore(users.scored, users.weights)
    },
    calibration: calibrationCurve(users),
    atLine(line) {
      const {contacted, recall, precision} = read(line);
      return {contacted, recall, precision: contacted > 0 ? precision : null};
    },
    users
  };
}
