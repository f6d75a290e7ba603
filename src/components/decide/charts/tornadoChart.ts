import type {TornadoBar} from "../../../lib/decide/tornado.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {assumptionTitles, formatAmount, perBasis} from "../../../lib/decide/words/money.js";
import {describeTornado} from "../../../lib/decide/words/tornado.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";
import {drawTornado, tornadoHeight} from "./drawTornado.js";
import {liveFigure} from "./liveFigure.js";

/** Which assumption the result hangs on. */
export function tornadoChart(first: Decision, many: string): DecidePart {
  return liveFigure<{title: string; low: number; high: number; flips: string}>(first, {
    claim: (decision) => describeTornado(barsOf(decision), {unit: decision.choice.unit, many, insteadAt: decision.point.contacted === 0 ? decision.lowest.contacted / decision.ranking.n : undefined}),
    subtitle: `Gain ${perBasis(many)} when one assumption is halved (open end) or raised by half (filled end), the line as it is`,
    describe: () => "One bar per assumption, the widest first, from the gain when it is halved to the gain when it is raised by half. A bar that crosses the rule at zero turns gain into loss.",
    height: tornadoHeight,
    draw: (decision, width) => drawTornado(barsOf(decision), {width, unit: decision.choice.unit, title: `gain ${perBasis(many)}`, now: decision.point.contacted === 0 ? null : decision.profit}),
    columns: ({choice: {unit}}) => [
      {key: "title", title: "Assumption"},
      {key: "low", title: "Gain when halved", unit, format: formatAmount},
      {key: "high", title: "Gain when raised by half", unit, format: formatAmount},
      {key: "flips", title: "Turns gain into loss"}
    ],
    rows: (decision) => barsOf(decision).map((d) => ({title: assumptionTitles[d.name].title, low: d.low.profit, high: d.high.profit, flips: d.flips ? "yes" : "no"})),
    fileName: "tornado"
  });
}

/** At the line; where nobody is contacted nothing would move, so at the depth that comes nearest to paying. */
function barsOf({ranking, point, lowest, assumptions}: Decision): TornadoBar[] {
  return buildTornado(ranking, point.contacted === 0 ? lowest.contacted : point.contacted, assumptions);
}
