import type {ScoreGroup} from "../book/scores.js";
import {SCORE_GRID} from "../book/scores.js";
import {check} from "../check.js";
import {countContacted, total} from "../metrics/scoreGroups.js";
import {wilsonInterval} from "../statistics/intervals.js";

/** A place where the contact line can stand: whoever scores at least `line` is contacted, and counted exactly. */
export interface Stop {
  line: number;
  contacted: number;
  /** churners among them */
  churned: number;
}

/** Users by falling score in groups, with running counts, so that any contact depth is one look-up. */
export interface Ranking {
  n: number;
  churned: number;
  /** churned / n */
  baseRate: number;
  groups: readonly ScoreGroup[];
  /** one more than there are groups: nobody first, everybody last */
  stops: readonly Stop[];
}

/**
 * @param groups from the highest scores down, by models that had not learned from these users (out-of-fold, or test)
 * @throws if one class is absent
 */
export function rankGroups(groups: readonly ScoreGroup[]): Ranking {
  const {n, churned, retained} = total(groups);
  check(churned > 0 && retained > 0, {where: "rankGroups", rule: "both classes must occur", got: `${churned} churned of ${n}`});
  const stops: Stop[] = [{line: 1, contacted: 0, churned: 0}];
  for (const group of groups) {
    const {contacted, churned: found} = stops[stops.length - 1];
    stops.push({line: group.from / SCORE_GRID, contacted: contacted + group.n, churned: found + group.churned});
  }
  return {n, churned, baseRate: churned / n, groups, stops};
}

/** How many users the line contacts: exactly at a stop, else as many as a stop beside it does. */
export function countAbove({groups, stops}: Pick<Ranking, "groups" | "stops">, threshold: number): number {
  return stops[countContacted(groups, threshold)].contacted;
}

/** Churners among the first k users; between two stops as many as chance finds, since nothing tells users of a group apart. */
export function churnersAmong({stops}: Pick<Ranking, "stops">, k: number): number {
  let [low, high] = [0, stops.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (stops[middle].contacted <= k) low = middle;
    else high = middle;
  }
  const [from, to] = [stops[low], stops[high]];
  return from.churned + ((k - from.contacted) / (to.contacted - from.contacted)) * (to.churned - from.churned);
}

/**
 * The line that contacts about a share of the users: the stop nearest to it. Any share above 0 contacts somebody.
 *
 * @param share in [0, 1]; 0 gives a line that contacts nobody
 */
export function thresholdAtShare({stops, n}: Pick<Ranking, "stops" | "n">, share: number): number {
  check(share >= 0 && share <= 1, {where: "thresholdAtShare", rule: "share must lie in [0, 1]", got: share});
  if (share === 0) return 1;
  const gap = (stop: Stop): number => Math.abs(stop.contacted - share * n);
  return stops.slice(1).reduce((best, stop) => (gap(stop) < gap(best) ? stop : best)).line;
}

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
export function traceGains(ranking: Ranking, steps = 100): GainsPoint[] {
  const {n, churned, baseRate} = ranking;
  return Array.from({length: steps + 1}, (_, i) => {
    const share = i / steps;
    const {estimate, low, high} = wilsonInterval(churnersAmong(ranking, share * n), churned);
    return {share, model: estimate, low, high, random: share, perfect: Math.min(1, share / baseRate)};
  });
}
