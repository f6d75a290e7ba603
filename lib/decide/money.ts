import type {Interval} from "../book/common.js";
import type {Ranking} from "./ranking.js";
import {churnersAmong, designAt, seenOutcomes} from "./ranking.js";
import {outcomeInterval} from "../statistics/intervals.js";

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

/** What is assumed before a reader says otherwise. */
export const USUAL_ASSUMPTIONS: Assumptions = {value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3};

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
export function profitAt(ranking: Pick<Ranking, "stops">, contacted: number, assumptions: Assumptions): number {
  const {churner, stayer} = perUser(assumptions);
  const found = churnersAmong(ranking, contacted);
  return found * churner + (contacted - found) * stayer;
}

/** Money is told for so many users of the population, contacted or not. */
export const BASIS = 1000;

/** @returns per 1,000 users of the population, contacted or not */
export function perThousand(total: number, n: number): number {
  return (total / n) * BASIS;
}

/**
 * What contacting the first k users brings per 1,000 users, with its 95% interval. At a fixed line that is a mean of
 * per-user outcomes (a churner's, a stayer's, nothing), so the normal interval of a mean serves: closed, without a seed.
 * It covers which users happened to be seen, given the assumptions. It does not cover that the line was picked on the
 * same users, which makes the best one look better than it is; that is what test rows are for.
 */
export function gainAt(ranking: Ranking, contacted: number, assumptions: Assumptions): Interval {
  const {churner, stayer} = perUser(assumptions);
  const found = churnersAmong(ranking, contacted);
  const design = designAt(ranking, contacted, {truePositive: churner, falsePositive: stayer, falseNegative: 0, trueNegative: 0});
  const {estimate, low, high} = outcomeInterval(seenOutcomes(ranking, [found, churner], [contacted - found, stayer]), ranking.n, {design});
  return {estimate: estimate * BASIS, low: low * BASIS, high: high * BASIS};
}

/** A point of the profit curve: what a depth brings per 1,000 users, with its 95% interval. */
export interface ProfitPoint {
  share: number;
  profit: number;
  low: number;
  high: number;
}

/** Profit per 1,000 users at evenly spaced depths, from 0 to a share of all. */
export function traceProfit(ranking: Ranking, assumptions: Assumptions, {steps = 100, to = 1} = {}): ProfitPoint[] {
  return Array.from({length: steps + 1}, (_, i) => {
    const share = (i / steps) * to;
    const {estimate, low, high} = gainAt(ranking, share * ranking.n, assumptions);
    return {share, profit: estimate, low, high};
  });
}
