import type {Interval} from "../book/common.js";
import type {Confusion} from "../metrics/confusion.js";
import type {Ranking} from "./ranking.js";
import {wilsonInterval} from "../statistics/intervals.js";
import {countContacted} from "../metrics/scoreGroups.js";
import {formatLine, lineInHundred} from "../whatif/values.js";
import {churnersAmong, countAbove, designAt} from "./ranking.js";

/** What a contact line does: who is called, who is missed. */
export interface OperatingPoint extends Confusion {
  threshold: number;
  n: number;
  contacted: number;
  /** contacted / n */
  share: number;
  /** churners among the contacted, with Wilson interval; null if nobody is contacted */
  precision: Interval | null;
  /** churners contacted, of all churners, with Wilson interval */
  recall: Interval;
  /** precision / base rate; null if nobody is contacted */
  lift: number | null;
}

/** Counts at a score line: whoever scores at least the threshold is contacted. */
export function pointAt(ranking: Ranking, threshold: number): OperatingPoint {
  const {n, churned, baseRate} = ranking;
  const contacted = countAbove(ranking, threshold);
  const truePositive = churnersAmong(ranking, contacted);
  const precision = contacted === 0 ? null : precisionOf(ranking, truePositive, contacted);
  return {
    threshold,
    n,
    contacted,
    share: contacted / n,
    truePositive,
    falsePositive: contacted - truePositive,
    falseNegative: churned - truePositive,
    trueNegative: n - contacted - (churned - truePositive),
    precision,
    recall: recallOf(ranking, truePositive, contacted),
    lift: precision ? precision.estimate / baseRate : null
  };
}

/** By the users who were seen, whom chance draws; what they show is then moved to the rate that they count for. */
function precisionOf(ranking: Ranking, truePositive: number, contacted: number): Interval {
  const {weights} = ranking;
  const found = truePositive / weights.churned;
  const called = found + Math.max(0, contacted - truePositive) / weights.retained;
  const share = found / called;
  // what each called one adds to the share of those who were seen, less that share
  const figure = {truePositive: (1 - share) / weights.churned, falsePositive: -share / weights.retained, falseNegative: 0, trueNegative: 0};
  const design = designAt(ranking, contacted, figure);
  const seen = wilsonInterval(found / design, called / design);
  const move = (share: number): number => (share * weights.churned) / (share * weights.churned + (1 - share) * weights.retained);
  return {estimate: move(seen.estimate), low: move(seen.low), high: move(seen.high)};
}

/** The interval of a share of the churners found, as of the stop at which about as many are. */
export function recallAt(ranking: Ranking, share: number): Interval {
  const truePositive = share * ranking.churned;
  const stop = ranking.stops.find((d) => d.churned >= truePositive) ?? ranking.stops[ranking.stops.length - 1];
  return recallOf(ranking, truePositive, stop.contacted);
}

/** Over which churners were seen, at a line that stands still. */
function recallOf(ranking: Ranking, truePositive: number, contacted: number): Interval {
  const {churned, weights} = ranking;
  const share = truePositive / churned;
  const design = designAt(ranking, contacted, {truePositive: 1 - share, falseNegative: -share, falsePositive: 0, trueNegative: 0});
  return wilsonInterval(truePositive / weights.churned / design, churned / weights.churned / design);
}

/**
 * At which line the counts are exact; nothing where that reads as the asked one. @param edge null: the line is above every group
 *
 * @example describeEdge({threshold: 0.3, edge: 0.2987}) // "Counted at the nearest edge of the score groups: 29.9."
 */
export function describeEdge({threshold, edge}: {threshold: number; edge: number | null}): string {
  if (edge === null) return threshold < 1 ? "No group scores as high." : "";
  if (formatLine(edge) === formatLine(threshold)) return "";
  return `Counted at the nearest edge of the score groups: ${lineInHundred(edge)}.`; // beside the line, which says of how many
}

/** The edge at which a line's counts are exact; null where it contacts nobody. */
export function edgeAt({stops, groups}: Pick<Ranking, "stops" | "groups">, threshold: number): number | null {
  const nGroups = countContacted(groups, threshold);
  return nGroups === 0 ? null : stops[nGroups].line;
}
