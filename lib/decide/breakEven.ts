import type {Interval} from "../book/common.js";
import {leastContacted} from "./bestDepth.js";
import type {Assumptions} from "./money.js";
import type {Ranking} from "./ranking.js";

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
  return {estimate: breakEvenAt(precision.estimate, assumptions), low: breakEvenAt(precision.high, assumptions), high: breakEvenAt(precision.low, assumptions)};
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
