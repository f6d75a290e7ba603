import {formatShare} from "../../format.js";
import type {TornadoBar} from "../tornado.js";
import {assumptionTitles, nameGain, perBasis} from "./money.js";

export interface TornadoWords {
  unit: string;
  /** the last digit of money that is told */
  step?: number;
  many?: string;
  /** set where nobody is contacted and the bars stand for another depth instead */
  insteadAt?: number;
}

/** Which assumption matters most. */
export function describeTornado(bars: readonly TornadoBar[], {unit, step, many = "users", insteadAt}: TornadoWords): string {
  const [widest] = bars;
  const {title} = assumptionTitles[widest.name];
  const [low, high] = [Math.min(widest.low.profit, widest.high.profit), Math.max(widest.low.profit, widest.high.profit)];
  if (low === high) return "No assumption moves the result: there is nothing to gain or to lose";
  const who = insteadAt === undefined ? title : `If the top ${formatShare(insteadAt)} were contacted, ${title.toLowerCase()}`;
  const span = `from ${nameGain(low, unit, step)} to ${nameGain(high, unit, step)} ${perBasis(many)}`;
  const flips = bars.filter((d) => d.flips).map((d) => assumptionTitles[d.name].title.toLowerCase());
  const hang = flips.length === 0 ? "None of them turns gain into loss within that." : `Gain or loss hangs on: ${flips.join(", ")}.`;
  return `${who} matters most: half or one and a half of it takes the result ${span}. ${hang}`;
}
