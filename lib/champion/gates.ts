import type {Interval} from "../book/common.js";
import type {Gate, RecalibrationNote} from "../book/models.js";
import type {PairedDifference} from "../metrics/pairedDifferences.js";
import type {CalibrationByChance} from "../metrics/calibrationByChance.js";
import {CALIBRATION_LIMIT} from "../metrics/calibrationError.js";
import {check, someOf} from "../check.js";
import {sumOf} from "../numbers.js";
import {rankErrorByChance} from "../statistics/rankSum.js";
import {formatCount, sayDifference, formatFixed, formatSigned} from "../format.js";

/** A gate with the numbers that decided it. */
export interface GateResult extends Gate {
  numbers: Record<string, number>;
}

/** Most that the fitted and the shipped model may differ by, in probability. */
const PARITY_LIMIT = 1e-12;

/** Standard errors by which a ROC AUC must lie above that of chance where log loss alone cannot tell: the best of many trials may reach two. */
const RANKS_BEYOND = 3;
/** Of few users, where fits with a penalty, or in parts, find less in noise: so many do. */
const SMOOTH_BEYOND = 2.6;
/** Of few users trees find more: so many where log loss cannot tell, and where it does so many besides. */
const TREES_BEYOND = {alone: 3.25, besides: 2.75};

export interface BaseRateGateOptions {
  /** whether users are so few that how good a model is cannot be told; see isFew */
  isFew?: boolean;
  /** whether the model is made of trees */
  hasTrees?: boolean;
}

/**
 * Passed if the model beats the base rate by more than the luck of who was drawn: the whole interval of its log loss minus the base
 * rate's, on the same out-of-fold users, lies below zero. Of few users log loss tells late, since a few sure errors widen its interval; a
 * model passes too whose log loss is lower and whose ROC AUC lies above that of chance by three standard errors. Of very few, by 2.6
 * for a sum of parts; trees find more in noise there, and must rank beyond chance even where log loss tells. The base rate itself never
 * passes. On pure noise of 300 users a learner passed in no more than 4 of 100 tables, though folds share what they were fitted on: `npm run
 * bench gate` measures it.
 *
 * @param logLoss difference, model minus base rate, 95 % over users, or groups of them; see {@link pairDifferences}
 * @param rocAuc the same of the ROC AUC, whose base rate has 0.5, with its standard error; see {@link rankingOf}
 * @param over whom the intervals are taken, in words: "2,400 users"
 * @throws if a number is not finite
 */
export function gateBaseRate(
  {logLoss, rocAuc}: {logLoss: Interval; rocAuc: Ranking},
  over: string,
  {isFew = false, hasTrees = false}: BaseRateGateOptions = {}
): GateResult {
  const {estimate, low, high} = logLoss;
  checkFinite("gateBaseRate", {estimate, low, high, rocAuc: rocAuc.estimate, standardError: rocAuc.standardError});
  const isBeyond = (times: number): boolean => rocAuc.estimate > times * rocAuc.standardError;
  const beyond = !isFew ? RANKS_BEYOND : hasTrees ? TREES_BEYOND.alone : SMOOTH_BEYOND;
  const [saves, ranks] = [high < 0, estimate < 0 && isBeyond(beyond)];
  const byChance = saves && !ranks && isFew && hasTrees && !isBeyond(TREES_BEYOND.besides);
  const above = (than: string): string =>
    `its ROC AUC lies above that of chance by ${formatFixed(rocAuc.estimate, 2)}, ${than} times its standard error of ` +
    formatFixed(rocAuc.standardError, 3);
  const byRanking = byChance
    ? `; of so few trees find as much by chance, and ${above(`not ${TREES_BEYOND.besides}`)}`
    : ranks && !saves
      ? `; that leaves it open, yet ${above(`more than ${beyond}`)}`
      : "";
  return {
    name: "baseRate",
    title: "Beats the base rate",
    passed: (saves && !byChance) || ranks,
    detail:
      `log loss against the base rate on the same ${over}, out of fold, with its 95% interval: ` +
      sayDifference({estimate, low, high}, 4) +
      byRanking,
    numbers: {estimate, low, high, rocAuc: rocAuc.estimate, rocAucError: rocAuc.standardError}
  };
}

/** A model's ROC AUC less that of chance, and its standard error. */
export interface Ranking {
  estimate: number;
  standardError: number;
}

/**
 * How far a model's ROC AUC lies above that of chance. Its error is no less than that of a score that knows nothing: of few users resamples
 * make it too small, as where trees give many the same score.
 *
 * @param difference in ROC AUC, model minus base rate
 * @param y by user, each 0 (retained) or 1 (churned); both occur
 */
export function rankingOf({difference, standardError}: PairedDifference, y: Uint8Array): Ranking {
  const churned = sumOf(y);
  return {estimate: difference.estimate, standardError: Math.max(standardError, rankErrorByChance(churned, y.length - churned))};
}

/** A model is not barred for its calibration if it saves so many times the log loss that its calibration costs. */
const FAR_MORE = 5;

