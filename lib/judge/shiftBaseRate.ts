import type {Model} from "../model/model.js";
import {check} from "../check.js";
import {logit} from "../model/logOdds.js";

/**
 * A model for a time in which another share churns, all else alike: every score moves by as much in log-odds as the rate does. Ranks stay.
 *
 * @param from the rate of the table that the model learned from. @param to the rate that is known of now; both in (0, 1)
 * @throws if a rate is none
 * @see Saerens, Latinne and Decaestecker (2002), Adjusting the outputs of a classifier to new a priori probabilities
 */
export function shiftBaseRate<M extends Model>(model: M, from: number, to: number): M {
  for (const rate of [from, to])
    check(rate > 0 && rate < 1, {where: "shiftBaseRate", rule: "a churn rate must lie between 0 and 1, both excluded", got: rate});
  const {intercept, slope} = model.calibration ?? {intercept: 0, slope: 1};
  return {...model, calibration: {intercept: intercept + logit(to) - logit(from), slope}};
}
