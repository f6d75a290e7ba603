import {formatFixed, formatShare, supportedDigits} from "../format.js";
import {getMetric} from "./metrics.js";

/**
 * A metric's value as readers see it everywhere, with the digits that the metric's own table gives, or fewer.
 *
 * @param half of the width of the value's interval, where it has one: digits that it does not support are left away
 * @throws if there is no metric of that name
 * @example formatMetric("accuracy", 0.8226) // "82.3%"
 */
export function formatMetric(name: string, value: number, half: number | null = null): string {
  const [, most, unit] = /^\.(\d+)([f%])$/.exec(getMetric(name).format) ?? [];
  const scale = unit === "%" ? 100 : 1;
  const digits = supportedDigits(half && half * scale, Number(most ?? 3));
  return unit === "%" ? formatShare(value, digits) : formatFixed(value, digits);
}

/** Half the width of an interval; null: there is none. */
export function halfOf({low, high}: {low: number | null; high: number | null}): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}
