import type {ChartTable} from "./chartTable.js";
import type {Child} from "./dom.js";
import type {Column} from "./dataTable.js";
import type {ChartImage} from "./chartImage.js";
import {address} from "./address.js";
import {chartReadout} from "./chartReadout.js";
import {el, uniqueId} from "./dom.js";
import {download} from "./download.js";
import {formatCsv, sourceLine} from "./files.js";
import {cellText, cellValue, dataTable} from "./dataTable.js";
import {savePng, saveSvg} from "./chartImage.js";
import {nameFile} from "./rowUnit.js";

export type {ChartTable} from "./chartTable.js";

export interface ChartFigureOptions<R extends object> {
  /** the finding, as a claim: "Users active on few days churn most" */
  title: Child;
  /** what is drawn, with unit and number of rows */
  subtitle?: Child;
  /** the trend in a sentence, for those who do not see the chart, and heard after the title; a function where it follows the data */
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
  /** of downloads, without ending; on a page no other figure has it, and `?embed=` shows the figure by it */
  fileName: string;
  /** made of the reader's own file: no address leads to it */
  isOwn?: true;
  /** draws the book's contact line, which readers may then move where it stands alone too */
  drawsLine?: boolean;
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
  const {title, subtitle, table, source, note, controls, fileName, isOwn, drawsLine} = options;
  const [titleId, describeId] = [uniqueId("figure-title"), uniqueId("figure-text")];
  const drawing = el("div", {
    class: "chart",
    role: "img",
    tabindex: 0,
    "aria-labelledby": titleId,
    "aria-describedby": table ? `${describeId} ${keysHint()}` : describeId,
    "data-pending": true
  });
  const drawAgain = keepDrawn(drawing, options);
  const readTable = table && (typeof table === "function" ? table : () => table);
  const readout = readTable ? chartReadout(drawing, readTable) : null;
  const twin = readTable ? tableTwin(readTable, () => plainText(title)) : null;
  const described = el("p", {class: "visually-hidden", id: describeId}, describe(options));
  const figure = el(
    "figure",
    {class: "chart-figure", "aria-labelledby": titleId, "data-figure": isOwn ? null : fileName, "data-line": drawsLine},
    el(
      "figcaption",
      {},
      el("span", {class: "figure-title", id: titleId}, title),
      subtitle ? el("span", {class: "figure-subtitle"}, subtitle) : null
    ),
    controls ? el("div", {class: "figure-controls"}, controls) : null,
    drawing,
    readout && readout.element,
    described,
    note ? el("p", {class: "figure-note"}, note) : null,
    el(
      "div",
      {class: "figure-foot"},
      source ? el("p", {class: "figure-source"}, source) : null,
      el(
        "div",
        {class: "figure-more"},
        twin && twin.element,
        figureActions(drawing, {
          image: () => ({title: plainText(title), subtitle: subtitle ? plainText(subtitle) : undefined, fileName}),
          table: readTable,
          isEmbeddable: !isOwn && isBookEmbeddable()
        })
      )
    )
  );
  return Object.assign(figure, {
    redraw: () => {
      drawAgain();
      described.textContent = describe(options);
      readout?.refresh();
      twin?.refresh();
    }
  });
}

function describe<R extends object>({describe: words}: ChartFigureOptions<R>): string {
  return typeof words === "function" ? words() : words;
}

/** The id of what all charts say of their keys; it stands in the page once. */
function keysHint(): string {
  const id = "chart-keys";
  if (!document.getElementById(id)) document.body.append(el("p", {id, hidden: true}, "Arrow keys read the points."));
  return id;
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
  new ResizeObserver(() =>
    requestAnimationFrame(() => {
      const width = Math.floor(drawing.clientWidth);
      if (width > 0 && width !== drawnWidth) draw(width);
    })
  ).observe(drawing);
  const redraw = (width = drawnWidth): void => {
    if (width > 0) draw(width);
  };
  // a sheet is narrower than a desk: drawn for its width, not scaled down until nobody can read it
  let screenWidth = 0;
  addEventListener("beforeprint", () => {
    screenWidth = drawnWidth;
    // what was folded away is drawn for the first time
    redraw(Math.min(drawnWidth || Math.floor(drawing.clientWidth) || PAPER_WIDTH, PAPER_WIDTH));
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

export interface FigureActionsOptions<R extends object> {
  /** asked at the click, so that a file never carries the words of another state of the page */
  image: () => ChartImage;
  table?: () => ChartTable<R>;
  /** draws what is saved as a picture, where that is not what stands in the page */
  picture?: () => Element;
  /** whether it may stand on another page */
  isEmbeddable: boolean;
}

/** Whether the book names pages of others that may show it. A book in one file has no address for them. */
export function isBookEmbeddable(): boolean {
  return address.savedFrom === undefined && document.querySelector("meta[name=embed]") !== null;
}

/** Buttons that save the chart as it stands. */
export function figureActions<R extends object>(drawing: HTMLElement, options: FigureActionsOptions<R>): HTMLElement {
  const {image, table, picture = () => drawing, isEmbeddable} = options;
  return el(
    "div",
    {class: "figure-actions", role: "group", "aria-label": "Take this chart"},
    table ? action("CSV", "Save the numbers as CSV", () => saveCsv(table(), image())) : null,
    action("SVG", "Save the chart as SVG", () => saveSvg(picture(), image())),
    action("PNG", "Save the chart as PNG", () => void savePng(picture(), image())),
    isEmbeddable ? action("Embed", "Show the chart on another page", () => void embed(drawing, image())) : null
  );
}

async function embed(drawing: HTMLElement, image: ChartImage): Promise<void> {
  const {embedDialog} = await import("./embedDialog.js"); // few readers ask for it
  embedDialog(drawing, image);
}

/** Every line says where it comes from, as lines get separated from their files. */
function saveCsv<R extends object>({columns, rows}: ChartTable<R>, {title, fileName}: ChartImage): void {
  const header = [...columns.map(({title: name, unit}) => (unit ? `${name} (${unit})` : name)), "claim", "source"];
  const source = sourceLine();
  const cells = rows.map((row) => [
    ...columns.map((column) => {
      const value = cellValue(column as Column<R>, row);
      return typeof value !== "object" || value === null ? value : cellText(column as Column<R>, row);
    }),
    title,
    source
  ]);
  download(new Blob([formatCsv(header, cells)], {type: "text/csv"}), nameFile(`${fileName}.csv`));
}

function action(text: string, hint: string, run: () => void): HTMLElement {
  const button = el("button", {type: "button", class: "quiet", title: hint, "aria-label": hint}, text);
  button.addEventListener("click", run);
  return button;
}

/** The table that says what the chart shows, made when it is first opened. */
export interface TableTwin {
  element: HTMLElement;
  /** the numbers, or the claim, changed */
  refresh: () => void;
}

/** @param read the numbers as they are now @param caption the claim as it is now */
export function tableTwin<R extends object>(read: () => ChartTable<R>, caption: () => string): TableTwin {
  const element = el("details", {class: "twin"}, el("summary", {}, "Show the numbers"));
  let shown: HTMLElement | null = null;
  const clear = (): void => {
    shown?.remove();
    shown = null;
  };
  const show = (): void => {
    if (!element.open || shown) return;
    const {columns, rows} = read();
    shown = dataTable({columns: columns as readonly Column<R>[], rows, caption: caption(), hideCaption: true});
    element.append(shown);
  };
  element.addEventListener("toggle", show);
  return {
    element,
    refresh() {
      clear(); // a closed twin is made anew when it is opened
      show();
    }
  };
}
