import type {Assumptions, PerUser} from "./money.js";
import type {Ranking} from "./ranking.js";
import type {Interval} from "../book/common.js";
import {normalReach} from "../statistics/distributions.js";
import {BASIS, perUser} from "./money.js";

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

/** The depth that brings most on these users, among depths of enough users at which no equal scores are parted; nothing at all brings 0. */
export function findBestDepth(ranking: Ranking, assumptions: Assumptions): BestDepth {
  const {n} = ranking;
  const brings = profitOf(ranking, assumptions);
  let best: BestDepth = {contacted: 0, profit: 0};
  for (let k = leastContacted(n); k <= n; ++k) {
    if (partsEqualScores(ranking, k)) continue;
    const profit = brings(k);
    if (profit > best.profit) best = {contacted: k, profit};
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
 * @param best a depth at which no equal scores are parted
 */
export function findPlateau(ranking: Ranking, best: number, assumptions: Assumptions): Plateau {
  const {n} = ranking;
  const [brings, each] = [profitOf(ranking, assumptions), perUser(assumptions)];
  const isOpen = (k: number): boolean => !partsEqualScores(ranking, k) && !isClearLoss(ranking, [best, k], each);
  let [from, to] = [Math.min(best, leastContacted(n)), n];
  while (from < best && !isOpen(from)) ++from;
  while (to > best && !isOpen(to)) --to;
  let least = brings(best);
  for (let k = from; k <= to; ++k) if (!partsEqualScores(ranking, k)) least = Math.min(least, brings(k));
  return {from, to, shortfall: ((brings(best) - least) / n) * BASIS};
}

/**
 * Whether going from one depth to the other loses, beyond what the users between them would bring by chance: whether the
 * lower end of {@link outcomeInterval} lies above nothing. Worked out here without its objects, as it is asked of
 * thousands of depths at every movement of a slider.
 */
function isClearLoss(
  {n, churnedAbove}: Ranking,
  [best, other]: readonly [best: number, other: number],
  {churner, stayer}: PerUser
): boolean {
  const between = Math.abs(other - best);
  const found = Math.abs(churnedAbove[other] - churnedAbove[best]);
  const sum = found * churner + (between - found) * stayer;
  const loss = other > best ? -sum : sum; // a deeper campaign adds these users, a shallower one spares them
  const variance = (found * churner ** 2 + (between - found) * stayer ** 2) / n - (sum / n) ** 2;
  return loss / n > REACH * Math.sqrt(variance / n);
}

const REACH = normalReach(0.95);

function profitOf({churnedAbove}: Ranking, assumptions: Assumptions): (contacted: number) => number {
  const {churner, stayer} = perUser(assumptions);
  return (k) => churnedAbove[k] * churner + (k - churnedAbove[k]) * stayer;
}

function partsEqualScores({n, score}: Ranking, k: number): boolean {
  return k < n && score[k] === score[k - 1];
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

/** {@link breakEvenAt} for the first k users. @returns Infinity for no users */
export function breakEvenSaveRate({churnedAbove}: Pick<Ranking, "churnedAbove">, contacted: number, assumptions: Assumptions): number {
  return contacted === 0 ? Infinity : breakEvenAt(churnedAbove[contacted] / contacted, assumptions);
}

/** The break-even save rate over the interval of the precision: it falls as the precision rises, so the ends change places. */
export function breakEvenInterval(precision: Interval, assumptions: Assumptions): Interval {
  return {
    estimate: breakEvenAt(precision.estimate, assumptions),
    low: breakEvenAt(precision.high, assumptions),
    high: breakEvenAt(precision.low, assumptions)
  };
}

/** The lowest break-even save rate over all depths of enough users, and where it is. */
export function lowestBreakEven(ranking: Ranking, assumptions: Assumptions): {saveRate: number; contacted: number} {
  const first = leastContacted(ranking.n);
  let best = {saveRate: Infinity, contacted: first};
  for (let k = first; k <= ranking.n; ++k) {
    const saveRate = breakEvenSaveRate(ranking, k, assumptions);
    if (saveRate < best.saveRate) best = {saveRate, contacted: k};
  }
  return best;
}
