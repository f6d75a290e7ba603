import type {Ranking} from "./ranking.js";
import {countAbove} from "./ranking.js";

/**
 * A point of a decision curve (Vickers and Elkin, 2006). The preference is the chance of churn from which one would
 * contact a user; the benefit is churners contacted per user, less those contacted in vain at that preference's price.
 */
export interface BenefitPoint {
  preference: number;
  model: number;
  contactAll: number;
  contactNone: 0;
}

/** Net benefit at preferences 0.01, 0.02, ... up to `to`. */
export function traceBenefit(ranking: Ranking, to = 0.6): BenefitPoint[] {
  const {n, baseRate, churnedAbove} = ranking;
  return Array.from({length: Math.round(to * 100)}, (_, i) => {
    const preference = (i + 1) / 100;
    const odds = preference / (1 - preference);
    const contacted = countAbove(ranking, preference);
    const found = churnedAbove[contacted];
    return {preference, model: found / n - ((contacted - found) / n) * odds, contactAll: baseRate - (1 - baseRate) * odds, contactNone: 0};
  });
}

/** The preferences at which the model does better than contacting all and than contacting none; null if it never does. */
export function usefulRange(points: readonly BenefitPoint[]): {from: number; to: number} | null {
  const useful = points.filter((d) => d.model > Math.max(0, d.contactAll) + 1e-12);
  return useful.length === 0 ? null : {from: useful[0].preference, to: useful[useful.length - 1].preference};
}