/**
 * Passed if the expected calibration error lies under the limit or within what chance gives a perfectly calibrated score on
 * so many users. Binning makes the error positive for every score, on 400 users about 0.05 at a base rate of a fifth, so a
 * fixed limit alone would bar the best of models from small tables. From some 5,000 users on the limit is the larger of the two.
 *
 * A model beyond it passes with a caution if it saves {@link FAR_MORE} times the log loss that its calibration costs: its scores are to
 * be read as a ranking, yet they are nearer to the truth than any better calibrated score that saves less.
 *
 * @param error on as many out-of-fold rows as there are
 * @throws if a number is not finite
 */
export function gateCalibration(error: number, options: CalibrationGateOptions): GateResult {
  const {nRows, chance, saved, cost, limit = CALIBRATION_LIMIT, recalibration} = options;
  checkFinite("gateCalibration", {error, nRows, limit, expected: chance.expected, most: chance.most, saved, cost});
  const how = recalibration ? `, ${sayRecalibration(recalibration)}` : "";
  const wanted =
    chance.most <= limit
      ? `under ${limit} is wanted`
      : `under ${limit} is wanted or, on so few rows, no more than the ${formatFixed(chance.most, 4)} that 99 in 100 such scores keep to`;
  const within = error < Math.max(limit, chance.most);
  const caution = !within && saved > FAR_MORE * cost;
  const weighed = within
    ? ""
    : `; it costs ${formatFixed(cost, 4)} of log loss, and the model saves ${formatFixed(Math.max(0, saved), 4)}` +
      (caution ? ", far more: not barred, but read its scores as a ranking" : "");
  return {
    name: "calibration",
    title: `Calibration error under ${limit}, or within chance`,
    passed: within || caution,
    ...(caution ? {caution} : {}),
    detail:
      `calibration error ${formatFixed(error, 4)} on ${formatCount(nRows)} rows${how}; chance alone gives a ` +
      `perfectly calibrated score ${formatFixed(chance.expected, 4)}; ${wanted}${weighed}`,
    numbers: {error, nRows, limit, expectedByChance: chance.expected, mostByChance: chance.most, saved, cost}
  };
}

export interface CalibrationGateOptions {
  nRows: number;
  /** of the same scores; see {@link calibrationByChance} */
  chance: CalibrationByChance;
  /** log loss of the base rate less that of the scores */
  saved: number;
  /** log loss that a perfect recalibration of the bins would save; see {@link calibrationCost} */
  cost: number;
  limit?: number;
  /** what was done because the gate would have failed without it */
  recalibration?: RecalibrationNote | null;
}

function sayRecalibration(note: RecalibrationNote): string {
  if (note.state === "refused") return `not recalibrated: ${note.reason}`;
  const {intercept, slope, bend, errorBefore} = note;
  const times = bend ? `${formatFixed(slope, 2)} where low and ${formatFixed(slope + bend, 2)} where high` : formatFixed(slope, 2);
  return `after recalibration (${formatFixed(errorBefore, 4)} before; log-odds times ${times}, ${formatSigned(intercept, 2)})`;
}

/**
 * Passed if a model read back from the bytes that ship scores the same users as the fitted one does. Both run here, in the
 * build: that a browser's arithmetic agrees as well is checked on the pages, by whoever opens them (components/pipeline/parity).
 *
 * @param fitted probabilities by the model as it was fitted, at least one
 * @param shipped the same users by the model read back from its file's text
 * @throws if the lengths differ, there is no user, or a score is not finite
 */
export function gateParity(fitted: ArrayLike<number>, shipped: ArrayLike<number>, limit = PARITY_LIMIT): GateResult {
  check(fitted.length === shipped.length && fitted.length > 0, {
    where: "gateParity",
    rule: "both sides must have scored the same rows, at least one",
    got: `${fitted.length} and ${shipped.length}`
  });
  let largest = 0;
  let alike = 0;
  for (let i = 0; i < fitted.length; ++i) {
    const gap = Math.abs(fitted[i] - shipped[i]);
    if (!Number.isFinite(gap)) checkFinite("gateParity", {[`fitted[${i}]`]: fitted[i], [`shipped[${i}]`]: shipped[i]});
    largest = Math.max(largest, gap);
    if (gap <= limit) ++alike;
  }
  return {
    name: "parity",
    title: "The file scores as the fitted model",
    passed: alike === fitted.length,
    detail:
      `${formatCount(alike)} of ${formatCount(fitted.length)} rows within ${limit}; largest difference ` +
      `${largest.toExponential(1)}; the Pipeline page repeats this in your browser`,
    numbers: {alike, nRows: fitted.length, largest, limit}
  };
}

function checkFinite(where: string, numbers: Record<string, number>): void {
  const strangers = Object.entries(numbers).filter(([, value]) => !Number.isFinite(value));
  check(strangers.length === 0, {
    where,
    rule: "numbers must be finite",
    got: someOf(strangers.map(([name, value]) => `${name} = ${value}`))
  });
}
