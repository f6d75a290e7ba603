import type {Column} from "./dataTable.js";
import {cellValue} from "./dataTable.js";

/** The numbers behind a chart, in reading order. */
export interface ChartTable<R> {
  columns: readonly Column<NoInfer<R>>[];
  rows: readonly R[];
  /** where a row lies in the drawing, so that a pointer finds it; without it, where the first column's value lies */
  at?: At<NoInfer<R>>;
}

type ScaleName = "x" | "y" | "fx" | "fy";

/** As Plot gives them: where a value lies, in pixels of the drawing. */
export interface ChartScale {
  apply: (value: never) => unknown;
  domain?: readonly unknown[];
  range?: readonly unknown[];
  /** of bands */
  bandwidth?: number;
  /** a share is counted in percent first */
  percent?: boolean;
}

/** A drawing that says where values lie. Every Plot does. */
export interface Scaled {
  scale: (name: ScaleName) => ChartScale | undefined;
}

/** A row's value on each scale; `nearest` where rows are told apart by one direction alone, as along a curve. */
export interface At<R> extends Partial<Record<ScaleName, (row: R) => number | string>> {
  nearest?: "x" | "y";
}

/** In pixels of the drawing; null where a row has no place in that direction. */
export interface Place {
  x: number | null;
  y: number | null;
}

/** Gives a drawing of our own what Plot's have. @param scales where a value lies, in pixels @param domains of those whose values are names */
export function withScales<E extends Element>(
  drawing: E,
  scales: Partial<Record<ScaleName, (value: never) => number>>,
  domains: Partial<Record<ScaleName, readonly string[]>> = {}
): E & Scaled {
  return Object.assign(drawing, {
    scale: (name: ScaleName) => {
      const apply = scales[name];
      return apply && {apply, domain: domains[name]};
    }
  });
}

/** Where each row of the table lies in the drawing; none where the drawing does not say. */
export function findPlaces<R extends object>(drawing: Element, {columns, rows, at}: ChartTable<R>): Place[] {
  const scaled = drawing as Element & Partial<Scaled>;
  if (!scaled.scale || rows.length === 0) return [];
  const scales = Object.fromEntries((["x", "y", "fx", "fy"] as const).map((name) => [name, scaled.scale?.(name)])) as Record<
    ScaleName,
    ChartScale | undefined
  >;
  const ways = at ?? firstColumn(columns as readonly Column<R>[], rows, scales);
  return rows.map((row) => ({
    x: placeOn(row, {band: scales.fx, bandOf: ways.fx, scale: scales.x, valueOf: ways.x}),
    y: placeOn(row, {band: scales.fy, bandOf: ways.fy, scale: scales.y, valueOf: ways.y})
  }));
}

/** The row nearest to a point in pixels of the drawing; -1 where none has a place. */
export function nearestRow(places: readonly Place[], [x, y]: readonly [x: number, y: number], nearest?: "x" | "y"): number {
  let [best, least] = [-1, Infinity];
  places.forEach((place, i) => {
    if (place.x === null && place.y === null) return;
    const [dx, dy] = [place.x === null || nearest === "y" ? 0 : place.x - x, place.y === null || nearest === "x" ? 0 : place.y - y];
    const distance = dx ** 2 + dy ** 2;
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

/** A table says first what its row is: a name on the upward axis, a name or a number on the other. */
function firstColumn<R extends object>(
  [column]: readonly Column<R>[],
  rows: readonly R[],
  {x, y}: Record<ScaleName, ChartScale | undefined>
): At<R> {
  const valueOf = (row: R): number | string => cellValue(column, row) as number | string;
  const names = rows.map(valueOf);
  const holdsAll = (scale?: ChartScale): boolean => names.every((name) => scale?.domain?.includes(name));
  if (holdsAll(y)) return {y: valueOf};
  return holdsAll(x) || (names.every((name) => typeof name === "number") && x?.bandwidth === undefined) ? {x: valueOf} : {};
}

interface Axis<R> {
  band?: ChartScale;
  bandOf?: (row: R) => number | string;
  scale?: ChartScale;
  valueOf?: (row: R) => number | string;
}

/** On the scale, within the row's facet if there are facets; a facet alone is a place too: its middle. */
function placeOn<R>(row: R, {band, bandOf, scale, valueOf}: Axis<R>): number | null {
  const within = scale && valueOf ? middleOf(scale, valueOf(row)) : null;
  if (!band || !bandOf) return within;
  const start = Number(band.apply(bandOf(row) as never));
  if (within === null) return start + (band.bandwidth ?? 0) / 2;
  return start - Number(band.range?.[0] ?? 0) + within;
}

function middleOf({apply, percent, bandwidth = 0}: ChartScale, value: number | string): number | null {
  const place = apply((percent && typeof value === "number" ? value * 100 : value) as never);
  return typeof place === "number" && Number.isFinite(place) ? place + bandwidth / 2 : null;
}
