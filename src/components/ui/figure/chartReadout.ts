import {el} from "../dom.js";
import type {Column} from "../table/column.js";
import {cellText} from "../table/column.js";
import type {ChartTable} from "./chartTable.js";

export interface ChartReadout {
  /** the line to stand under the chart */
  element: HTMLElement;
  /** the numbers changed: a line that no longer holds goes */
  refresh: () => void;
}

/**
 * Lets the keyboard read a chart: while `target` has the focus, the arrow keys walk over the rows of the chart's table,
 * Home and End jump, Escape clears. The row is written under the chart, which screen readers speak; it stays when the
 * focus leaves, so that nothing moves under a click.
 *
 * @param read the numbers as they are now
 */
export function chartReadout<R extends object>(target: HTMLElement, read: () => ChartTable<R>): ChartReadout {
  const element = el("output", {class: "readout", "aria-live": "polite"});
  let at = -1;
  target.addEventListener("keydown", (event) => {
    const table = read();
    const next = nextIndex(event.key, at, table.rows.length);
    if (next === null) return;
    event.preventDefault();
    at = next;
    element.textContent = describePlace(table, at);
  });
  return {
    element,
    refresh() {
      // cleared, not rewritten: a rewritten line would be spoken at every movement of a slider
      if (at < 0 || element.textContent === describePlace(read(), at)) return;
      at = -1;
      element.textContent = "";
    }
  };
}

/** Which row a key leads to; -1 is none, null means that the key is not ours. */
export function nextIndex(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Escape":
      return at < 0 ? null : -1;
    default:
      return null;
  }
}

function describePlace<R extends object>({columns, rows}: ChartTable<R>, at: number): string {
  if (at < 0 || at >= rows.length) return "";
  const cells = (columns as readonly Column<R>[]).map((column) => `${column.title}: ${cellText(column, rows[at])}${column.unit ? ` ${column.unit}` : ""}`);
  return `${at + 1} of ${rows.length}. ${cells.join("; ")}`;
}
