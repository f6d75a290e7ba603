import type {Calibration} from "../../model/logOdds.js";
import {roundCalibration} from "../../model/roundModel.js";
import {ChurnbookError, check} from "../../check.js";
import {expectedCalibrationError} from "../../metrics/calibrationError.js";
import {logLoss} from "../../metrics/probabilityLosses.js";
import {calibrateProbability} from "../../model/logOdds.js";
import {calibrationByChance} from "../../metrics/calibrationByChance.js";
import {fitCalibration} from "../../metrics/fitCalibration.js";
import {take} from "../../dataset/table.js";
import {countFolds, rowsOfFold} from "./folds.js";
import {CALIBRATION_LIMIT} from "../../champion/gates.js";

/** Out-of-fold scores of a set of train rows. */
export interface OutOfFold {
  /** length n, 1 churned, 0 retained; both occur outside of every fold */
  y: ArrayLike<number>;
  /** length n, each by a model that did not see the row */
  scores: ArrayLike<number>;
  /** length n, the fold that held the row out */
  folds: ArrayLike<number>;
}

/** What a recalibration does to the calibration error and the log loss of out-of-fold rows. */
export interface RecalibrationEffect {
  errorBefore: number;
  errorAfter: number;
  logLossBefore: number;
  logLossAfter: number;
}

/** Whether a finalist is recalibrated, and why or why not. */
export type Recalibration =
  | {state: "notNeeded"}
  | {state: "refused"; /** the end of a sentence: "it would ..." */ reason: string}
  | ({
      state: "used";
      /** for the model fitted on all rows */ calibration: Calibration;
      /** length n, recalibrated out of fold */ outOfFold: Float64Array;
    } & RecalibrationEffect);

/**
 * Recalibrates where the calibration gate would fail: logit(p) becomes intercept + slope * logit(p), by maximum likelihood on
 * out-of-fold scores. To judge the result honestly, each fold's scores are recalibrated by a fit on the other folds' scores;
 * the model that ships carries the fit on all of them. Refused unless the log loss so judged falls, and where users would
 * change places (a slope of 0 or less).
 *
 * The order of users does not change within a fold, so this mends probabilities, never a ranking.
 *
 * @param limit the most that the calibration error may be; the gate's own if not given (see {@link gateCalibration})
 * @throws if the lengths differ, or a value is out of its domain
 * @see Platt (1999), Probabilistic outputs for support vector machines; Van Calster and others (2019), Calibration: the Achilles heel
 */
export function recalibrate({y, scores, folds}: OutOfFold, limit?: number): Recalibration {
  check(y.length === scores.length && y.length === folds.length, {
    where: "recalibrate",
    rule: `there must be one score and one fold per label (${y.length})`,
    got: `${scores.length} scores and ${folds.length} folds`
  });
  const errorBefore = expectedCalibrationError(y, scores);
  if (errorBefore < (limit ?? Math.max(CALIBRATION_LIMIT, calibrationByChance(y, scores).most))) return {state: "notNeeded"};
  const fits = fitWithoutEachFold({y, scores, folds});
  if (typeof fits === "string") return {state: "refused", reason: fits};
  const {calibration, byFold} = fits;
  const outOfFold = Float64Array.from(scores, (p, i) => calibrateProbability(p, byFold[folds[i]]));
  const effect = {
    errorBefore,
    errorAfter: expectedCalibrationError(y, outOfFold),
    logLossBefore: logLoss(y, scores),
    logLossAfter: logLoss(y, outOfFold)
  };
  if (effect.logLossAfter >= effect.logLossBefore) return {state: "refused", reason: "it would not lower the log loss of held-out folds"};
  return {state: "used", calibration, outOfFold, ...effect};
}

/** The fit on all rows and, by fold, the one on all others; or why there is none. */
function fitWithoutEachFold({y, scores, folds}: OutOfFold): {calibration: Calibration; byFold: Calibration[]} | string {
  const fitOn = (labels: ArrayLike<number>, some: ArrayLike<number>): Calibration => {
    const {intercept, slope} = fitCalibration(labels, some);
    return roundCalibration({intercept: intercept.estimate, slope: slope?.estimate ?? 1}); // as it ships
  };
  try {
    const byFold = Array.from({length: countFolds(folds)}, (_, fold) => {
      const rows = rowsOfFold(folds, fold).fit;
      return fitOn(take(y, rows, new Uint8Array(rows.length)), take(scores, rows, new Float64Array(rows.length)));
    });
    const calibration = fitOn(y, scores);
    if ([calibration, ...byFold].some(({slope}) => slope <= 0)) return "it would turn the order of scores round";
    return {calibration, byFold};
  } catch (error) {
    if (error instanceof ChurnbookError) return `it could not be fitted (${error.message})`;
    throw error;
  }
}
