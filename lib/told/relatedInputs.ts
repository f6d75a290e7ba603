import type {Column} from "../dataset/table.js";
import {range} from "d3-array";
import {take} from "../dataset/table.js";
import {MIN_GROUP} from "../groups.js";
import {createRandom, shuffleRows} from "../random.js";
import {sortedOrder} from "../sortFloats.js";
import {rowsByCode} from "../statistics/bins.js";
import {correlationMatrix, rankValues} from "../statistics/correlation.js";
import {spreadPlaces} from "./joint.js";

/** Rows by which it is found out which inputs go together. */
const SAMPLE = 2000;
/** Numbers whose ranks go together as much as this, or as much against each other, are held against each other. */
const CLOSE = 0.8;
/** A number of no more different values is read as levels too. */
const MOST_VALUES = 20;
/** A level goes with another input where in the order of that its neighbours are of other levels no more than this share of what chance gives. */
const CHANGES = 0.7;
/** And so do several where of the users on the smaller side of a place no more than this share are of levels that are mostly on the other. */
const MISPLACED = 0.25;

/** Pairs of columns that go together, by their places. */
interface RelatedPairs {
  close: readonly (readonly [number, number])[];
  nested: readonly (readonly [number, number])[];
}

/** Numbers that order users nearly alike, and inputs of which cells of the one may lie within cells of the other. */
export function findRelatedPairs(columns: readonly Column[]): RelatedPairs {
  return {close: findClosePairs(columns), nested: findNestedPairs(columns)};
}

/** Pairs of places of number columns that order users nearly alike, by the later one and then by the earlier. */
function findClosePairs(columns: readonly Column[]): [number, number][] {
  const numbers = columns.flatMap((column, k) => (column.kind === "number" ? [{k, ranks: sampleRanks(column.values)}] : []));
  const correlation = correlationMatrix(numbers.map((d) => d.ranks));
  return numbers.flatMap(({k}, j) =>
    numbers.slice(0, j).flatMap((other, i): [number, number][] => (Math.abs(correlation[j][i] ?? 0) >= CLOSE ? [[other.k, k]] : []))
  );
}

/** Ranks of some rows; a missing value has the middle one. */
function sampleRanks(values: Float32Array): Float64Array {
  const some = Float64Array.from(spreadPlaces(values.length, SAMPLE), (row) => values[row]);
  const present = some.filter((value) => !Number.isNaN(value)).sort();
  const middle = present.length > 0 ? present[present.length >> 1] : 0;
  return rankValues(some.map((value) => (Number.isNaN(value) ? middle : value))).ranks;
}

/**
 * Pairs of inputs of which cells of the one may be nearly cells of the other, as an age group beside the age, a plan that starts at an
 * amount, or cities and regions: in the order of the one, levels of the other stand together. Found on a sample of rows.
 *
 * @returns pairs of places, by the later one and then by the earlier
 */
function findNestedPairs(columns: readonly Column[]): [number, number][] {
  const coded = columns.map(codeLevels);
  const rows = sampleRows(columns, coded);
  const orders = columns.map((column) => sortedOrder(Float32Array.from(rows, (row) => valueAt(column, row))));
  const levels = coded.map((own) => own && commonLevels(own, rows));
  const goWith = (k: number, j: number): boolean => {
    const own = levels[k];
    return own !== null && standTogether(own, orders[j]);
  };
  return columns.flatMap((_, k) => range(k).flatMap((j): [number, number][] => (goWith(k, j) || goWith(j, k) ? [[j, k]] : [])));
}

function valueAt(column: Column, row: number): number {
  return column.kind === "number" ? column.values[row] : column.codes[row];
}

/** By row its level. */
interface Levels {
  codes: Int32Array;
  n: number;
}

/** Whoever has no value is of a level of their own. Null: a number of many values. */
function codeLevels(column: Column): Levels | null {
  if (column.kind === "category") {
    const missing = column.levels.length;
    return {codes: column.codes.map((code) => (code < 0 ? missing : code)), n: missing + 1};
  }
  const places = new Map<number, number>();
  const codes = new Int32Array(column.values.length);
  for (let i = 0; i < codes.length; ++i) {
    const known = places.get(column.values[i]);
    codes[i] = known ?? places.size;
    if (known !== undefined) continue;
    if (places.size > MOST_VALUES) return null;
    places.set(column.values[i], places.size);
  }
  return {codes, n: places.size};
}

/** Rows evenly spread, and some more of levels that are rare; in no order, so that those of equal values are in none either. */
function sampleRows(columns: readonly Column[], coded: readonly (Levels | null)[]): Int32Array {
  const nRows = columns.length === 0 ? 0 : columns[0].kind === "number" ? columns[0].values.length : columns[0].codes.length;
  const chosen = new Set(spreadPlaces(nRows, SAMPLE));
  for (const levels of coded) {
    if (levels === null || nRows <= SAMPLE) continue;
    const rare = rowsByCode(levels.codes, levels.n).filter(({length}) => length >= MIN_GROUP && length * SAMPLE < MIN_GROUP * nRows);
    for (const rows of rare) for (const place of spreadPlaces(rows.length, MIN_GROUP)) chosen.add(rows[place]);
  }
  const rows = Int32Array.from([...chosen].sort((a, b) => a - b));
  return take(rows, shuffleRows(Int32Array.from(rows.keys()), createRandom("nestedPairs")), new Int32Array(rows.length));
}

/** Levels of some rows, those that too few have as one. */
function commonLevels({codes, n}: Levels, rows: Int32Array): Levels {
  const own = take(codes, rows, new Int32Array(rows.length));
  const totals = new Int32Array(n);
  for (const code of own) totals[code] += 1;
  return {codes: own.map((code) => (totals[code] < MIN_GROUP ? n : code)), n: n + 1};
}

/** Whether in an order of the rows a level, or several below a place, stand together more than by chance. */
function standTogether({codes, n}: Levels, order: Uint32Array): boolean {
  const totals = new Int32Array(n);
  for (const code of codes) totals[code] += 1;
  const [changes, below] = [new Int32Array(n), new Int32Array(n)];
  let misplaced = 0;
  for (let i = 0; i + 1 < order.length; ++i) {
    const code = codes[order[i]];
    if (code !== codes[order[i + 1]]) ++changes[code];
    const before = Math.min(below[code], totals[code] - below[code]);
    ++below[code];
    misplaced += Math.min(below[code], totals[code] - below[code]) - before;
    if (i + 1 >= MIN_GROUP && misplaced <= MISPLACED * Math.min(i + 1, order.length - 1 - i)) return true;
  }
  return totals.some((own, code) => own >= MIN_GROUP && own < order.length && changes[code] <= CHANGES * own * (1 - own / order.length));
}
