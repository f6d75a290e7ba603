import type {BandedRows} from "../explore/bandRows.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {addCells, countBins, isTold, mergeCells, nameOther, poolLevelsBelow} from "../groups.js";
import {take} from "../dataset/table.js";
import {joinLabels} from "../statistics/bins.js";
import {NO_VALUE} from "./words.js";

/** Cohorts of one input. */
export interface CohortCut {
  /** bands from low to high, or levels; "no value" last where enough have none */
  labels: string[];
  /** by scored user an index into `labels`; -1: without a value, as too few others are */
  codes: Int32Array;
  /** by scored user, and how many there are: the bins that pages tell of all users in; -1: without a value */
  fine: {codes: Int32Array; n: number};
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
  /** by labelled row, where rows repeat customers */
  groups: Groups;
  /** cohorts that an input may have */
  most: number;
}

interface Part {
  label: string;
  nLevels: number;
  /** bands that it is made of */
  bands: number[];
  scored: Cell;
  /** the other labelled rows, since other pages tell all of them */
  others: Cell;
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
    fine: {codes: take(banded.fine, users.rows, new Int32Array(users.rows.length)), n: banded.histogram.length},
    nBands: isNumber ? told.filter(isEnough).length : 0,
    nLevels: parts.map((part) => part.nLevels)
  };
}

const MISSING = -1;

function countParts({rates, codes, nLevels}: BandedRows, {rows, y, groups}: CutUsers): {bands: Part[]; missing: Part} {
  const place = (band: number): number => (band < 0 ? rates.length : band);
  const places = codes.map(place);
  const isScored = new Uint8Array(codes.length);
  for (let i = 0; i < rows.length; ++i) isScored[rows[i]] = 1;
  const count = (is: number): Cell[] =>
    countBins(
      places.map((own, row) => (isScored[row] === is ? own : -1)),
      y,
      rates.length + 1,
      groups
    );
  const [others, scored] = [count(0), count(1)];
  const partOf = (label: string, band: number): Part => ({
    label,
    nLevels: nLevels[band] ?? 1,
    bands: [band],
    others: others[place(band)],
    scored: scored[place(band)]
  });
  return {bands: rates.map(({label}, band) => partOf(label, band)), missing: partOf(NO_VALUE, MISSING)};
}

function isEnough({scored, others}: Part): boolean {
  return isTold(scored, others);
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
    others: addCells([a.others, b.others]),
    scored: addCells([a.scored, b.scored])
  };
}
