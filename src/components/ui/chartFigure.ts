import {chartReadout} from "./figure/chartReadout.js";
import {saveSvg, savePng} from "./figure/chartImage.js";
import type {Column} from "./table/column.js";
import {cellContent, cellValue} from "./table/column.js";
import {formatCsv} from "./files/csv.js";
import {dataTable} from "./dataTable.js";
import type {Child} from "./dom.js";
import {el, uniqueId} from "./dom.js";
import {download} from "./files/download.js";

export interface ChartTable<R> {
  columns: readonly Column<NoInfer<R>>[];
  rows: readonly R[];
}

export interface ChartFigureOptions<R extends object> {
  /** the finding, as a claim: "Users active on few days churn most" */
  title: Child;
  /** what is drawn, with unit and number of rows */
  subtitle?: Child;
  /** the trend in a sentence, for those who do not see the chart */
  describe: string;
  /** draws at a width in pixels; called again when the width changes */
  chart: (width: number) => Node;
  /** in pixels, reserved before the chart is drawn; a function of the width where that matters */
  height: number | ((width: number) => number);
  /** the same numbers as a table: shown on demand, read by the keyboard, saved as CSV */
  table?: ChartTable<R>;
  /** where the numbers come from; stands under the chart */
  source?: Child;
  /** how to read it, what to mind; stands under the chart */
  note?: Child;
  /** of downloads, without ending */
  fileName: string;
  /** what stands between caption and chart: controls, a legend */
  controls?: Child | Child[];
}

/** A chart's element; `redraw` draws again after the data behind `chart` changed. */
export interface ChartFigure extends HTMLElement {
  redraw: () => void;
}

/**
 * A chart with everything round it: the claim as caption, a reserved height (nothing jumps), a redraw on resize, one
 * tab stop whose arrow keys read the points, the text twin as a table, and downloads that say where they come from.
 */
export function chartFigure<R extends object>(options: ChartFigureOptions<R>): ChartFigure {
  const {title, subtitle, describe, table, source, note, controls} = options;
  const [titleId, describeId] = [uniqueId("figure-title"), uniqueId("figure-text")];
  const drawing = el("div", {
    class: "chart", role: "img", tabindex: 0, "aria-labelledby": titleId, "aria-describedby": describeId, "data-pending": true
  });
  const redraw = keepDrawn(drawing, options);
  const figure = el("figure", {class: "chart-figure", "aria-labelledby": titleId},
    el("figcaption", {}, el("span", {class: "figure-title", id: titleId}, title),
      subtitle ? el("span", {class: "figure-subtitle"}, subtitle) : null),
    controls ? el("div", {class: "figure-controls"}, controls) : null,
    drawing,
    table ? chartReadout(drawing, table) : null,
    el("p", {class: "visually-hidden", id: describeId},
      `${describe}${table ? " The arrow keys read the points; the table below holds the same numbers." : ""}`),
    note ? el("p", {class: "figure-note"}, note) : null,
    el("div", {class: "figure-foot"},
      source ? el("p", {class: "figure-source"}, source) : null,
      figureActions(drawing, options)));
  return Object.assign(figure, {redraw});
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
  return () => {
    if (drawnWidth > 0) draw(drawnWidth);
  };
}

/** Before an element is in the page it has no width; most figures get the page's. */
function likelyWidth(): number {
  const main = document.querySelector("main");
  return main ? main.clientWidth - 2 * parseFloat(getComputedStyle(main).paddingLeft) : 640;
}

function figureActions<R extends object>(drawing: HTMLElement, options: ChartFigureOptions<R>): HTMLElement {
  const {title, subtitle, table, fileName} = options;
  const image = {title: plainText(title), subtitle: subtitle ? plainText(subtitle) : undefined, fileName};
  const actions = el("div", {class: "figure-actions", role: "group", "aria-label": "Take this chart"},
    table ? action("CSV", "Save the numbers as CSV", () => saveCsv(table, fileName)) : null,
    action("SVG", "Save the chart as SVG", () => saveSvg(drawing, image)),
    action("PNG", "Save the chart as PNG", () => void savePng(drawing, image)));
  return el("div", {class: "figure-more"}, table ? tableTwin(table, image.title) : null, actions);
}

function tableTwin<R extends object>({columns, rows}: ChartTable<R>, caption: string): HTMLElement {
  const twin = el("details", {class: "twin"}, el("summary", {}, "Show the numbers"));
  twin.addEventListener("toggle", () => {
    if (twin.childElementCount === 1) twin.append(dataTable({columns: columns as readonly Column<R>[], rows, caption, hideCaption: true}));
  });
  return twin;
}

function saveCsv<R extends object>({columns, rows}: ChartTable<R>, fileName: string): void {
  const header = columns.map(({title, unit}) => (unit ? `${title} (${unit})` : title));
  const cells = rows.map((row) => columns.map((column) => {
    const value = cellValue(column as Column<R>, row);
    if (typeof value !== "object" || value === null) return value;
    return plainText(cellContent(column as Column<R>, row));
  }));
  download(new Blob([formatCsv(header, cells)], {type: "text/csv"}), `${fileName}.csv`);
}

function action(text: string, hint: string, run: () => void): HTMLElement {
  const button = el("button", {type: "button", class: "quiet", title: hint, "aria-label": hint}, text);
  button.addEventListener("click", run);
  return button;
}

function plainText(child: Child): string {
  return child instanceof Node ? (child.textContent ?? "") : String(child ?? "");
}
