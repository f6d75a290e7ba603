import type {Column} from "../../dataset/table.js";
import {take} from "../../dataset/table.js";
import {sortedOrder} from "../../sortFloats.js";
import {takeAnyShare} from "./folds.js";

/** A column as places to compare by, levels by their codes and numbers in [0, 1], and by row how many have its very value. */
export type Places = {place: Float64Array; alike: Uint32Array} & ({isLevel: true} | {isLevel: false; sorted: Float64Array});

/** A missing cell has a place as any other value. */
export function toPlaces(column: Column, nRows: number): Places {
  const isLevel = column.kind === "category";
  // float32 sorts in half the passes, where it holds the values
  const raw = isLevel ? new Float64Array(column.codes) : column.values.map((value) => (Number.isNaN(value) ? -Infinity : value));
  const order = sortedOrder(raw);
  const place = new Float64Array(nRows);
  const alike = new Uint32Array(nRows);
  for (let from = 0, to = 0; from < nRows; from = to) {
    while (to < nRows && raw[order[to]] === raw[order[from]]) ++to;
    for (let i = from; i < to; ++i) {
      place[order[i]] = isLevel ? raw[order[i]] : (from + to) / 2 / nRows;
      alike[order[i]] = to - from;
    }
  }
  return isLevel
    ? {isLevel, place, alike}
    : {isLevel, place, alike, sorted: take(place, new Int32Array(order.buffer), new Float64Array(nRows))};
}

/** Of a table of more than 1.5 million cells so many rows are looked at all the same, and more cells compared. */
const LEAST_LOOKED = 200;

/** Rows that are compared with all rows, about so many cells in all: all of them, or a random share. */
export function rowsToLookAt(columns: readonly Places[], seed: string | number, cells: number): Int32Array {
  const nRows = columns[0].place.length;
  const most = Math.min(nRows, Math.max(LEAST_LOOKED, Math.floor(cells / (nRows * columns.length))));
  return takeAnyShare(nRows, most, [seed, "repeats"]);
}

/** So many of the likest rows are kept of each; a customer may have fewer than this. */
export const FAR = 40;

/** The rows of the {@link FAR} least values, the least first, of equal ones the earlier. @param row stands where there are fewer */
export function leastOf(all: Float64Array, row: number): {rows: Int32Array; values: Float64Array} {
  const values = new Float64Array(FAR).fill(Infinity);
  const rows = new Int32Array(FAR).fill(row);
  for (let i = 0; i < all.length; ++i) {
    if (all[i] >= values[FAR - 1]) continue;
    let at = FAR - 1;
    for (; at > 0 && values[at - 1] > all[i]; --at) [values[at], rows[at]] = [values[at - 1], rows[at - 1]];
    [values[at], rows[at]] = [all[i], i];
  }
  return {rows, values};
}

/**
 * Joins rows that are equal in all of some columns where that is unlikely; also those that were not looked at.
 *
 * @param chance which of all rows would be as equal, were the columns independent, must be fewer than this
 * @returns how many
 */
export function joinEqual(columns: readonly Places[], group: Int32Array, chance: number): number {
  const rows = Uint32Array.from(group.keys()).filter((row) => {
    if (columns.some(({alike}) => alike[row] === 1)) return false; // no row equals one that has a cell of its own
    return columns.reduce((product, {alike}) => (product * alike[row]) / group.length, group.length) < chance;
  });
  const keys = Float64Array.from(rows, (row) => keyOf(columns, row));
  const order = sortedOrder(keys); // equal rows stand together, the earliest first
  let [first, joined] = [0, 0];
  for (let i = 1; i < order.length; ++i) {
    if (keys[order[i]] !== keys[order[first]]) first = i;
    else if (columns.every(({place}) => place[rows[order[i]]] === place[rows[order[first]]])) {
      join(group, rows[order[first]], rows[order[i]]);
      ++joined;
    }
  }
  return joined;
}

/** A hash of a row's places, the same for equal rows: 53 bits, so that a table of any length needs no text per row. */
function keyOf(columns: readonly Places[], row: number): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const {isLevel, place} of columns) {
    const at = isLevel ? place[row] : 2 * place.length * place[row]; // whole, see toPlaces
    a = Math.imul(a ^ at, 0x85ebca6b);
    b = Math.imul((b ^ at) + (b >>> 13), 0xcc9e2d51);
    a ^= a >>> 15;
  }
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}

export function rootOf(group: Int32Array, row: number): number {
  let root = row;
  while (group[root] !== root) root = group[root];
  group[row] = root;
  return root;
}

export function join(group: Int32Array, a: number, b: number): void {
  group[rootOf(group, b)] = rootOf(group, a);
}
