import type {TornadoBar} from "../../../lib/decide/tornado.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {assumptionTitles, formatAmount, formatAssumption, formatMoney, perBasis} from "../../../lib/decide/words/money.js";
import {describeTornado} from "../../../lib/decide/words/tornado.js";
import {formatCount} from "../../../lib/format.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";
import {drawTornado, tornadoHeight} from "./drawTornado.js";
import {liveFigure} from "./liveFigure.js";

/** Which assumption the result hangs on. */
export function tornadoChart(first: Decision, many: string): DecidePart {
  return liveFigure<TornadoRow>(first, {
    claim: (decision) => describeTornado(barsOf(decision), {unit: decision.choice.unit, step: decision.step, many, insteadAt: hasNoLine(decision) ? decision.lowest.contacted / decision.ranking.n : undefined}),
    subtitle: `Gain ${perBasis(many)} when one assumption is halved (open end) or raised by half (filled end), the line as it is; out-of-fold scores of ${formatCount(first.ranking.n)} ${many}`,
    describe: () => "One bar per assumption, the widest first, from the gain when it is halved to the gain when it is raised by half. A bar that crosses the rule at zero turns gain into loss.",
    height: tornadoHeight,
    draw: (decision, width) => drawTornado(barsOf(decision), {width, unit: decision.choice.unit, title: `gain ${perBasis(many)}`, step: decision.step, now: hasNoLine(decision) ? null : decision.gain.estimate}),
    columns: ({choice: {unit}, step}) => [
      {key: "title", title: "Assumption"},
      {key: "lowAt", title: "Halved"},
      {key: "low", title: "Gain when halved", unit, format: (value: number) => formatAmount(value, step), spoken: (value: number) => formatMoney(value, unit, step)},
      {key: "highAt", title: "Raised by half"},
      {key: "high", title: "Gain when raised", unit, format: (value: number) => formatAmount(value, step), spoken: (value: number) => formatMoney(value, unit, step)},
      {key: "flips", title: "Turns gain into loss"}
    ],
    rows: (decision) => barsOf(decision).map((bar) => toRow(bar, decision.choice.unit)),
    at: {y: (d) => d.title},
    fileName: "tornado"
  });
}

interface TornadoRow {
  title: string;
  /** what half of it is, in words */
  lowAt: string;
  low: number;
  highAt: string;
  high: number;
  flips: string;
}

function toRow({name, low, high, flips}: TornadoBar, unit: string): TornadoRow {
  return {
    title: assumptionTitles[name].title,
    lowAt: formatAssumption(name, low.value, unit), low: low.profit,
    highAt: formatAssumption(name, high.value, unit), high: high.profit,
    flips: flips ? "yes" : "no"
  };
}

/** At the line; where it picks nobody, or too few to tell, at the depth that comes nearest to paying. */
function barsOf(decision: Decision): TornadoBar[] {
  const {ranking, point, lowest, assumptions} = decision;
  return buildTornado(ranking, hasNoLine(decision) ? lowest.contacted : point.contacted, assumptions);
}

function hasNoLine({point, isFew}: Decision): boolean {
  return point.contacted === 0 || isFew;
}
