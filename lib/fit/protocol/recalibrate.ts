import type {Groups} from "../../statistics/intervals.js";
import type {TreesCalibration} from "../../model/model.js";
import {roundCalibration} from "../../model/roundModel.js";
import {ChurnbookError, check} from "../../check.js";
import {expectedCalibrationError, weighCalibrationError} from "../../metrics/calibrationError.js";
import {rankProbabilities, unitWeights} from "../../metrics/scored.js";
import {logLoss} from "../../metrics/probabilityLosses.js";
import {calibrateProbability} from "../../model/logOdds.js";
import {chanceOfRanking} from "../../metrics/calibrationByChance.js";
import {fitCalibration} from "../../metrics/fitCalibration.js";
import {take} from "../../dataset/table.js";
import {countFolds, rowsOfFold} from "./folds.js";
import {CALIBRATION_LIMIT} from "../../metrics/calibrationError.js";
import {fitBetaCalibration} from "./betaCalibration.js";

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
      /** for the model fitted on all rows */ calibration: TreesCalibration;
      /** length n, recalibrated out of fold */ outOfFold: Float64Array;
    } & RecalibrationEffect);

/**
 * Recalibrates where the calibration gate would fail: logit(p) becomes intercept + slope * logit(p) (Platt), or, where the model may bend
 * and held-out folds prefer it, has another slope at low scores than at high ones (beta calibration); by maximum likelihood on
 * out-of-fold scores. To judge the result honestly, each fold's scores are recalibrated by a fit on the other folds' scores;
 * the model that ships carries the fit on all of them. Refused unless the log loss so judged falls, and where users would
 * change places (a slope of 0 or less).
 *
 * The order of users does not change within a fold, so this mends probabilities, never a ranking. Isotonic regression would: its steps
 * give users of different scores the same probability.
 *
 * @param options limit: the most that the calibration error may be; the gate's own if not given (see {@link gateCalibration}). mayBend:
 *   whether the model's kind can carry a bend; see {@link TreesCalibration}. groups: by row, those that were drawn together
 * @throws if the lengths differ, or a value is out of its domain
 * @see Platt (1999), Probabilistic outputs for support vector machines; Kull, Silva Filho and Flach (2017), Beta calibration; Van Calster
 *   and others (2019), Calibration: the Achilles heel
 */
export function recalibrate(
  {y, scores, folds}: OutOfFold,
  {limit, mayBend = false, groups = null}: {limit?: number; mayBend?: boolean; groups?: Groups} = {}
): Recalibration {
  check(y.length === scores.length && y.length === folds.length, {
    where: "recalibrate",
    rule: `there must be one score and one fold per label (${y.length})`,
    got: `${scores.length} scores and ${folds.length} folds`
  });
  const scored = rankProbabilities("recalibrate", y, scores);
  const errorBefore = weighCalibrationError(scored, unitWeights(scored));
  if (errorBefore < (limit ?? Math.max(CALIBRATION_LIMIT, chanceOfRanking(scored, {groups}).most))) return {state: "notNeeded"};
  const straight = judgeFit({y, scores, folds}, fitPlatt);
  if (typeof straight === "string") return {state: "refused", reason: straight};
  const bent = mayBend ? judgeFit({y, scores, folds}, fitBetaCalibration) : "none was tried";
  const {calibration, outOfFold, logLossAfter} = typeof bent !== "string" && bent.logLossAfter < straight.logLossAfter ? bent : straight;
  const logLossBefore = logLoss(y, scores);
  if (logLossAfter >= logLossBefore) return {state: "refused", reason: "it would not lower the log loss of held-out folds"};
  return {
    state: "used",
    calibration,
    outOfFold,
    errorBefore,
    errorAfter: expectedCalibrationError(y, outOfFold),
    logLossBefore,
    logLossAfter
  };
}

type FitCalibration = (y: ArrayLike<number>, scores: ArrayLike<number>) => TreesCalibration;

function fitPlatt(y: ArrayLike<number>, scores: ArrayLike<number>): TreesCalibration {
  const {intercept, slope} = fitCalibration(y, scores);
  return {intercept: intercept.estimate, slope: slope?.estimate ?? 1};
}

/** A fit on all rows, and scores and log loss where each fold is recalibrated by the fit on all others; or why there is none. */
function judgeFit(
  {y, scores, folds}: OutOfFold,
  fit: FitCalibration
): {calibration: TreesCalibration; outOfFold: Float64Array; logLossAfter: number} | string {
  try {
    const fitOn = (labels: ArrayLike<number>, some: ArrayLike<number>): TreesCalibration => roundCalibration(fit(labels, some)); // as it ships
    const byFold = Array.from({length: countFolds(folds)}, (_, fold) => {
      const rows = rowsOfFold(folds, fold).fit;
      return fitOn(take(y, rows, new Uint8Array(rows.length)), take(scores, rows, new Float64Array(rows.length)));
    });
    const calibration = fitOn(y, scores);
    if ([calibration, ...byFold].some(({slope, bend = 0}) => Math.min(slope, slope + bend) <= 0))
      return "it would turn the order of scores round";
    const outOfFold = Float64Array.from(scores, (p, i) => calibrateProbability(p, byFold[folds[i]]));
    return {calibration, outOfFold, logLossAfter: logLoss(y, outOfFold)};
  } catch (error) {
    if (error instanceof ChurnbookError) return `it could not be fitted (${error.message})`;
    throw error;
  }
}
