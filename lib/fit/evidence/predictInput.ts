import type {PredictInput} from "../../book/predict.js";
import type {InputDefinition} from "../../dataset/definition.js";
import type {CategoryColumn, Column, NumberColumn, Table} from "../../dataset/table.js";
import type {ModelInput} from "../../model/model.js";
import type {HistogramBin} from "../../book/eda.js";
import type {BandedRows} from "../../explore/bandRows.js";
import {nameLevel} from "../../format.js";
import {sumOf} from "../../numbers.js";
import {tellColumn} from "../../statistics/tell.js";
import {quantiles} from "../../statistics/quantile.js";
import {getColumn} from "../../dataset/table.js";
import {countOf} from "../../rows/dates.js";
import {createCategoryReader, NOTHING, otherText} from "../../model/category.js";

/** About so many bars behind a slider. */
const BARS = 40;

/**
 * What /predict needs to ask for one input: its range, its step and who has which value, and the words of levels that the table has.
 *
 * @param table labelled users, whose numbers and levels may be told
 * @param banded the same users in the cells that every page tells
 */
export function describeInput(definition: InputDefinition, table: Table, banded: BandedRows): PredictInput {
  const {name, title, kind, unit, meaning, group, fixed} = definition;
  const {isSwitch, values, blank, spelled} = definition;
  const column = getColumn(table, name);
  const named = column.kind === "category" ? Object.entries(values ?? {}).filter(([level]) => column.levels.includes(level)) : [];
  const words = named.length > 0 ? {values: Object.fromEntries(named)} : {};
  const read = {...(blank === undefined ? {} : {blank}), ...(spelled === undefined ? {} : {spelled})};
  const rest = {...(isSwitch ? {isSwitch} : {}), ...words, ...countOf(definition), ...read};
  const base = {name, title, kind, unit: unit ?? null, meaning, group, fixed: fixed ?? false, ...rest};
  return column.kind === "category"
    ? {...base, ...describeCategory(definition, column, banded)}
    : {...base, ...describeNumber(definition, column, banded)};
}

/** What /predict may offer of an input beside its numbers or levels; no missing value where no row had one, though models would score it. */
export function describeRest(input: ModelInput | undefined, column: Column): Pick<PredictInput, "missing" | "other"> {
  if (column.kind === "number") return column.values.some(Number.isNaN) ? {missing: true} : {};
  if (input?.kind !== "category") return {};
  const isPooled = input.other && !input.other.levels;
  const mayBeMissing = createCategoryReader(input)(null) !== NOTHING && column.codes.some((code) => code < 0);
  return {
    ...(mayBeMissing ? {missing: true as const} : {}),
    ...(isPooled ? {other: {level: otherText(input), nLevels: input.other?.nLevels ?? 0}} : {})
  };
}

type Described = Pick<PredictInput, "levels" | "step" | "low" | "high" | "min" | "max" | "histogram">;

function describeNumber({kind, range}: InputDefinition, {values}: NumberColumn, {histogram}: BandedRows): Described {
  const [least, p1, p99, most] = quantiles(tellColumn(values), [0, 0.01, 0.99, 1]);
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
    histogram: toBars(histogram, {low, high, whole: kind === "integer"})
  };
}

function describeCategory({levels, values}: InputDefinition, column: CategoryColumn, {histogram, nLevels}: BandedRows): Described {
  const names = [...new Set([...(levels ?? []).filter((d) => column.levels.includes(d)), ...column.levels])];
  const words = names.map((name) => nameLevel({values}, name));
  return {
    levels: names,
    step: 1,
    low: 0,
    high: names.length - 1,
    min: 0,
    max: names.length - 1,
    histogram: toLevelBars(histogram, words, nLevels[nLevels.length - 1] ?? 1)
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

/**
 * Bars of equal width, each with what the cells that may be told hold there, spread evenly within a cell; what lies beyond the bounds is
 * in the first and last bar. A bar's own count would not do: less a cell's, it tells of the few between their edges.
 */
function toBars(cells: readonly HistogramBin[], {low, high, whole}: Bounds): PredictInput["histogram"] {
  const width = whole ? Math.max(1, Math.ceil((high - low + 1) / BARS)) : (high - low) / BARS;
  const n = whole ? Math.ceil((high - low + 1) / width) : BARS;
  const bars = Array.from({length: n}, (_, i) => {
    const [from, to] = [i === 0 ? -Infinity : low + i * width, i + 1 === n ? Infinity : low + (i + 1) * width];
    const counts = {churned: 0, retained: 0};
    for (const cell of cells) {
      const part = partWithin(cell, from, to);
      counts.churned += part * cell.churned;
      counts.retained += part * cell.retained;
    }
    return {low: low + i * width, high: low + (i + 1) * width, ...counts};
  });
  return toShares(bars);
}

/** How much of a cell lies in [from, to). */
function partWithin({low, high}: Pick<HistogramBin, "low" | "high">, from: number, to: number): number {
  if (low === high) return Number(low >= from && low < to);
  return Math.max(0, Math.min(high, to) - Math.max(low, from)) / (high - low);
}

/** One bar for each level; those that are pooled elsewhere are as high as they are on average. */
function toLevelBars(cells: readonly HistogramBin[], names: readonly string[], nPooled: number): PredictInput["histogram"] {
  const pool = cells[cells.length - 1];
  return toShares(
    names.map((name, i) => {
      const own = cells.find(({label}) => label === name) ?? {churned: pool.churned / nPooled, retained: pool.retained / nPooled};
      return {low: i, high: i, churned: own.churned, retained: own.retained};
    })
  );
}

/** Counts as shares within each class; for a picture, and every digit costs the reader's line. */
function toShares(bars: PredictInput["histogram"]): PredictInput["histogram"] {
  const share = (n: number, of: number): number => Number((n / Math.max(1, of)).toPrecision(4));
  const churned = sumOf(bars.map((d) => d.churned));
  const retained = sumOf(bars.map((d) => d.retained));
  return bars.map((d) => ({...d, churned: share(d.churned, churned), retained: share(d.retained, retained)}));
}
