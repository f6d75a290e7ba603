import type {Ranking} from "../../lib/decide/ranking.js";
import type {At} from "../ui/chartTable.js";
import type {Column} from "../ui/dataTable.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {chartFigure} from "../ui/chartFigure.js";
import {el} from "../ui/dom.js";

export interface LiveFigureOptions<R extends object> {
  claim: (decision: Decision) => string;
  subtitle: string;
  describe: (decision: Decision) => string;
  height: number | ((width: number) => number);
  draw: (decision: Decision, width: number) => Node;
  columns: (decision: Decision) => readonly Column<NoInfer<R>>[];
  /** the numbers behind the chart, in reading order */
  rows: (decision: Decision) => R[];
  at: At<NoInfer<R>>;
  note?: string | ((decision: Decision) => string);
  fileName: string;
}

/** What a chart reads from a ranking alone, worked out once: a page keeps its ranking, however its sliders move. */
export function perRanking<T>(work: (ranking: Ranking) => T): (ranking: Ranking) => T {
  const known = new WeakMap<Ranking, T>();
  return (ranking) => {
    const result = known.get(ranking) ?? work(ranking);
    known.set(ranking, result);
    return result;
  };
}

/** A chart whose claim, drawing and numbers follow the page's decision. */
export function liveFigure<R extends object>(first: Decision, options: LiveFigureOptions<R>): Part<Decision> {
  const {claim, subtitle, height, note, fileName} = options;
  const title = el("span", {}, claim(first));
  const noteOf = (decision: Decision): string => (typeof note === "function" ? note(decision) : (note ?? ""));
  const noted = el("span", {}, noteOf(first));
  let latest = first;
  const figure = chartFigure<R>({
    title,
    subtitle,
    height,
    note: note === undefined ? undefined : noted,
    fileName,
    drawsLine: true,
    describe: () => options.describe(latest),
    chart: (width) => options.draw(latest, width),
    table: () => ({columns: options.columns(latest), rows: options.rows(latest), at: options.at})
  });
  return {
    element: figure,
    show(decision) {
      latest = decision;
      title.textContent = claim(decision);
      noted.textContent = noteOf(decision);
      figure.redraw();
    }
  };
}
