import {outcomeInterval} from "../statistics/outcomeInterval.js";
import type {Assumptions} from "./money.js";
import {BASIS, perUser} from "./money.js";
import type {Ranking} from "./ranking.js";

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
  const {n, churnedAbove} = ranking;
  const {churner, stayer} = perUser(assumptions);
  let best: BestDepth = {contacted: 0, profit: 0};
  for (let k = leastContacted(n); k <= n; ++k) {
    if (partsEqualScores(ranking, k)) continue;
    const profit = churnedAbove[k] * churner + (k - churnedAbove[k]) * stayer;
    if (profit > best.profit) best = {contacted: k, profit};
  }
  return best;
}

/** Depths without a gap, none of which brings clearly less than the best. */
export interface Plateau {
  /** numbers of contacted users */
  from: number;
  to: number;
  /** the most that any of them brings less than the best, per 1,000 users */
  shortfall: number;
}

/**
 * How far the depth can be moved from the best before it brings clearly less: until the 95% interval of the difference,
 * which the users between the two depths make, no longer holds nothing. The best was picked by its luck, so the true
 * stretch is rather wider.
 *
 * @param best a depth at which no equal scores are parted
 */
export function findPlateau(ranking: Ranking, best: number, assumptions: Assumptions): Plateau {
  const {n} = ranking;
  const plateau: Plateau = {from: best, to: best, shortfall: 0};
  for (const step of [-1, 1]) {
    for (let k = best + step; k >= leastContacted(n) && k <= n; k += step) {
      if (partsEqualScores(ranking, k)) continue;
      const {estimate, low} = lossBetween(ranking, [best, k], assumptions);
      if (low > 0) break;
      if (step < 0) plateau.from = k;
      else plateau.to = k;
      plateau.shortfall = Math.max(plateau.shortfall, estimate * BASIS);
    }
  }
  return plateau;
}

/** What is lost per user by going from one depth to the other, with the interval that the users between them give. */
function lossBetween(ranking: Ranking, [best, other]: readonly [best: number, other: number], assumptions: Assumptions): {estimate: number; low: number} {
  const {churner, stayer} = perUser(assumptions);
  const [less, more] = [Math.min(best, other), Math.max(best, other)];
  const found = ranking.churnedAbove[more] - ranking.churnedAbove[less];
  const sign = other > best ? -1 : 1; // a deeper campaign adds these users, a shallower one spares them
  return outcomeInterval([[found, sign * churner], [more - less - found, sign * stayer]], ranking.n);
}

function partsEqualScores({n, score}: Ranking, k: number): boolean {
  return k < n && score[k] === score[k - 1];
}
