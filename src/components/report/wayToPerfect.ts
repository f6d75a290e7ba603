import type {Interval} from "../../lib/book/common.js";
import type {Finalist, MetricInfo} from "../../lib/book/models.js";

/** Metrics that have a perfect value, and it. */
const perfect: Record<string, number> = {rocAuc: 1, averagePrecision: 1, logLoss: 0, brierScore: 0, accuracy: 1};

export interface Way {
  metric: MetricInfo;
  model: string;
  /** 0: as the base rate, 1: perfect */
  way: Interval;
  value: Interval;
  baseline: number;
}

/**
 * How far a model gets from the base rate's score (0) to a perfect one (1), by metric, on test rows. Negative is worse
 * than the base rate. Metrics without a perfect value are left out.
 */
export function waysToPerfect(model: Finalist, baseline: Finalist, metrics: readonly MetricInfo[]): Way[] {
  return metrics.filter(({name}) => name in perfect && name in model.test).map((metric) => {
    const [from, to] = [baseline.test[metric.name].estimate, perfect[metric.name]];
    const way = (value: number): number => (value - from) / (to - from);
    const {estimate, low, high} = model.test[metric.name];
    const ends = [way(low), way(high)].sort((a, b) => a - b);
    return {metric, model: model.name, way: {estimate: way(estimate), low: ends[0], high: ends[1]}, value: {estimate, low, high}, baseline: from};
  });
}

/** The finding over all metrics: where the model clearly beats the base rate, and where not. */
export function claimOfWays(ways: readonly Way[]): string {
  const unclear = ways.filter(({way}) => way.low <= 0.02).map(({metric}) => metric.title.toLowerCase());
  if (unclear.length === 0) return "The Champion beats the base rate by every yardstick";
  if (unclear.length === ways.length) return "No yardstick tells the Champion from the base rate";
  return `The Champion beats the base rate by every yardstick but ${unclear.join(" and ")}`;
}
