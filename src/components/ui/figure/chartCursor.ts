import {el} from "../dom.js";
import type {ChartTable} from "./chartTable.js";
import {findPlaces, nearestRow} from "./places.js";

export interface ChartCursor {
  /** the row that lies nearest to a pointer; -1 where the drawing does not say where its rows lie, or has tips of its own */
  find: (event: MouseEvent) => number;
  /** marks the row in the drawing; -1 takes the mark away */
  show: (at: number) => void;
}

/** Finds and marks rows of the table in the drawing that `target` holds. The mark is no part of the drawing: saved files go without it. */
export function chartCursor<R extends object>(target: HTMLElement, read: () => ChartTable<R>): ChartCursor {
  const mark = el("div", {class: "chart-cursor", "aria-hidden": "true"});
  return {
    find(event) {
      const drawn = readDrawing(target);
      if (!drawn || drawn.hasTips) return -1;
      const table = read();
      const {left, top, ratio} = drawn.box;
      return nearestRow(findPlaces(drawn.drawing, table), [(event.clientX - left) * ratio, (event.clientY - top) * ratio], table.at?.nearest);
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
  return {drawing, box: {left, top, ratio: (svg.viewBox.baseVal?.width || width) / (width || 1)}, hasTips: svg.querySelector('[aria-label="tip"]') !== null};
}
