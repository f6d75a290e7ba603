import type {PeriodSkill} from "../book/models.js";
import {sumOf} from "../numbers.js";
import {normalReach} from "../statistics/distributions.js";

/** The level at which a rate is said to have moved. */
const SURE = 0.99;

type Span = Pick<PeriodSkill, "set" | "n" | "churnRate">;

/**
 * The churn rates of those that models learned from and of the latest, which were kept apart: scores are made for the former. Null where the
 * definition names no time, or chance may have moved the rate.
 */
export function findRateMove(periods: readonly Span[]): {before: number; after: number} | null {
  const [before, after] = [periods.filter(({set}) => set !== "test"), periods.filter(({set}) => set === "test")].map(poolRates);
  if (before === null || after === null) return null;
  if (Math.abs(after.rate - before.rate) <= normalReach(SURE) * Math.hypot(after.error, before.error)) return null;
  return {before: before.rate, after: after.rate};
}

/** The rate of neighbouring spans together, with its standard error from their own intervals; null without any. */
function poolRates(spans: readonly Span[]): {rate: number; error: number} | null {
  const n = sumOf(spans.map((d) => d.n));
  if (n === 0) return null;
  const squares = spans.map(({n: own, churnRate: {low, high}}) => ((own / n) * ((high - low) / 2 / normalReach(0.95))) ** 2);
  return {rate: sumOf(spans.map((d) => d.n * d.churnRate.estimate)) / n, error: Math.sqrt(sumOf(squares))};
}
