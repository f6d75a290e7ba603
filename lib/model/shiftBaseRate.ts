import type {Model} from "./model.js";
import {check} from "../check.js";
import {logit, sigmoid} from "./logOdds.js";

/** A churn rate in place of another: that of the table which the model learned from, and the one that is known of now. Both in (0, 1). */
export interface RateMove {
  from: number;
  to: number;
}

/**
 * A model for a time in which another share churns, all else alike: every score moves by as much in log-odds as the rate does. Ranks stay.
 *
 * @throws if a rate is none
 * @see Saerens, Latinne and Decaestecker (2002), Adjusting the outputs of a classifier to new a priori probabilities
 */
export function shiftBaseRate<M extends Model>(model: M, move: RateMove): M {
  const calibration = model.calibration ?? {intercept: 0, slope: 1};
  return {...model, calibration: {...calibration, intercept: calibration.intercept + stepOf(move)}};
}

/** One score moved, as {@link shiftBaseRate} moves a model's; 0, 1 and a line that nobody reaches stay. @throws if a rate is none */
export function shiftScore(score: number, move: RateMove): number {
  return score > 0 && score < 1 ? sigmoid(logit(score) + stepOf(move)) : score;
}

/** Digits that survive the way there and back. */
const DIGITS = 12;

/** The score that moves to this one. Lines of few digits come back as they were. @throws if a rate is none */
export function unshiftScore(score: number, {from, to}: RateMove): number {
  const back = shiftScore(score, {from: to, to: from});
  return Number.isFinite(back) ? Number(back.toPrecision(DIGITS)) : back;
}

/** In log-odds. */
function stepOf({from, to}: RateMove): number {
  for (const rate of [from, to])
    check(rate > 0 && rate < 1, {where: "shiftBaseRate", rule: "a churn rate must lie between 0 and 1, both excluded", got: rate});
  return logit(to) - logit(from);
}
