import type {DatasetBook} from "../book/dataset.js";
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
  /** how many times the variances of these users' shares are what they would be of as many drawn each by itself; see designOf */
  design: number;
}

/** The metrics by which a file with the truth is judged. */
export const JUDGED_METRICS = ["rocAuc", "averagePrecision", "logLoss", "brierScore"] as const;
export type JudgedMetric = (typeof JUDGED_METRICS)[number];

/**
 * How many times the variance of a share of a book's rows is what it would be if each was drawn by itself: 1, but where rows repeat customers.
 * Rows of later files are taken to repeat them as these do.
 */
export function designOf({counts, effective}: Pick<DatasetBook, "counts" | "effective">): number {
  return Math.max(1, counts.labelled / (effective || counts.labelled)); // books of earlier editions say nothing of it
}

/** How many rows a row's customer has in a book, on average over its labelled rows: 1, but where rows repeat customers. */
export function rowsToCustomer({
  counts: {train, test},
  customers,
  rowsEach
}: Pick<DatasetBook, "counts" | "customers" | "rowsEach">): number {
  return customers === null ? 1 : (rowsEach ?? (train + test) / customers); // books of earlier editions know the mean over customers
}

/**
 * @param design of the book's rows
 * @returns null: nothing is known of the model, or its out-of-fold users are too few to be told of
 */
export function readPromise(model: Pick<ModelGroups, "outOfFold" | "outOfFoldMetrics"> | undefined, design = 1): Promised | null {
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
    users,
    design
  };
}
