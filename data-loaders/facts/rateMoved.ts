import type {PeriodSkill} from "../../lib/book/models.js";
import {formatShare} from "../../lib/format.js";
import {normalReach} from "../../lib/statistics/distributions.js";
import {sumOf} from "../../lib/numbers.js";

/** The level at which a rate is said to have moved. */
const SURE = 0.99;

type Span = Pick<PeriodSkill, "set" | "n" | "churnRate">;

/**
 * That the latest churned otherwise than those that models learned from, in a sentence: scores are made for the rate of the latter. Nothing
 * where the definition names no time, or chance may have moved the rate.
 */
export function sayRateMoved(periods: readonly Span[], units: string): string {
  const [before, after] = [periods.filter(({set}) => set !== "test"), periods.filter(({set}) => set === "test")].map(poolRates);
  if (before === null || after === null) return "";
  if (Math.abs(after.rate - before.rate) <= normalReach(SURE) * Math.hypot(after.error, before.error)) return "";
  return (
    `Of the ${units} that it learned from ${formatShare(before.rate)} churned, of the later ones kept apart ${formatShare(after.rate)}: where the ` +
    "rate goes on moving, scores lag behind it. Batch moves them to a rate that is known by then."
  );
}

/** The rate of neighbouring spans together, with its standard error from their own intervals; null without any. */
function poolRates(spans: readonly Span[]): {rate: number; error: number} | null {
  const n = sumOf(spans.map((d) => d.n));
  if (n === 0) return null;
  const squares = spans.map(({n: own, churnRate: {low, high}}) => ((own / n) * ((high - low) / 2 / normalReach(0.95))) ** 2);
  return {rate: sumOf(spans.map((d) => d.n * d.churnRate.estimate)) / n, error: Math.sqrt(sumOf(squares))};
}
