import {formatCount, formatInHundred, formatShare} from "../../format.js";
import type {TestPlan} from "../sampleSize.js";

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
  const needs = `To see churn fall from ${formatInHundred(control)} to ${formatInHundred(treated)} with a power of ${formatShare(power, 0)} (two-sided, at the ${formatShare(alpha, 0)} level), contact ${formatCount(nTreated)} ${many} of the list and leave ${formatCount(nControl)} alone, chosen by lot.`;
  if (total <= available) return `${needs} The list holds ${formatCount(available)}: enough.`;
  return `${needs} The list holds only ${formatCount(available)}: with ${formatCount(achieved.nTreated)} contacted and ${formatCount(achieved.nControl)} left alone, the power is ${formatPower(achieved.power)}.`;
}

/** A chance is never told as certain, nor as none. */
function formatPower(power: number): string {
  if (power > 0.99) return "more than 99%";
  return power < 0.01 ? "less than 1%" : formatShare(power, 0);
}
