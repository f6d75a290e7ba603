import type {Assumptions} from "./money.js";
import type {Ranking} from "./ranking.js";
import {perThousand, profitAt} from "./money.js";

export type AssumptionName = keyof Assumptions;

/** How profit answers one assumption, at the chosen depth, all others as they are. Per 1,000 users. */
export interface TornadoBar {
  name: AssumptionName;
  low: {value: number; profit: number};
  high: {value: number; profit: number};
  /** whether the sign of the profit hangs on it */
  flips: boolean;
}

const rates: readonly AssumptionName[] = ["saveRate", "falseAccept"];
const names: readonly AssumptionName[] = ["value", "contactCost", "offerCost", "saveRate", "falseAccept"];

/**
 * Each assumption halved and raised by half (rates at most 1), the widest bar first.
 *
 * @param contacted the depth, held
 */
export function buildTornado(ranking: Ranking, contacted: number, assumptions: Assumptions): TornadoBar[] {
  const profit = (change: Partial<Assumptions>): number =>
    perThousand(profitAt(ranking, contacted, {...assumptions, ...change}), ranking.n);
  const bars = names.map((name): TornadoBar => {
    const [less, more] = [assumptions[name] * 0.5, assumptions[name] * 1.5];
    const most = rates.includes(name) ? Math.min(1, more) : more;
    const low = {value: less, profit: profit({[name]: less})};
    const high = {value: most, profit: profit({[name]: most})};
    return {name, low, high, flips: Math.sign(low.profit) !== Math.sign(high.profit)};
  });
  return bars.sort((a, b) => Math.abs(b.high.profit - b.low.profit) - Math.abs(a.high.profit - a.low.profit));
}
