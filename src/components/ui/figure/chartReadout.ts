import type {Column} from "../table/column.js";
import {cellContent} from "../table/column.js";
import {el} from "../dom.js";

/**
 * Lets the keyboard read a chart: while `target` has the focus, the arrow keys walk over the rows of the chart's table,
 * Home and End jump, Escape clears. The row is written under the chart, which screen readers speak; it stays when the
 * focus leaves, so that nothing moves under a click.
 *
 * @returns the line to stand under the chart
 */
export function chartReadout<R extends object>(
  target: HTMLElement,
  {columns, rows}: {columns: readonly Column<R>[]; rows: readonly R[]}
): HTMLElement {
  const line = el("output", {class: "readout", "aria-live": "polite"});
  let at = -1;
  target.addEventListener("keydown", (event) => {
    const next = nextIndex(event.key, at, rows.length);
    if (next === null) return;
    event.preventDefault();
    at = next;
    line.textContent = at < 0 ? "" : `${at + 1} of ${rows.length}. ${describeRow(columns, rows[at])}`;
  });
  return line;
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

function describeRow<R>(columns: readonly Column<R>[], row: R): string {
  return columns.map((column) => {
    const content = cellContent(column, row);
    const text = content instanceof Node ? content.textContent : String(content);
    return `${column.title}: ${text}${column.unit ? ` ${column.unit}` : ""}`;
  }).join("; ");
}
