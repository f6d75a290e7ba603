import {el} from "../dom.js";
import {formatCsv} from "../files/csv.js";
import {download, sourceLine} from "../files/download.js";
import type {Column} from "../table/column.js";
import {cellText, cellValue} from "../table/column.js";
import type {ChartImage} from "./chartImage.js";
import {savePng, saveSvg} from "./chartImage.js";
import type {ChartTable} from "./chartTable.js";

export interface FigureActionsOptions<R extends object> {
  /** asked at the click, so that a file never carries the words of another state of the page */
  image: () => ChartImage;
  table?: () => ChartTable<R>;
}

/** Buttons that save the chart as it stands. */
export function figureActions<R extends object>(drawing: HTMLElement, {image, table}: FigureActionsOptions<R>): HTMLElement {
  return el("div", {class: "figure-actions", role: "group", "aria-label": "Take this chart"},
    table ? action("CSV", "Save the numbers as CSV", () => saveCsv(table(), image())) : null,
    action("SVG", "Save the chart as SVG", () => saveSvg(drawing, image())),
    action("PNG", "Save the chart as PNG", () => void savePng(drawing, image())));
}

/** Every line says where it comes from, as lines get separated from their files. */
function saveCsv<R extends object>({columns, rows}: ChartTable<R>, {title, fileName}: ChartImage): void {
  const header = [...columns.map(({title: name, unit}) => (unit ? `${name} (${unit})` : name)), "claim", "source"];
  const source = sourceLine();
  const cells = rows.map((row) => [...columns.map((column) => {
    const value = cellValue(column as Column<R>, row);
    return typeof value !== "object" || value === null ? value : cellText(column as Column<R>, row);
  }), title, source]);
  download(new Blob([formatCsv(header, cells)], {type: "text/csv"}), `${fileName}.csv`);
}

function action(text: string, hint: string, run: () => void): HTMLElement {
  const button = el("button", {type: "button", class: "quiet", title: hint, "aria-label": hint}, text);
  button.addEventListener("click", run);
  return button;
}
