import type {Column} from "./dataTable.js";
import type {ChartTable} from "./chartTable.js";
import {el} from "./dom.js";
import {spokenText} from "./dataTable.js";
import {findPlaces, nearestRow} from "./chartTable.js";

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

export interface ChartCursor {
  /** the row that lies nearest to a pointer; -1 where the drawing does not say where its rows lie, or has tips of its own */
  find: (event: MouseEvent) => number;
  /** marks the row in the drawing; -1 takes the mark away */
  show: (at: number) => void;
}

/** Finds and marks rows of the table in the drawing that `target` holds. The mark is no part of the drawing: saved files go without it. */
function chartCursor<R extends object>(target: HTMLElement, read: () => ChartTable<R>): ChartCursor {
  const mark = el("div", {class: "chart-cursor", "aria-hidden": "true"});
  return {
    find(event) {
      const drawn = readDrawing(target);
      if (!drawn || drawn.hasTips) return -1;
      const table = read();
      const {left, top, ratio} = drawn.box;
      return nearestRow(
        findPlaces(drawn.drawing, table),
        [(event.clientX - left) * ratio, (event.clientY - top) * ratio],
        table.at?.nearest
      );
    },
    show(at) {
      mark.remove();
      const drawn = at < 0 ? null : readDrawing(target);
      if (!drawn) return;
      const place = findPlaces(drawn.drawing, read())[at];
      if (!place || (place.x === null && place.y === null)) return;
      const {left, top, ratio} = drawn.box;
      const around = target.getBoundingClientRect();
      mark.classList.toggle("is-column", place.y === null);
      mark.classList.toggle("is-row", place.x === null);
      mark.style.left = place.x === null ? "" : `${left - around.left + place.x / ratio}px`;
      mark.style.top = place.y === null ? "" : `${top - around.top + place.y / ratio}px`;
      target.append(mark);
    }
  };
}

interface Drawn {
  drawing: Element;
  /** where the drawing lies on screen, and how many of its pixels make one there */
  box: {left: number; top: number; ratio: number};
  hasTips: boolean;
}

function readDrawing(target: HTMLElement): Drawn | null {
  const drawing = target.firstElementChild;
  const svg = drawing instanceof SVGSVGElement ? drawing : drawing?.querySelector<SVGSVGElement>("svg.plot");
  if (!drawing || !svg) return null;
  const {left, top, width} = svg.getBoundingClientRect();
  return {
    drawing,
    box: {left, top, ratio: (svg.viewBox.baseVal?.width || width) / (width || 1)},
    hasTips: svg.querySelector('[aria-label="tip"]') !== null
  };
}

/**
 * Reads what a pointer points at: a mouse that moves over the target, a finger that taps on it. It goes when the mouse
 * leaves, on Escape, and on a press anywhere else, so that only one is ever shown.
 *
 * @param find what lies under the pointer; -1 is nothing
 * @param show -1: nothing any more
 */
function followPointer(target: HTMLElement, find: (event: MouseEvent) => number, show: (at: number) => void): void {
  let shown: AbortController | null = null;
  const dismiss = (): void => {
    if (!shown) return;
    shown.abort();
    shown = null;
    show(-1);
  };
  const point = (event: MouseEvent): void => {
    const at = find(event);
    if (at < 0) return dismiss();
    show(at);
    if (shown) return;
    shown = new AbortController();
    const {signal} = shown;
    document.addEventListener("keydown", ({key}) => key === "Escape" && dismiss(), {signal});
    document.addEventListener("pointerdown", (press) => !target.contains(press.target as Node) && dismiss(), {signal});
  };
  // a finger on its way is scrolling; one that taps clicks
  target.addEventListener("pointermove", (event) => event.pointerType !== "touch" && point(event));
  target.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && dismiss());
  target.addEventListener("click", point);
}
