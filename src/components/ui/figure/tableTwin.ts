import {dataTable} from "../dataTable.js";
import {el} from "../dom.js";
import type {Column} from "../table/column.js";
import type {ChartTable} from "./chartTable.js";

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
