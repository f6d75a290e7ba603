import type {RateBin} from "../book/eda.js";
import type {PairAxis, PairCell, PairMap} from "../book/shapes.js";
import type {Column, Table} from "../dataset/table.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Model} from "../model/model.js";
import type {ShapeContext} from "./traceShapes.js";
import type {Groups} from "../statistics/intervals.js";
import {nameLevel} from "../format.js";
import {countBins, FEW, nearPart, roundTo, toldRows} from "../groups.js";
import {createScorer} from "../model/scorer.js";
import {listPairs} from "../model/surface.js";
import {clamp, sumOf} from "../numbers.js";

/** More maps than these nobody reads. */
const MOST_MAPS = 10;
/** So many users a cell of a map should have where inputs have nothing to do with each other. */
const PER_CELL = 40;
/** More have no room for numbers in a map among others. */
const MOST_BANDS = 7;
const MOST_LEVELS = 8;
/** Digits of averages over as few as {@link MIN_GROUP} users. */
const DIGITS = 3;

/** An input, its churn rates by band or level, and the words that its definition gives levels. */
export type PairVariable = Omit<PairAxis, "bands"> & {rates: readonly RateBin[]} & Pick<InputDefinition, "values">;

/**
 * What every two inputs that a model has pairs of add together, over bands or levels of both: how much the scores of the users there are
 * higher than without. A cell of too few users says nothing; how many others hold is told to the nearest 20, since two maps of one input add
 * up to the same bands.
 *
 * @param context with users of whom some have labels; those without a value in either input are in no cell
 * @param variables inputs with at least two bands are mapped
 * @returns at most ten, the largest first; none for a model without pairs
 */
export function tracePairs({name, model, table, groups = null}: ShapeContext, variables: readonly PairVariable[]): PairMap[] {
  const perAxis = clamp(Math.floor(Math.sqrt(table.nRows / PER_CELL)), 2, MOST_BANDS);
  const scores = scoresOf(model, table);
  const maps = listPairs(model).flatMap(({inputs, without}): PairMap[] => {
    const [first, second] = inputs.map((input) => variables.find((d) => d.input === input));
    if (!first || !second) return [];
    const bands = [first, second].map((variable) => bandUsers(variable, table, perAxis));
    if (bands.some((d) => d === null || d.axis.bands.length < 2)) return [];
    const [a, b] = bands as BandedUsers[];
    const lesser = scoresOf(without, table);
    const change = {
      points: scores.points.map((p, i) => p - lesser.points[i]),
      logOdds: scores.logOdds.map((z, i) => z - lesser.logOdds[i])
    };
    const size = sumOf(change.points.map(Math.abs)) / table.nRows;
    return [{model: name, axes: [a.axis, b.axis], cells: averageCells([a, b], change, groups), size: roundTo(size, DIGITS)}];
  });
  return maps.toSorted((a, b) => b.size - a.size).slice(0, MOST_MAPS);
}

interface Scores {
  /** probabilities */
  points: Float64Array;
  logOdds: Float64Array;
}

function scoresOf(model: Model, table: Table): Scores {
  const scorer = createScorer(model, {unknownLevel: "missing"});
  return {points: scorer.scoreTable(table), logOdds: scorer.logOddsTable(table)};
}

interface BandedUsers {
  axis: PairAxis;
  /** by user an index into the axis's bands; -1: in none */
  places: Int32Array;
}

/** The bands of an input that /eda tells, neighbours joined until there are no more than asked for, and the users in them. */
function bandUsers({rates, values, ...about}: PairVariable, table: Table, most: number): BandedUsers | null {
  const column = table.columns.find((d) => d.name === about.input);
  if (!column) return null;
  if (column.kind === "category") return levelUsers({rates, values, ...about}, column);
  const bands = joinBands(rates, most);
  const last = bands.length - 1;
  // whoever lies beyond the ends, which are averages, is in the outermost band
  const placeOf = (x: number): number =>
    Number.isNaN(x)
      ? -1
      : Math.max(
          0,
          bands.findIndex(({to}, k) => x < to || k === last)
        );
  return {axis: {...about, bands}, places: Int32Array.from(column.values, placeOf)};
}

/** As many users in each as neighbours that are joined whole allow. */
function joinBands(rates: readonly RateBin[], most: number): PairAxis["bands"] {
  const all = sumOf(rates.map(({n}) => n));
  const joined = new Map<number, PairAxis["bands"][number]>();
  let before = 0;
  for (const {from, to, n} of rates) {
    const place = Math.floor((most * (before + n / 2)) / all);
    joined.set(place, {label: "", from: joined.get(place)?.from ?? from, to});
    before += n;
  }
  return [...joined.values()];
}

/** The largest levels; those that /eda pools are one. */
function levelUsers({rates, values, ...about}: PairVariable, column: Column & {kind: "category"}): BandedUsers {
  const shown = rates
    .toSorted((a, b) => b.n - a.n)
    .slice(0, MOST_LEVELS)
    .toSorted((a, b) => a.from - b.from);
  const labels = column.levels.map((level) => nameLevel({values}, level));
  const pool = shown.findIndex(({label}) => !labels.includes(label));
  const isAlone = new Set(rates.map(({label}) => label));
  const placeOf = labels.map((label) => (isAlone.has(label) ? shown.findIndex((d) => d.label === label) : pool));
  return {
    axis: {...about, bands: shown.map(({label}, place) => ({label, from: place, to: place}))},
    places: column.codes.map((code) => (code < 0 ? -1 : placeOf[code]))
  };
}

function averageCells([a, b]: readonly [BandedUsers, BandedUsers], {points, logOdds}: Scores, groups: Groups): PairCell[][] {
  const nBands = b.axis.bands.length;
  const codes = a.places.map((place, i) => (place < 0 || b.places[i] < 0 ? -1 : place * nBands + b.places[i]));
  const cells = countBins(codes, new Uint8Array(codes.length), a.axis.bands.length * nBands, groups);
  const [sums, adds] = [new Float64Array(cells.length), new Float64Array(cells.length)];
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    sums[codes[i]] += points[i];
    adds[codes[i]] += logOdds[i];
  }
  const told = cells.map((cell, i): PairCell => {
    const n = toldRows(cell);
    if (n === FEW || n === 0) return {n, points: null, logOdds: null};
    return {n: nearPart(n, Infinity), points: roundTo(sums[i] / n, DIGITS), logOdds: roundTo(adds[i] / n, DIGITS)};
  });
  return a.axis.bands.map((_, k) => told.slice(k * nBands, (k + 1) * nBands));
}
