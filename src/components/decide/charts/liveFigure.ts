import type {ChartFigureOptions} from "../../ui/chartFigure.js";
import {chartFigure} from "../../ui/chartFigure.js";
import type {Column} from "../../ui/table/column.js";
import {el} from "../../ui/dom.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "../result/resultBox.js";

export interface LiveFigureOptions<R extends object> {
  claim: (decision: Decision) => string;
  subtitle: string;
  describe: string;
  height: number;
  draw: (decision: Decision, width: number) => SVGSVGElement;
  columns: readonly Column<NoInfer<R>>[];
  /** the numbers behind the chart, in reading order */
  rows: (decision: Decision) => R[];
  note?: string;
  fileName: string;
}

/** A chart whose claim, drawing and numbers follow the page's decision. */
export function liveFigure<R extends object>(first: Decision, options: LiveFigureOptions<R>): DecidePart {
  const {claim, subtitle, describe, height, draw, columns, note, fileName} = options;
  const title = el("span", {}, claim(first));
  const rows = options.rows(first);
  let latest = first;
  const figureOptions: ChartFigureOptions<R> = {
    title, subtitle, describe, height, note, fileName,
    chart: (width) => draw(latest, width),
    table: {columns, rows}
  };
  const figure = chartFigure<R>(figureOptions);
  const twin = figure.querySelector<HTMLDetailsElement>("details.twin");
  return {
    element: figure,
    show(decision) {
      latest = decision;
      title.textContent = claim(decision);
      rows.splice(0, rows.length, ...options.rows(decision));
      figure.redraw();
      twin?.querySelector(".table")?.remove(); // drawn again from the new rows when it is opened
      if (twin?.open) twin.dispatchEvent(new Event("toggle"));
    }
  };
}
