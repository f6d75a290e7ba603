import type {Assumptions} from "./money.js";
import {LEAST_SHARE} from "./money.js";
import type {Ranking} from "./ranking.js";

/**
 * The save rate from which contacting the first k users pays: (false alarms' offers + contacts) / (churners found times
 * what a saved one is worth).
 *
 * @returns Infinity where no save rate does: nobody found, or an offer worth as much as the user
 */
export function breakEvenSaveRate({churnedAbove}: Pick<Ranking, "churnedAbove">, contacted: number, {value, contactCost, offerCost, falseAccept}: Assumptions): number {
  const found = churnedAbove[contacted];
  const gain = found * (value - offerCost);
  return gain > 0 ? ((contacted - found) * falseAccept * offerCost + contacted * contactCost) / gain : Infinity;
}

/** The lowest break-even save rate over all depths of at least one user in a hundred, and where it is. */
export function lowestBreakEven(ranking: Ranking, assumptions: Assumptions): {saveRate: number; contacted: number} {
  const first = Math.max(1, Math.ceil(ranking.n * LEAST_SHARE));
  let best = {saveRate: Infinity, contacted: first};
  for (let k = first; k <= ranking.n; ++k) {
    const saveRate = breakEvenSaveRate(ranking, k, assumptions);
    if (saveRate < best.saveRate) best = {saveRate, contacted: k};
  }
  return best;
}
