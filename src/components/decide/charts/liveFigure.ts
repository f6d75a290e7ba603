import {chartFigure} from "../../ui/chartFigure.js";
import {el} from "../../ui/dom.js";
import type {Column} from "../../ui/table/column.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";

export interface LiveFigureOptions<R extends object> {
  claim: (decision: Decision) => string;
  subtitle: string;
  describe: (decision: Decision) => string;
  height: number;
  draw: (decision: Decision, width: number) => SVGSVGElement;
  columns: (decision: Decision) => readonly Column<NoInfer<R>>[];
  /** the numbers behind the chart, in reading order */
  rows: (decision: Decision) => R[];
  note?: string;
  fileName: string;
}

/** A chart whose claim, drawing and numbers follow the page's decision. */
export function liveFigure<R extends object>(first: Decision, options: LiveFigureOptions<R>): DecidePart {
  const {claim, subtitle, height, note, fileName} = options;
  const title = el("span", {}, claim(first));
  let latest = first;
  const figure = chartFigure<R>({
    title, subtitle, height, note, fileName,
    describe: () => options.describe(latest),
    chart: (width) => options.draw(latest, width),
    table: () => ({columns: options.columns(latest), rows: options.rows(latest)})
  });
  return {
    element: figure,
    show(decision) {
      latest = decision;
      title.textContent = claim(decision);
      figure.redraw();
    }
  };
}
