import type {BandedRows} from "../explore/bandRows.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {addCells, isTold, mergeCells, MIN_GROUP, nameOther, poolLevelsBelow} from "../groups.js";
import {joinLabels} from "../statistics/bins.js";
import {NOBODY} from "./follows.js";
import {NO_VALUE} from "./words.js";

/** Cohorts of one input. */
export interface CohortCut {
  /** bands from low to high, or levels; "no value" last where enough have none */
  labels: string[];
  /** by scored user an index into `labels`; -1: without a value, as too few others are */
  codes: Int32Array;
  /** bands of a number, which have an order; 0 for levels */
  nBands: number;
  /** by label, how many levels it holds */
  nLevels: number[];
}

export interface CutUsers {
  /** the labelled rows that are scored */
  rows: Int32Array;
  /** by labelled row */
  y: Uint8Array;
  /** by scored user */
  groups: Groups;
  /** cohorts that an input may have */
  most: number;
}

interface Part {
  label: string;
  nLevels: number;
  /** bands that it is made of */
  bands: number[];
  /** all labelled rows, which other pages tell */
  whole: Cell;
  scored: Cell;
  customers: ReadonlySet<number> | null;
}

/**
 * The cohorts of an input: the bands and levels of every page, joined until each may be told, and what is left of it where not all rows
 * are scored; levels beyond those of most users are one.
 *
 * @returns null where no two can be told
 */
export function cutCohorts(banded: BandedRows, isNumber: boolean, users: CutUsers): CohortCut | null {
  const {bands, missing} = countParts(banded, users);
  const told = isNumber ? mergeCells(bands, isEnough, joinBands) : poolParts(bands, users.most);
  const parts = [...told.filter(isEnough), ...(isEnough(missing) ? [missing] : [])];
  if (parts.length < 2) return null;
  const placeOf = new Map(parts.flatMap(({bands: own}, place) => own.map((band) => [band, place] as const)));
  return {
    labels: parts.map(({label}) => label),
    codes: Int32Array.from(users.rows, (row) => placeOf.get(banded.codes[row]) ?? -1),
    nBands: isNumber ? told.filter(isEnough).length : 0,
    nLevels: parts.map((part) => part.nLevels)
  };
}

const MISSING = -1;

function countParts({rates, codes, nLevels}: BandedRows, {rows, y, groups}: CutUsers): {bands: Part[]; missing: Part} {
  const partOf = (label: string, band: number): Part & {scored: Cell; whole: Cell; customers: Set<number> | null} => ({
    label,
    nLevels: nLevels[band] ?? 1,
    bands: [band],
    whole: {...NOBODY},
    scored: {...NOBODY},
    customers: groups && new Set()
  });
  const bands = rates.map(({label}, band) => partOf(label, band));
  const missing = partOf(NO_VALUE, MISSING);
  const count = (cell: Cell, row: number): void => {
    cell.n += 1;
    cell.churned += y[row];
  };
  for (let row = 0; row < codes.length; ++row) count((bands[codes[row]] ?? missing).whole, row);
  for (let i = 0; i < rows.length; ++i) {
    const part = bands[codes[rows[i]]] ?? missing;
    count(part.scored, rows[i]);
    if (groups) part.customers?.add(groups[i]);
  }
  return {bands, missing};
}

function isEnough({scored, whole, customers}: Part): boolean {
  return isTold(scored, whole) && (customers === null || customers.size >= MIN_GROUP);
}

/** Levels that may be told and are of most users, and one of all others. */
function poolParts(parts: readonly Part[], most: number): Part[] {
  const {alone, pooled} = poolLevelsBelow(parts, {isEnough, size: (d) => d.scored.n, join: joinLevels});
  const smallest = [...alone].sort((a, b) => parts[a].scored.n - parts[b].scored.n);
  const isOver = alone.length + Number(pooled.length > 0) > most;
  const others = [...pooled, ...(isOver ? smallest.slice(0, alone.length - (most - 1)) : [])];
  const kept = alone.filter((i) => !others.includes(i)).map((i) => parts[i]);
  return others.length === 0 ? kept : [...kept, others.map((i) => parts[i]).reduce(joinLevels)];
}

function joinBands(a: Part, b: Part): Part {
  return {...joinParts(a, b), label: joinLabels(a.label, b.label)};
}

function joinLevels(a: Part, b: Part): Part {
  return {...joinParts(a, b), label: nameOther(a.nLevels + b.nLevels)};
}

function joinParts(a: Part, b: Part): Part {
  return {
    label: a.label,
    nLevels: a.nLevels + b.nLevels,
    bands: [...a.bands, ...b.bands],
    whole: addCells([a.whole, b.whole]),
    scored: addCells([a.scored, b.scored]),
    customers: a.customers && b.customers && new Set([...a.customers, ...b.customers])
  };
}
