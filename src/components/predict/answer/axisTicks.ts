import {logit} from "../../../lib/model/logOdds.js";
import {ticks} from "d3-array";
import {formatSigned} from "../../../lib/format.js";
import type {Waterfall} from "../../../lib/whatif/answer/waterfall.js";

/** What a chart's width spans, in the unit of the contributions. */
export interface Domain {
  low: number;
  high: number;
}

const probabilities = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
const nearest = 0.11;

/**
 * The span that a waterfall needs, rounded outward so that small movements leave it as it is.
 *
 * @param previous kept if it still holds everything and is not much too wide
 */
export function fitDomain({unit, start, end, steps}: Waterfall, previous: Domain | null): Domain {
  const values = [start, end, ...steps.map((d) => d.end)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const grain = unit === "logOdds" ? 0.25 : 0.05;
  if (previous && previous.low <= low && previous.high >= high && high - low > (previous.high - previous.low) / 3) return previous;
  const margin = grain / 4;
  return {low: Math.floor((low - margin) / grain) * grain, high: Math.ceil((high + margin) / grain) * grain};
}

/** Where a value stands, as a share of the width. */
export function placeOn({low, high}: Domain, value: number): number {
  return (value - low) / (high - low);
}

/** Ticks of an axis in log-odds: as many round values as there is room for. */
export function logOddsTicks(domain: Domain): {at: number; label: string}[] {
  const values = ticks(domain.low, domain.high, 4);
  const digits = values.every(Number.isInteger) ? 0 : 1;
  return values.map((value) => ({at: placeOn(domain, value), label: formatSigned(value, digits)})).filter(({at}) => at >= 0.03 && at <= 0.97);
}

/** Ticks of a probability axis: round probabilities, at least a label's width apart. */
export function probabilityTicks(unit: Waterfall["unit"], domain: Domain): {at: number; label: string}[] {
  const ticks: {at: number; label: string}[] = [];
  for (const p of probabilities) {
    const at = placeOn(domain, unit === "logOdds" ? logit(p) : p);
    const last = ticks[ticks.length - 1];
    if (at >= 0.02 && at <= 0.98 && (!last || at - last.at > nearest)) ticks.push({at, label: String(Number((p * 100).toFixed(1)))});
  }
  return ticks;
}
