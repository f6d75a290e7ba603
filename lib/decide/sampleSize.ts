import {check} from "../check.js";
import {normalQuantile} from "../statistics/distributions/normal.js";

/** A test with a group that is left alone. */
export interface TestPlan {
  /** churn expected among those left alone, and among those contacted */
  control: number;
  treated: number;
  nControl: number;
  nTreated: number;
}

export interface TestPlanOptions {
  /** churn among those left alone: what the model's list holds */
  control: number;
  /** share of churners that contact saves */
  saveRate: number;
  /** share of the list that is left alone, in (0, 1) */
  holdOut?: number;
  /** two-sided */
  alpha?: number;
  power?: number;
}

/**
 * How many users a campaign needs to show its effect: two proportions, normal approximation without continuity
 * correction (Fleiss, Levin and Paik, 2003, formula 4.18 with unequal groups).
 *
 * @throws if a rate is out of its domain
 */
export function planTest({control, saveRate, holdOut = 0.5, alpha = 0.05, power = 0.8}: TestPlanOptions): TestPlan {
  for (const [name, value] of Object.entries({control, saveRate, holdOut, alpha, power})) {
    check(value > 0 && value < 1, {where: "planTest", rule: `${name} must lie between 0 and 1`, got: value});
  }
  const treated = control * (1 - saveRate);
  const ratio = (1 - holdOut) / holdOut;
  const mean = (control + ratio * treated) / (1 + ratio);
  const [a, b] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const spread = a * Math.sqrt((ratio + 1) * mean * (1 - mean)) + b * Math.sqrt(ratio * control * (1 - control) + treated * (1 - treated));
  const nControl = Math.ceil(spread ** 2 / (ratio * (control - treated) ** 2));
  return {control, treated, nControl, nTreated: Math.ceil(nControl * ratio)};
}
