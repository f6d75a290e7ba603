import {check} from "../check.js";
import {normalCdf, normalQuantile} from "../statistics/distributions.js";

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
  /** share of churners that contact saves, in (0, 1] */
  saveRate: number;
  /** share of the list that is left alone, in (0, 1) */
  holdOut?: number;
  /** two-sided; {@link ALPHA} by default */
  alpha?: number;
  power?: number;
}

/** The level at which an effect counts as seen. */
export const ALPHA = 0.05;

/**
 * How many users a campaign needs to show its effect: two proportions, normal approximation without continuity
 * correction (Fleiss, Levin and Paik, 2003, formula 4.18 with unequal groups).
 *
 * @throws if a rate is out of its domain
 */
export function planTest({control, saveRate, holdOut = 0.5, alpha = ALPHA, power = 0.8}: TestPlanOptions): TestPlan {
  checkRates("planTest", {control, holdOut, alpha, power}, saveRate);
  const treated = control * (1 - saveRate);
  const ratio = (1 - holdOut) / holdOut;
  const [underNone, underEffect] = spreads(control, treated, ratio);
  const spread = normalQuantile(1 - alpha / 2) * underNone + normalQuantile(power) * underEffect;
  const nControl = Math.ceil(spread ** 2 / (ratio * (control - treated) ** 2));
  return {control, treated, nControl, nTreated: Math.ceil(nControl * ratio)};
}

export interface AchievedPower {
  power: number;
  nControl: number;
  nTreated: number;
}

/**
 * The chance that a test on all of so many users shows the effect if it is there: {@link planTest} solved for the power.
 *
 * @param available users on the list
 * @throws if a rate is out of its domain
 */
export function powerOfTest(
  available: number,
  {control, saveRate, holdOut = 0.5, alpha = ALPHA}: Omit<TestPlanOptions, "power">
): AchievedPower {
  checkRates("powerOfTest", {control, holdOut, alpha}, saveRate);
  const nControl = Math.round(available * holdOut);
  const nTreated = available - nControl;
  if (nControl === 0 || nTreated === 0) return {power: 0, nControl, nTreated};
  const treated = control * (1 - saveRate);
  const ratio = nTreated / nControl;
  const [underNone, underEffect] = spreads(control, treated, ratio);
  const z = (Math.sqrt(ratio * nControl) * (control - treated) - normalQuantile(1 - alpha / 2) * underNone) / underEffect;
  return {power: normalCdf(z), nControl, nTreated};
}

/** Standard deviations of the scaled difference, without an effect and with it. */
function spreads(control: number, treated: number, ratio: number): [underNone: number, underEffect: number] {
  const mean = (control + ratio * treated) / (1 + ratio);
  return [Math.sqrt((ratio + 1) * mean * (1 - mean)), Math.sqrt(ratio * control * (1 - control) + treated * (1 - treated))];
}

function checkRates(where: string, rates: Record<string, number>, saveRate: number): void {
  check(saveRate > 0 && saveRate <= 1, {where, rule: "saveRate must be above 0, and at most 1", got: saveRate});
  for (const [name, value] of Object.entries(rates)) {
    check(value > 0 && value < 1, {where, rule: `${name} must lie between 0 and 1`, got: value});
  }
}
