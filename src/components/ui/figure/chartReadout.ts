import {el} from "../dom.js";
import type {Column} from "../table/column.js";
import {spokenText} from "../table/column.js";
import {chartCursor} from "./chartCursor.js";
import type {ChartTable} from "./chartTable.js";
import {followPointer} from "./followPointer.js";

export interface ChartReadout {
  /** the line to stand under the chart */
  element: HTMLElement;
  /** the numbers changed: a line that no longer holds goes */
  refresh: () => void;
}

/**
 * Lets a chart be read, point by point: by the keyboard, while `target` has the focus (arrow keys walk over the rows of
 * the chart's table, Home and End jump, Escape clears), and by a pointer over it, which reads the row that lies nearest.
 * The row is marked in the drawing and written under it. What the keyboard reads is spoken, and stays when the focus
 * leaves, so that nothing moves under a click; what a pointer reads lies over what follows, for the same reason, and goes
 * with the pointer.
 *
 * @param read the numbers as they are now
 */
export function chartReadout<R extends object>(target: HTMLElement, read: () => ChartTable<R>): ChartReadout {
  const element = el("output", {class: "readout", "aria-live": "polite"});
  const cursor = chartCursor(target, read);
  let at = -1;
  const show = (next: number, isPointed: boolean): void => {
    if (next === at && element.classList.contains("is-pointed") === isPointed) return;
    at = next;
    element.setAttribute("aria-live", isPointed ? "off" : "polite"); // a mouse on its way would speak at every point
    element.classList.toggle("is-pointed", isPointed && at >= 0);
    element.style.top = isPointed ? `${target.offsetTop + target.offsetHeight}px` : "";
    element.textContent = describePlace(read(), at);
    cursor.show(at);
  };
  target.addEventListener("keydown", (event) => {
    const next = nextIndex(event.key, at, read().rows.length);
    if (next === null) return;
    event.preventDefault();
    show(next, false);
  });
  followPointer(target, cursor.find, (next) => show(next, true));
  return {
    element,
    refresh() {
      // cleared, not rewritten: a rewritten line would be spoken at every movement of a slider
      if (at >= 0 && element.textContent === describePlace(read(), at)) return cursor.show(at);
      show(-1, false);
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
  const cells = (columns as readonly Column<R>[]).map((column) => `${column.title}: ${spokenText(column, rows[at])}`);
  return `${at + 1} of ${rows.length}. ${cells.join("; ")}`;
}
