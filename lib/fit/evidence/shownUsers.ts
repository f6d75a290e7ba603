import type {UserSample, UserScores, PredictBook, PredictInput} from "../../book/predict.js";
import type {Random} from "../../random.js";
import type {Column, Table, CategoryColumn, Row} from "../../dataset/table.js";
import {shuffled, drawIndex} from "../../random.js";
import {getValue, getColumn, getRow} from "../../dataset/table.js";
import {quantile} from "../../statistics/quantile.js";
import {deviation, extent, mean} from "d3-array";
import {roundWithin} from "../../groups.js";
import {getNamed} from "../../named.js";
import {ceilFloat32, clamp, float32Before} from "../../numbers.js";

export interface SampleOptions {
  n: number;
  random: Random;
  /** whether they were drawn from a recipe */
  isSynthetic: boolean;
  /** of real users: labels, and out-of-fold (or test) scores by model, length nRows each; the Champion's go with the users */
  known?: {y: ArrayLike<number>; scores: Record<string, ArrayLike<number>>; champion: string};
}

export interface DrawnUsers {
  users: UserSample;
  scores: UserScores;
}

/**
 * Some users for the page, at random, without repetition.
 *
 * @param table users that may be shown
 * @returns at most n users; fractions to four significant digits, which the page's distances do not feel
 */
export function sampleUsers(table: Table, {n, random, isSynthetic, known}: SampleOptions): DrawnUsers {
  const rows = shuffled(
    Array.from({length: table.nRows}, (_, i) => i),
    random
  ).slice(0, n);
  const scores = Object.fromEntries(
    Object.entries(known?.scores ?? {}).map(([name, values]) => [name, rows.map((i) => Number(values[i].toPrecision(6)))])
  );
  const users: UserSample = {
    n: rows.length,
    synthetic: isSynthetic,
    ...(known ? {known: {churned: rows.map((i) => known.y[i]), outOfFold: getNamed(scores, known.champion)}} : {}),
    columns: Object.fromEntries(table.columns.map((column) => [column.name, shortValues(column, rows)]))
  };
  return {users, scores};
}

/** Few digits of each, and no number beyond the outermost one of the column, which a slider reaches. */
function shortValues(column: Column, rows: readonly number[]): (number | string | null)[] {
  const [low = 0, high = 0] = column.kind === "number" ? extent(column.values) : [];
  return rows.map((i) => {
    const value = getValue(column, i);
    return typeof value === "number" && !Number.isInteger(value) ? clamp(Number(value.toPrecision(4)), low, high) : value;
  });
}

/**
 * Users drawn from a recipe, with no number beyond what its input's slider can be: a recipe rounds its ends otherwise, and a float32 may lie a
 * hair beyond the decimal that it stands for.
 */
export function withinEnds(table: Table, inputs: readonly PredictInput[]): Table {
  const columns = table.columns.map((column): Column => {
    const input = inputs.find((d) => d.name === column.name);
    if (column.kind !== "number" || input === undefined) return column;
    const high = Math.fround(input.max);
    const [least, most] = [ceilFloat32(input.min), high > input.max ? float32Before(high) : high];
    return {...column, values: column.values.map((value) => clamp(value, least, most))};
  });
  return {...table, columns};
}

/** Who stands for what: by the share of users that score lower, or the one nearest to a score. */
const KINDS = [
  {name: "low", title: "Low score", share: 0.05},
  {name: "typical", title: "Median score", share: 0.5},
  {name: "borderline", title: "At the base rate", share: null},
  {name: "high", title: "High score", share: 0.95}
] as const;

/** A preset without its row. */
export type PresetChoice = Pick<PredictBook["presets"][number], "name" | "title" | "lower"> & {index: number};

/** Of all users, the share that is near enough to a score to stand for it. */
const SHARE_TRIED = 0.02;

/**
 * Picks the users that stand for a low, a median, a borderline and a high score: each the first of those nearest to
 * that score whom others are like, or where none of one in 50 users is, the nearest; no user twice.
 *
 * @param scores at least four, in [0, 1]
 * @param isUsual whether others are like a user
 */
export function choosePresets(
  scores: ArrayLike<number>,
  baseRate: number,
  isUsual: (index: number) => boolean = () => true
): PresetChoice[] {
  const taken = new Set<number>();
  return KINDS.map(({name, title, share}) => {
    const wanted = share === null ? baseRate : quantile(scores, share);
    const near = Array.from({length: scores.length}, (_, i) => i)
      .filter((i) => !taken.has(i))
      .sort((a, b) => Math.abs(scores[a] - wanted) - Math.abs(scores[b] - wanted))
      .slice(0, Math.max(1, Math.floor(SHARE_TRIED * scores.length)));
    const index = near.find(isUsual) ?? near[0];
    taken.add(index);
    return {name, title, index, lower: shareBelow(scores, scores[index])};
  });
}

function shareBelow(scores: ArrayLike<number>, score: number): number {
  let nLower = 0;
  for (let i = 0; i < scores.length; ++i) nLower += Number(scores[i] < score);
  return nLower / scores.length;
}

/** The median of every number, on its grid of steps, and the commonest level of every category. */
export function typicalRow(table: Table, inputs: readonly PredictInput[]): Row {
  return describe(table, inputs, (values, input) => roundToStep(quantile(values, 0.5), input));
}

/** The mean of every number, told to digits of its spread (with all of them it is a sum), and the commonest level of every category. */
export function averageRow(table: Table, inputs: readonly PredictInput[]): Row {
  const present = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  return describe(table, inputs, (values) => roundWithin(mean(values, present) as number, deviation(values, present) ?? 0));
}

function describe(table: Table, inputs: readonly PredictInput[], of: (values: Float32Array, input: PredictInput) => number): Row {
  const entries = inputs.map((input) => {
    const column = getColumn(table, input.name);
    return [input.name, column.kind === "number" ? of(column.values, input) : commonest(column)] as const;
  });
  return Object.fromEntries(entries);
}

/** The first of the commonest, in the order of the levels. */
function commonest({levels, codes}: CategoryColumn): string {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) ++counts[code];
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per level: few
  return levels[counts.indexOf(Math.max(...counts))];
}

/** Rows with every value somewhere in what can be, each by itself: far from any user, so that corners are tried too. */
export function randomRows(inputs: readonly PredictInput[], n: number, random: Random): Row[] {
  return Array.from({length: n}, () =>
    Object.fromEntries(
      inputs.map(({name, kind, levels, min, max, step}) => [
        name,
        kind === "category" ? levels[drawIndex(levels.length, random)] : roundToStep(min + (max - min) * random(), {min, max, step})
      ])
    )
  );
}

/**
 * The nearest multiple of a step, without the dust of binary fractions; but no further out than an end that the value does not lie beyond.
 *
 * @example roundToStep(0.32, {step: 0.1, min: 0, max: 1}) // 0.3
 */
function roundToStep(value: number, {min, max, step}: Pick<PredictInput, "min" | "max" | "step">): number {
  const index = Math.round(value / step);
  const rounded = step >= 1 ? index * step : Number((index * step).toPrecision(12));
  return clamp(rounded, Math.min(min, value), Math.max(max, value));
}

/** One row with its numbers on their grids of steps; missing values stay missing. */
export function roundedRow(table: Table, index: number, inputs: readonly Pick<PredictInput, "name" | "min" | "max" | "step">[]): Row {
  const row = getRow(table, index);
  return Object.fromEntries(
    inputs.map((input) => {
      const value = getNamed(row, input.name);
      return [input.name, typeof value === "number" ? roundToStep(value, input) : value];
    })
  );
}
