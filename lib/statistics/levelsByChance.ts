import type {RateOfCustomers} from "./intervals.js";
import {sumOf} from "../numbers.js";
import {designOfRates} from "./intervals.js";

/**
 * The ROC AUC that levels put in order of their own churn rates have on average where they say nothing. It lies above 0.5, since the
 * order is taken from the very rows that it is judged on; the more levels and the fewer rows, the higher.
 *
 * Twice (AUC - 0.5) is the sum over pairs of levels of |p_l q_m - p_m q_l|, with the shares p of the churned and q of the retained. Each
 * term is taken as the size of a normal number of mean zero, larger where rows repeat customers.
 *
 * @param rates of each level, at least one; both classes occur among them
 * @returns at most 1
 */
export function levelsByChance(rates: readonly Pick<RateOfCustomers, "n" | "churned" | "effective">[]): number {
  const n = sumOf(rates.map((d) => d.n));
  const churned = sumOf(rates.map((d) => d.churned));
  const spread = 1 / churned + 1 / (n - churned);
  let sum = 0;
  for (const [l, a] of rates.entries()) for (const b of rates.slice(l + 1)) sum += Math.sqrt((a.n * b.n * (a.n + b.n) * spread) / n) / n;
  return Math.min(1, 0.5 + (Math.sqrt(designOfRates(rates)) * sum) / Math.sqrt(2 * Math.PI));
}

/**
 * A ROC AUC of levels in order of their own churn rates, less what chance gives: about what the same order has on other rows. What is
 * beyond 0.5 and chance's part add up as squares do.
 *
 * @param rocAuc in [0.5, 1]
 * @returns in [0.5, rocAuc]
 */
export function lessChance(rocAuc: number, rates: readonly Pick<RateOfCustomers, "n" | "churned" | "effective">[]): number {
  return 0.5 + Math.sqrt(Math.max(0, (rocAuc - 0.5) ** 2 - (levelsByChance(rates) - 0.5) ** 2));
}
