import type {Interval} from "../book/common.js";
import type {ArmCounts, Campaign} from "./campaign.js";
import {check} from "../check.js";
import {countCustomer, noCounts} from "./campaign.js";
import {riskDifference} from "./effect.js";

/** A depth of the ranking by score, from the highest down: customers of one score come together. */
export interface QiniPoint {
  /** of all customers of both groups who have a score */
  share: number;
  n: number;
  /** the lowest score so far; at the first point, of nobody, the highest */
  line: number;
  /** people kept among the contacted so far: those who would have left, as those left alone tell, less those who did */
  kept: number;
  /** of `kept`, at 95 %; null while a group is empty */
  low: number | null;
  high: number | null;
}

export interface Qini {
  /** exact, at evenly spaced depths; the first is nobody, the last everybody */
  points: QiniPoint[];
  /** people kept in all */
  kept: number;
  /** area between the curve and the straight line to its end, per customer: people kept, on average over all depths, beyond the same number drawn by lot */
  area: number;
  /** {@link area} as a share of what the best possible order would have; null where that has none */
  coefficient: number | null;
}

const POINTS = 100;

/**
 * Radcliffe's Qini curve: how many of the contacted were kept, by how far down the ranking by score one goes.
 *
 * @throws unless both groups have a customer with a score
 * @see Radcliffe (2007); agrees with scikit-uplift's qini_curve and qini_auc_score(negative_effect=True) of y = stayed
 */
export function traceQini(campaign: Pick<Campaign, "contacted" | "churned" | "score">): Qini {
  const {contacted, churned, score} = campaign;
  const rows = [...contacted.keys()].filter((i) => score !== null && !Number.isNaN(score[i]));
  const curve = traceCurve(rows, campaign, (i) => (score ? score[i] : NaN));
  const {counts} = curve[curve.length - 1];
  check(counts.nContacted > 0 && counts.nAlone > 0, {
    where: "traceQini",
    rule: "both groups must have customers with a score",
    got: `${counts.nContacted} contacted and ${counts.nAlone} left alone`
  });
  const kept = keptOf(counts);
  // the best order: of the contacted first who stayed, then who left; of those left alone the other way round
  const best = traceCurve(rows, campaign, (i) => (contacted[i] ? 1 - churned[i] : churned[i] - 1));
  const [area, most] = [areaOver(curve, kept), areaOver(best, kept)];
  return {points: thin(curve).map(describePoint), kept, area: area / rows.length, coefficient: most > 0 ? area / most : null};
}

interface Depth {
  n: number;
  nAll: number;
  line: number;
  counts: ArmCounts;
}

/** Counts at each depth, one per different score. */
function traceCurve(rows: readonly number[], campaign: Pick<Campaign, "contacted" | "churned">, by: (row: number) => number): Depth[] {
  const order = [...rows].sort((a, b) => by(b) - by(a));
  const counts = noCounts();
  const depths: Depth[] = [{n: 0, nAll: order.length, line: order.length > 0 ? by(order[0]) : NaN, counts: {...counts}}];
  for (const [k, i] of order.entries()) {
    countCustomer(counts, campaign, i);
    const isLast = k === order.length - 1 || by(order[k + 1]) !== by(i);
    if (isLast) depths.push({n: k + 1, nAll: order.length, line: by(i), counts: {...counts}});
  }
  return depths;
}

/** While nobody was left alone, nothing tells how many would have left: as scikit-uplift has it, as if nobody had stayed. */
function keptOf({nContacted, contactedLeft, nAlone, aloneLeft}: ArmCounts): number {
  const stayed = nContacted - contactedLeft;
  return nAlone === 0 ? stayed : stayed - ((nAlone - aloneLeft) * nContacted) / nAlone;
}

/** By trapezoids, less the triangle under the straight line from nothing to the end. */
function areaOver(depths: readonly Depth[], end: number): number {
  let area = 0;
  for (let k = 1; k < depths.length; ++k)
    area += ((depths[k].n - depths[k - 1].n) * (keptOf(depths[k].counts) + keptOf(depths[k - 1].counts))) / 2;
  return area - (depths[depths.length - 1].n * end) / 2;
}

/** The depths nearest to each hundredth of the customers. */
function thin(depths: readonly Depth[]): Depth[] {
  const [{nAll}] = depths;
  const chosen: Depth[] = [depths[0]];
  let at = 0;
  for (let step = 1; step <= POINTS; ++step) {
    const wanted = (nAll * step) / POINTS;
    while (at < depths.length - 1 && depths[at].n < wanted) ++at;
    if (chosen[chosen.length - 1] !== depths[at]) chosen.push(depths[at]);
  }
  return chosen;
}

function describePoint({n, nAll, line, counts}: Depth): QiniPoint {
  const hasBoth = counts.nContacted > 0 && counts.nAlone > 0;
  const difference: Interval | null = hasBoth ? riskDifference(counts) : null;
  return {
    share: nAll === 0 ? 0 : n / nAll,
    n,
    line,
    kept: n === 0 ? 0 : keptOf(counts),
    low: difference && difference.low * counts.nContacted,
    high: difference && difference.high * counts.nContacted
  };
}
