import type {PredictInput} from "../../book/predict.js";
import type {InputDefinition} from "../../dataset/definition.js";
import type {CategoryColumn, NumberColumn, Table} from "../../dataset/table.js";
import {codeRows} from "../../statistics/bins.js";
import type {Cell} from "../../groups.js";
import type {Groups} from "../../statistics/intervals.js";
import {addCells, countBins, isTold, mergeCells} from "../../groups.js";
import {tellColumn} from "../../statistics/tell.js";
import {quantiles} from "../../statistics/quantile.js";
import {getColumn} from "../../dataset/table.js";

/** About so many bars behind a slider. */
const BARS = 40;

/**
 * What /predict needs to ask for one input: its range, its step and who has which value, and the words of levels that the table has.
 *
 * @param table labelled users, of whose levels each may be told
 * @param users.y length nRows, 1 churned, 0 retained
 */
export function describeInput(definition: InputDefinition, table: Table, users: Users): PredictInput {
  const {name, title, kind, unit, meaning, group, fixed} = definition;
  const {isSwitch, values, asOf} = definition;
  const column = getColumn(table, name);
  const named = column.kind === "category" ? Object.entries(values ?? {}).filter(([level]) => column.levels.includes(level)) : [];
  const words = named.length > 0 ? {values: Object.fromEntries(named)} : {};
  const rest = {...(isSwitch ? {isSwitch} : {}), ...words, ...(asOf ? {asOf} : {})};
  const base = {name, title, kind, unit: unit ?? null, meaning, group, fixed: fixed ?? false, ...rest};
  return column.kind === "category"
    ? {...base, ...describeCategory(definition, column, users)}
    : {...base, ...describeNumber(definition, column, users)};
}

/** Labels, and whose the rows are. */
interface Users {
  y: ArrayLike<number>;
  /** where rows repeat customers */
  groups: Groups;
}

type Described = Pick<PredictInput, "levels" | "step" | "low" | "high" | "min" | "max" | "histogram">;

function describeNumber({kind, range}: InputDefinition, {values}: NumberColumn, users: Users): Described {
  const [least, p1, p99, most] = quantiles(tellColumn(values, users.groups), [0, 0.01, 0.99, 1]);
  const step = kind === "integer" ? 1 : stepOf(p99 - p1);
  const low = onGrid(Math.floor(p1 / step), step);
  const high = onGrid(Math.max(Math.ceil(p99 / step), Math.floor(p1 / step) + 1), step);
  const seen = {min: onGrid(Math.floor(least / step), step), max: onGrid(Math.ceil(most / step), step)};
  return {
    levels: [],
    step,
    low,
    high,
    min: Math.min(range?.min ?? seen.min, seen.min, low),
    max: Math.max(range?.max ?? seen.max, seen.max, high),
    histogram: sharesByBin(values, users, {low, high, whole: kind === "integer"})
  };
}

function describeCategory({levels}: InputDefinition, column: CategoryColumn, {y, groups}: Users): Described {
  const names = [...new Set([...(levels ?? []).filter((d) => column.levels.includes(d)), ...column.levels])];
  const codes = Int32Array.from(column.codes, (code) => (code < 0 ? -1 : names.indexOf(column.levels[code])));
  const last = names.length - 1;
  return {
    levels: names,
    step: 1,
    low: 0,
    high: last,
    min: 0,
    max: last,
    histogram: toShares(
      countBins(codes, y, names.length, groups),
      names.map((_, i) => ({low: i, high: i}))
    )
  };
}

/** A power of ten that gives one to ten thousand steps. */
function stepOf(range: number): number {
  return range > 0 ? 10 ** (Math.floor(Math.log10(range)) - 3) : 1;
}

/** `index * step` without the dust of binary fractions. */
function onGrid(index: number, step: number): number {
  return step >= 1 ? index * step : Number((index * step).toPrecision(12));
}

interface Bounds {
  low: number;
  high: number;
  whole: boolean;
}

/** Values beyond the bounds are counted in the first and last bar. */
function sharesByBin(values: Float32Array, {y, groups}: Users, {low, high, whole}: Bounds): PredictInput["histogram"] {
  const width = whole ? Math.max(1, Math.ceil((high - low + 1) / BARS)) : (high - low) / BARS;
  const n = whole ? Math.ceil((high - low + 1) / width) : BARS;
  const lows = Array.from({length: n}, (_, i) => low + i * width);
  return toShares(
    countBins(codeRows(values, lows), y, n, groups),
    lows.map((from) => ({low: from, high: from + width}))
  );
}

/** Bars of too few users of a class are as high as they are on average with their neighbours. */
function toShares(bars: readonly Cell[], bounds: readonly {low: number; high: number}[]): PredictInput["histogram"] {
  const counts = mergeCells(
    bars.map((cell) => ({cell, width: 1})),
    ({cell}) => isTold(cell),
    (a, b) => ({cell: addCells([a.cell, b.cell]), width: a.width + b.width})
  ).flatMap(({cell: {n, churned: ofThem}, width}) => Array.from({length: width}, () => ({n: n / width, churned: ofThem / width})));
  const churned = counts.reduce((sum, d) => sum + d.churned, 0);
  const retained = counts.reduce((sum, d) => sum + d.n - d.churned, 0);
  const share = (n: number, of: number): number => Number((n / Math.max(1, of)).toPrecision(4)); // for a picture; every digit costs the reader's line
  return counts.map((d, i) => ({...bounds[i], churned: share(d.churned, churned), retained: share(d.n - d.churned, retained)}));
}
