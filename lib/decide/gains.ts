import {wilsonInterval} from "../statistics/wilsonInterval.js";
import type {Ranking} from "./ranking.js";

/** A point of a cumulative gains chart: contact this share, find that share of the churners. */
export interface GainsPoint {
  share: number;
  model: number;
  /** Wilson interval (95%) of what the model finds */
  low: number;
  high: number;
  /** contacting at random finds as much as it contacts */
  random: number;
  /** knowing everything finds every contacted user to be a churner */
  perfect: number;
}

/** Gains at evenly spaced shares, from 0 to 1, `steps + 1` points. */
export function traceGains({n, churned, baseRate, churnedAbove}: Ranking, steps = 100): GainsPoint[] {
  return Array.from({length: steps + 1}, (_, i) => {
    const share = i / steps;
    const {estimate, low, high} = wilsonInterval(churnedAbove[Math.round(share * n)], churned);
    return {share, model: estimate, low, high, random: share, perfect: Math.min(1, share / baseRate)};
  });
}
