import type {Assumptions, PerUser} from "./money.js";
import type {Ranking, Stop} from "./ranking.js";
import type {Interval} from "../book/common.js";
import {normalReach} from "../statistics/distributions.js";
import {BASIS, perUser} from "./money.js";
import {designAt} from "./ranking.js";

/** Fewer contacted users than this share of all, or than so many, are too few to read a gain or a rate from. */
const [LEAST_SHARE, LEAST_USERS] = [0.01, 30];

/** How many users must be contacted before anything is said of what that brings. @param n of all users */
export function leastContacted(n: number): number {
  return Math.min(n, Math.max(LEAST_USERS, Math.ceil(n * LEAST_SHARE)));
}

/** Whether there are contacted users, but too few to tell anything by. */
export function isTooFew({contacted, n}: {contacted: number; n: number}): boolean {
  return contacted > 0 && contacted < leastContacted(n);
}

export interface BestDepth {
  /** 0: run nothing */
  contacted: number;
  profit: number;
}

/** The depth that brings most on these users, among stops of enough users; nothing at all brings 0. */
export function findBestDepth(ranking: Ranking, assumptions: Assumptions): BestDepth {
  const brings = profitOf(assumptions);
  let best: BestDepth = {contacted: 0, profit: 0};
  for (const stop of enoughContacted(ranking)) {
    const profit = brings(stop);
    if (profit > best.profit) best = {contacted: stop.contacted, profit};
  }
  return best;
}

/** Depths among which the best cannot be told. */
export interface Plateau {
  /** numbers of contacted users */
  from: number;
  to: number;
  /** the most that any of them brings less than the best, per 1,000 users */
  shortfall: number;
}

/**
 * How far the depth can be moved from the best before it brings clearly less: to the outermost depths at which the 95%
 * interval of the difference, which the users between the two depths make, still holds nothing. Not to the nearest at
 * which it does not: the best stands, by how it was picked, where a lucky run of users ends and an unlucky one begins,
 * so a few users beyond it always look clearly worse.
 *
 * @param best a stop
 */
export function findPlateau(ranking: Ranking, best: number, assumptions: Assumptions): Plateau {
  const {stops} = ranking;
  const [brings, each] = [profitOf(assumptions), perUser(assumptions)];
  const top = stops[stopOf(ranking, best)];
  const open = enoughContacted(ranking).filter((stop) => !isClearLoss(ranking, [top, stop], each));
  const [from, to] = [Math.min(best, open[0].contacted), Math.max(best, open[open.length - 1].contacted)];
  const within = stops.filter((stop) => stop.contacted >= from && stop.contacted <= to);
  const least = within.reduce((low, stop) => Math.min(low, brings(stop)), brings(top));
  return {from, to, shortfall: ((brings(top) - least) / ranking.n) * BASIS};
}

/** A curve of depths ends at a whole number of these shares. */
const SCALE_STEP = 0.05;
/** Nearly everybody: a curve that reaches so far ends with what contacting everybody brings. */
const NEARLY_ALL = 0.9;

/**
 * Up to which share of users a curve of what depths bring is worth drawing: a little beyond the deepest that still brings a gain, and beyond all
 * that is to be seen on it. Deeper it falls to what contacting everybody loses, which hides the rise.
 *
 * @param shown the deepest share of users that must be in it
 * @returns in (0, 1]
 */
export function usefulShare(ranking: Ranking, assumptions: Assumptions, shown: number): number {
  const brings = profitOf(assumptions);
  const deepest = ranking.stops.findLast((stop) => stop.contacted > 0 && brings(stop) > 0);
  const least = leastContacted(ranking.n) / ranking.n;
  const furthest = Math.max(deepest ? deepest.contacted / ranking.n : 0, 2 * least, shown);
  const share = Math.ceil((furthest * 1.1) / SCALE_STEP) * SCALE_STEP;
  return share >= NEARLY_ALL ? 1 : share;
}

/** Stops of so many users that something can be told of them. */
function enoughContacted({n, stops}: Ranking): readonly Stop[] {
  return stops.slice(stops.findIndex(({contacted}) => contacted >= leastContacted(n)));
}

function stopOf({stops}: Ranking, contacted: number): number {
  return Math.max(
    0,
    stops.findIndex((stop) => stop.contacted >= contacted)
  );
}

/**
 * Whether going from one stop to the other loses, beyond what the users between them would bring by chance: whether the
 * lower end of {@link outcomeInterval} lies above nothing. Worked out here without its objects, as it is asked of
 * hundreds of stops at every movement of a slider.
 */
function isClearLoss(ranking: Ranking, [best, other]: readonly [best: Stop, other: Stop], {churner, stayer}: PerUser): boolean {
  const {n, weights} = ranking;
  const between = Math.abs(other.contacted - best.contacted);
  const found = Math.abs(other.churned - best.churned);
  const sum = found * churner + (between - found) * stayer;
  const loss = other.contacted > best.contacted ? -sum : sum; // a deeper campaign adds these users, a shallower one spares them
  const squares = found * weights.churned * churner ** 2 + (between - found) * weights.retained * stayer ** 2;
  // of users between two lines no design is told: theirs is taken as that of what the deeper brings
  const deeper = Math.max(best.contacted, other.contacted);
  const design = designAt(ranking, deeper, {truePositive: churner, falsePositive: stayer, falseNegative: 0, trueNegative: 0});
  const variance = design * (squares / n - (sum / n) ** 2);
  return loss / n > REACH * Math.sqrt(variance / n);
}

const REACH = /* @__PURE__ */ normalReach(0.95);

function profitOf(assumptions: Assumptions): (stop: Stop) => number {
  const {churner, stayer} = perUser(assumptions);
  return ({contacted, churned}) => churned * churner + (contacted - churned) * stayer;
}

/**
 * The save rate from which contacting users pays, of whom this share churned: (false alarms' offers + contacts) /
 * (churners found times what a saved one is worth).
 *
 * @param precision in [0, 1]
 * @returns Infinity where no save rate does: nobody found, or an offer worth as much as the user
 */
export function breakEvenAt(precision: number, {value, contactCost, offerCost, falseAccept}: Assumptions): number {
  const gain = precision * (value - offerCost);
  return gain > 0 ? ((1 - precision) * falseAccept * offerCost + contactCost) / gain : Infinity;
}

/** The break-even save rate over the interval of the precision: it falls as the precision rises, so the ends change places. */
export function breakEvenInterval(precision: Interval, assumptions: Assumptions): Interval {
  return {
    estimate: breakEvenAt(precision.estimate, assumptions),
    low: breakEvenAt(precision.high, assumptions),
    high: breakEvenAt(precision.low, assumptions)
  };
}

/** The lowest break-even save rate over all stops of enough users, and where it is. */
export function lowestBreakEven(ranking: Ranking, assumptions: Assumptions): {saveRate: number; contacted: number} {
  const stops = enoughContacted(ranking);
  let best = {saveRate: Infinity, contacted: stops[0].contacted};
  for (const {contacted, churned} of stops) {
    const saveRate = breakEvenAt(churned / contacted, assumptions);
    if (saveRate < best.saveRate) best = {saveRate, contacted};
  }
  return best;
}
