import {chartReadout} from "./figure/chartReadout.js";
import type {ChartTable} from "./figure/chartTable.js";
import {figureActions} from "./figure/figureActions.js";
import {tableTwin} from "./figure/tableTwin.js";
import type {Child} from "./dom.js";
import {el, uniqueId} from "./dom.js";

export type {ChartTable} from "./figure/chartTable.js";

export interface ChartFigureOptions<R extends object> {
  /** the finding, as a claim: "Users active on few days churn most" */
  title: Child;
  /** what is drawn, with unit and number of rows */
  subtitle?: Child;
  /** the trend in a sentence, for those who do not see the chart; a function where it follows the data */
  describe: string | (() => string);
  /** draws at a width in pixels; called again when the width changes */
  chart: (width: number) => Node;
  /** in pixels, reserved before the chart is drawn; a function of the width where that matters */
  height: number | ((width: number) => number);
  /** the same numbers as a table: shown on demand, read by the keyboard, saved as CSV; a function where they change */
  table?: ChartTable<R> | (() => ChartTable<R>);
  /** where the numbers come from; stands under the chart */
  source?: Child;
  /** how to read it, what to mind; stands under the chart */
  note?: Child;
  /** of downloads, without ending */
  fileName: string;
  /** what stands between caption and chart: controls, a legend */
  controls?: Child | Child[];
}

/** What fits between the margins of an A4 sheet, in pixels. */
const PAPER_WIDTH = 660;

/** A chart's element; `redraw` draws again after the data behind it changed, and lets no word of the old data stand. */
export interface ChartFigure extends HTMLElement {
  redraw: () => void;
}

/**
 * A chart with everything round it: the claim as caption, a reserved height (nothing jumps), a redraw on resize, one
 * tab stop whose arrow keys read the points, the text twin as a table, and downloads that say where they come from.
 */
export function chartFigure<R extends object>(options: ChartFigureOptions<R>): ChartFigure {
  const {title, subtitle, table, source, note, controls, fileName} = options;
  const [titleId, describeId] = [uniqueId("figure-title"), uniqueId("figure-text")];
  const drawing = el("div", {
    class: "chart", role: "img", tabindex: 0, "aria-labelledby": titleId, "aria-describedby": describeId, "data-pending": true
  });
  const drawAgain = keepDrawn(drawing, options);
  const readTable = table && (typeof table === "function" ? table : () => table);
  const readout = readTable ? chartReadout(drawing, readTable) : null;
  const twin = readTable ? tableTwin(readTable, () => plainText(title)) : null;
  const described = el("p", {class: "visually-hidden", id: describeId}, describe(options));
  const figure = el("figure", {class: "chart-figure", "aria-labelledby": titleId},
    el("figcaption", {}, el("span", {class: "figure-title", id: titleId}, title),
      subtitle ? el("span", {class: "figure-subtitle"}, subtitle) : null),
    controls ? el("div", {class: "figure-controls"}, controls) : null,
    drawing, readout && readout.element, described,
    note ? el("p", {class: "figure-note"}, note) : null,
    el("div", {class: "figure-foot"},
      source ? el("p", {class: "figure-source"}, source) : null,
      el("div", {class: "figure-more"}, twin && twin.element,
        figureActions(drawing, {image: () => ({title: plainText(title), subtitle: subtitle ? plainText(subtitle) : undefined, fileName}), table: readTable}))));
  return Object.assign(figure, {
    redraw: () => {
      drawAgain();
      described.textContent = describe(options);
      readout?.refresh();
      twin?.refresh();
    }
  });
}

function describe<R extends object>({describe: words, table}: ChartFigureOptions<R>): string {
  return `${typeof words === "function" ? words() : words}${table ? " The arrow keys read the points; the table below holds the same numbers." : ""}`;
}

function keepDrawn<R extends object>(drawing: HTMLElement, {chart, height}: ChartFigureOptions<R>): () => void {
  const heightAt = typeof height === "function" ? height : () => height;
  let drawnWidth = 0;
  function draw(width: number): void {
    drawnWidth = width;
    drawing.style.minHeight = `${heightAt(width)}px`;
    const drawn = chart(width);
    if (drawn instanceof Element) drawn.setAttribute("aria-hidden", "true"); // the box round it is the image, and says what it shows
    drawing.replaceChildren(drawn);
    drawing.removeAttribute("data-pending");
  }
  drawing.style.minHeight = `${heightAt(likelyWidth())}px`;
  // drawn in a frame of its own: a change of size within the observer's call would be reported as an error
  new ResizeObserver(() => requestAnimationFrame(() => {
    const width = Math.floor(drawing.clientWidth);
    if (width > 0 && width !== drawnWidth) draw(width);
  })).observe(drawing);
  const redraw = (width = drawnWidth): void => {
    if (width > 0) draw(width);
  };
  // a sheet is narrower than a desk: drawn for its width, not scaled down until nobody can read it
  let screenWidth = 0;
  addEventListener("beforeprint", () => {
    screenWidth = drawnWidth;
    redraw(Math.min(drawnWidth, PAPER_WIDTH));
  });
  addEventListener("afterprint", () => redraw(screenWidth));
  return redraw;
}

/** Before an element is in the page it has no width; most figures get the page's. */
function likelyWidth(): number {
  const main = document.querySelector("main");
  return main ? main.clientWidth - 2 * parseFloat(getComputedStyle(main).paddingLeft) : 640;
}

function plainText(child: Child): string {
  return child instanceof Node ? (child.textContent ?? "") : String(child ?? "");
}
