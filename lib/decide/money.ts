import type {Ranking} from "./ranking.js";

/** What a campaign costs and brings; every number is the reader's assumption. Money in the reader's own unit. */
export interface Assumptions {
  /** value kept when a user who would have churned stays */
  value: number;
  /** cost of reaching one user */
  contactCost: number;
  /** cost of the offer, when it is taken */
  offerCost: number;
  /** share of contacted churners who take the offer and stay */
  saveRate: number;
  /** share of contacted users who would have stayed anyway and take the offer */
  falseAccept: number;
}

/** What one contacted user brings on average, by what would have happened. */
export interface PerUser {
  churner: number;
  stayer: number;
}

/**
 * After Neslin and others (2006): a churner brings saveRate (value - offerCost) - contactCost, a user who would have
 * stayed brings -falseAccept offerCost - contactCost.
 */
export function perUser({value, contactCost, offerCost, saveRate, falseAccept}: Assumptions): PerUser {
  return {churner: saveRate * (value - offerCost) - contactCost, stayer: -falseAccept * offerCost - contactCost};
}

/** What contacting the first k users brings, in all. */
export function profitAt({churnedAbove}: Pick<Ranking, "churnedAbove">, contacted: number, assumptions: Assumptions): number {
  const {churner, stayer} = perUser(assumptions);
  const found = churnedAbove[contacted];
  return found * churner + (contacted - found) * stayer;
}

export interface BestDepth {
  /** 0: run nothing */
  contacted: number;
  profit: number;
}

/** Shallower depths hold too few users to read a profit or a rate from. */
export const LEAST_SHARE = 0.01;

/** The depth that brings most, among depths of at least one user in a hundred at which no equal scores are parted; nothing at all brings 0. */
export function findBestDepth({n, score, churnedAbove}: Ranking, assumptions: Assumptions): BestDepth {
  const {churner, stayer} = perUser(assumptions);
  let best: BestDepth = {contacted: 0, profit: 0};
  for (let k = Math.max(1, Math.ceil(n * LEAST_SHARE)); k <= n; ++k) {
    if (k < n && score[k] === score[k - 1]) continue;
    const profit = churnedAbove[k] * churner + (k - churnedAbove[k]) * stayer;
    if (profit > best.profit) best = {contacted: k, profit};
  }
  return best;
}

/** Profit per 1,000 users at evenly spaced depths from 0 to all. */
export function traceProfit(ranking: Ranking, assumptions: Assumptions, steps = 100): {share: number; profit: number}[] {
  return Array.from({length: steps + 1}, (_, i) => {
    const share = i / steps;
    return {share, profit: perThousand(profitAt(ranking, Math.round(share * ranking.n), assumptions), ranking.n)};
  });
}

/** Money is told for so many users of the population, contacted or not. */
export const BASIS = 1000;

/** @returns per 1,000 users of the population, contacted or not */
export function perThousand(total: number, n: number): number {
  return (total / n) * BASIS;
}
