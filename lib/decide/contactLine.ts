import type {Interval} from "../book/common.js";
import type {Confusion} from "../metrics/confusion.js";
import type {Ranking} from "./ranking.js";
import {wilsonInterval} from "../statistics/intervals.js";
import {countContacted} from "../metrics/scoreGroups.js";
import {formatLine, lineInHundred} from "../whatif/values.js";
import {churnersAmong, countAbove} from "./ranking.js";

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
  const {n, churned, baseRate, weights} = ranking;
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
    recall: wilsonInterval(truePositive / weights.churned, churned / weights.churned),
    lift: precision ? precision.estimate / baseRate : null
  };
}

/** By the users who were seen, whom chance draws; what they show is then moved to the rate that they count for. */
function precisionOf({weights}: Pick<Ranking, "weights">, truePositive: number, contacted: number): Interval {
  const found = truePositive / weights.churned;
  const seen = wilsonInterval(found, found + Math.max(0, contacted - truePositive) / weights.retained);
  const move = (share: number): number => (share * weights.churned) / (share * weights.churned + (1 - share) * weights.retained);
  return {estimate: move(seen.estimate), low: move(seen.low), high: move(seen.high)};
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
