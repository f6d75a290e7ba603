import {formatCount, formatInHundred, formatShare} from "../../format.js";
import {isTooFew} from "../bestDepth.js";
import type {OperatingPoint} from "../operatingPoint.js";
import type {TestPlan} from "../sampleSize.js";
import {ALPHA, planTest, powerOfTest} from "../sampleSize.js";
import {nameFew} from "./few.js";

export interface PlanWords {
  /** the chance aimed for */
  power: number;
  /** of the whole list, parted in the same way */
  achieved: {power: number; nControl: number; nTreated: number};
  alpha: number;
  many?: string;
}

/** What a fair test of the campaign takes, and what the list at hand can show. */
export function describePlan({control, treated, nControl, nTreated}: TestPlan, {power, achieved, alpha, many = "users"}: PlanWords): string {
  const total = nControl + nTreated;
  const available = achieved.nControl + achieved.nTreated;
  const needs = `To see churn fall from ${formatInHundred(control)} to ${formatInHundred(treated)} with a power of ${formatShare(power, 0)} (two-sided, at the ${formatShare(alpha, 0)} level), contact ${formatCount(nTreated)} of the ${many} on the list and leave ${formatCount(nControl)} alone, chosen by lot.`;
  if (total <= available) return `${needs} The list holds ${formatCount(available)}: enough.`;
  return `${needs} The list holds only ${formatCount(available)}: with ${formatCount(achieved.nTreated)} contacted and ${formatCount(achieved.nControl)} left alone, the power is ${formatPower(achieved.power)}.`;
}

export interface PlanChoice {
  saveRate: number;
  /** shares in (0, 1) */
  holdOut: number;
  power: number;
  many?: string;
}

/** The plan of a test at a line; or why there is none. */
export function describeTest(point: OperatingPoint, {saveRate, holdOut, power, many = "users"}: PlanChoice): string {
  const {contacted, precision, truePositive} = point;
  if (contacted === 0 || !precision) return "Nobody is contacted, so there is nothing to test. Choose a line to plan a test of it.";
  if (isTooFew(point)) return `The line picks ${nameFew(point, many)}: too few to know how many of such ${many} churn, so no test can be planned from them.`;
  if (saveRate === 0) return "A save rate of 0% is no effect: there is nothing that a test could see.";
  if (truePositive === 0) return "None of the contacted churned, so there is nobody to save, and nothing to test.";
  if (truePositive === contacted) return "All of the contacted churned, so how churn varies among them, which a plan needs, is not known.";
  const test = {control: precision.estimate, saveRate, holdOut};
  return describePlan(planTest({...test, power}), {power, achieved: powerOfTest(contacted, test), alpha: ALPHA, many});
}

/** A chance is never told as certain, nor as none. */
function formatPower(power: number): string {
  if (power > 0.99) return "more than 99%";
  return power < 0.01 ? "less than 1%" : formatShare(power, 0);
}
