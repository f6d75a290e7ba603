import type {RateBin, VariableSummary} from "../book/eda.js";
import type {InputShape, ShapeCurve, StrongestPair} from "../book/shapes.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Column, Table} from "../dataset/table.js";
import type {Model} from "../model/model.js";
import type {Scorer} from "../model/scorer.js";
import type {Groups} from "../statistics/intervals.js";
import {nameLevel} from "../format.js";
import {countWhere, MIN_GROUP, usersOf} from "../groups.js";
import {shiftToMean, sigmoid} from "../model/logOdds.js";
import {isAdditive} from "../model/model.js";
import {createRescorer} from "../model/rescorer.js";
import {createScorer} from "../model/scorer.js";
import {listPairs} from "../model/surface.js";
import {clamp, float32Before, meanOf} from "../numbers.js";
import {takeRows} from "../dataset/table.js";

/** Users are scored whatever their categories hold. */
const WHATEVER = {unknownLevel: "missing"} as const;
/** In its own bands and in probability no score is nearer to 0 or 1 than this. */
const EDGE = 1e-9;

export interface ShapeContext {
  name: string;
  model: Model;
  /** users to average over */
  table: Table;
  /** whose each is, where rows repeat customers; absent or null: every row is a user */
  groups?: Groups;
}

/** An input and its churn rates, those of levels under the words that its definition gives them. */
type TracedInput = Pick<VariableSummary, "input" | "kind" | "rates"> & Pick<InputDefinition, "values">;

/**
 * How a model's score runs along one input: its points are the ends and middles of the bands of `rates` and where its curve jumps, or its levels.
 *
 * @param isTogether whether it moves together with another, so that setting it alone would make users who do not exist
 * @returns null where the model does not read the input, or fewer than two points can be scored
 */
export function traceShape(
  {name, model, table, groups = null}: ShapeContext,
  {input, kind, rates, values}: TracedInput,
  {isTogether}: {isTogether: boolean}
): ShapeCurve | null {
  const column = table.columns.find((d) => d.name === input);
  if (!column || !model.inputs.some((d) => d.name === input) || table.nRows < MIN_GROUP) return null;
  const settings = kind === "category" ? levelSettings(column, rates, values) : numberSettings(rates, stepsOf(model, input));
  if (settings.length < 2) return null;
  const isLacked = column.kind === "number" && isLackedByEnough(column.values, groups);
  if (isAdditive(model))
    return {model: name, method: "exact", ...exactPoints(createScorer(model, WHATEVER), table, {input, settings, rates, isLacked})};
  const rescore = createRescorer(model, table, WHATEVER);
  const scoreAt = (value: number | string): number => meanOf(rescore(withValue(table, input, value)));
  const missing = isLacked ? {missing: scoreAt(NaN)} : {};
  if (isTogether && column.kind === "number")
    return {model: name, method: "local", points: localPoints(model, {table, groups}, {input, values: column.values, rates}), ...missing};
  return {model: name, method: "dependence", points: settings.map(({x, value}) => ({x, p: scoreAt(value)})), ...missing};
}

/** Whether enough users lack a number for it to be told what that does. */
function isLackedByEnough(values: Float32Array, groups: Groups): boolean {
  return usersOf(countWhere((i) => Number.isNaN(values[i]), new Uint8Array(values.length), groups)).n >= MIN_GROUP;
}

/** A value to set, and where its point stands. */
interface Setting {
  x: number;
  value: number | string;
}

/** With two points at a step: below it, and from it on. */
function numberSettings(rates: readonly RateBin[], steps: readonly number[]): Setting[] {
  const ends = rates.flatMap(({from, to}) => [from, to]);
  const within = steps.filter((at) => rates.some(({from}) => from < at) && rates.some(({to}) => at < to));
  const places = new Set([...ends, ...rates.map(({from, to}) => (from + to) / 2)].filter((x) => !within.includes(x)));
  const settings = [...places].map((x) => ({x, value: x}));
  const stepped = within.flatMap((at) => [float32Before(at), at].map((value) => ({x: at, value})));
  return [...settings, ...stepped].sort((a, b) => a.x - b.x || a.value - b.value);
}

/** Where a model's curve of an input jumps. */
function stepsOf(model: Model, input: string): number[] {
  if (!("shapes" in model)) return [];
  const column = model.encoding.findIndex((d) => d.input === input);
  return (model.shapes[column]?.steps ?? []).map(({at}) => at);
}

/** Levels that have a name; pooled ones have none to set. */
function levelSettings(column: Column, rates: readonly RateBin[], values: InputDefinition["values"]): Setting[] {
  if (column.kind !== "category") return [];
  return rates.flatMap(({label, from}) => {
    const value = column.levels.find((level) => nameLevel({values}, level) === label);
    return value === undefined ? [] : [{x: from, value}];
  });
}

function withValue(table: Table, input: string, value: number | string): Table {
  const columns = table.columns.map((column): Column => {
    if (column.name !== input) return column;
    if (column.kind === "number") return {...column, values: new Float32Array(table.nRows).fill(Number(value))};
    return {...column, codes: new Int32Array(table.nRows).fill(column.levels.indexOf(String(value)))};
  });
  return {nRows: table.nRows, columns};
}

/** Differences of log-odds, which are the same for everyone, at the level where they average to the mean score. */
function exactPoints(
  scorer: Scorer,
  table: Table,
  {input, settings, rates, isLacked}: {input: string; settings: readonly Setting[]; rates: readonly RateBin[]; isLacked: boolean}
): Pick<ShapeCurve, "points" | "missing"> {
  const anyone = takeRows(table, [0]);
  const heightAt = (value: number | string): number => scorer.logOddsTable(withValue(anyone, input, value))[0];
  const heights = settings.map(({value}) => heightAt(value));
  const mean = clamp(meanOf(scorer.scoreTable(rowsWithPoint(table, input, settings))), EDGE, 1 - EDGE);
  const weights = settings.map(({x}) => weightAt(x, rates));
  const shift = shiftToMean(heights, mean, weights);
  const points = settings.map(({x}, i) => ({x, p: sigmoid(heights[i] + shift)}));
  return isLacked ? {points, missing: sigmoid(heightAt(NaN) + shift)} : {points};
}

/** The users whose mean score a curve's points average to: who has a value, of a category one of a level that has a point; all, where these are too few. */
function rowsWithPoint(table: Table, input: string, settings: readonly Setting[]): Table {
  const column = table.columns.find((d) => d.name === input);
  if (column === undefined) return table;
  const set = new Set(column.kind === "category" ? settings.map(({value}) => column.levels.indexOf(String(value))) : []);
  const own = rowsOf(table, (i) => (column.kind === "category" ? set.has(column.codes[i]) : !Number.isNaN(column.values[i])));
  return own.nRows >= MIN_GROUP ? own : table;
}

/** How many users a point stands for: those of the bands that it is in, or at the end of. */
function weightAt(x: number, rates: readonly RateBin[]): number {
  return rates.reduce((sum, {from, to, n}) => sum + (x >= from && x <= to ? n : 0), 0) || 1;
}

/** Steps from one end of a band to the other by the users in it, added up, at the level where they average to the mean score. */
function localPoints(
  model: Model,
  {table, groups}: {table: Table; groups: Groups},
  {input, values, rates}: {input: string; values: Float32Array; rates: readonly RateBin[]}
): ShapeCurve["points"] {
  const points = [{x: rates[0].from, p: 0}];
  let [height, above, all] = [0, 0, 0];
  for (const [k, {from, to, n}] of rates.entries()) {
    const isLast = k === rates.length - 1;
    const isNear = (i: number): boolean => values[i] >= from && (values[i] < to || (isLast && values[i] === to));
    const near = countWhere(isNear, new Uint8Array(table.nRows), groups);
    // where too few of these users are in a band, everyone stands for them
    const rows = usersOf(near).n >= MIN_GROUP ? rowsOf(table, isNear) : table;
    const rescore = createRescorer(model, rows, WHATEVER);
    const scoreAt = (x: number): number => meanOf(rescore(withValue(rows, input, x)));
    const step = scoreAt(to) - scoreAt(from);
    above += n * (height + step / 2);
    all += n;
    height += step;
    points.push({x: to, p: height});
  }
  const shift = meanOf(createScorer(model, WHATEVER).scoreTable(rowsWithPoint(table, input, []))) - above / all;
  return points.map(({x, p}) => ({x, p: clamp(p + shift, 0, 1)}));
}

function rowsOf(table: Table, isKept: (i: number) => boolean): Table {
  return takeRows(table, Uint32Array.from({length: table.nRows}, (_, i) => i).filter(isKept));
}

/** Enough for the share to a few hundredths. */
const N_PAIR = 60;
/** So many inputs, those with the widest curves, are looked at in pairs, where the model does not say its own. */
const N_INPUTS = 5;

/**
 * The pair of inputs that a model uses together most: how much of what both do to the log-odds, averaged over users, is more than
 * what each does for itself. 0 for a model to which every input adds for itself.
 *
 * @param shapes the model's curves are looked for in them
 * @returns null for a model that reads fewer than two of them
 * @see Friedman and Popescu (2008), Predictive learning via rule ensembles, section 8
 */
export function findStrongestPair({name, model, table}: ShapeContext, shapes: readonly InputShape[]): StrongestPair | null {
  const widest = shapes
    .flatMap((shape) => shape.curves.filter((d) => d.model === name).map((curve) => ({shape, spread: spreadOf(curve)})))
    .sort((a, b) => b.spread - a.spread)
    .slice(0, N_INPUTS)
    .map(({shape}) => shape);
  const users = rowsOf(table, (i) => i % Math.max(1, Math.floor(table.nRows / N_PAIR)) === 0);
  if (widest.length < 2 || users.nRows < MIN_GROUP) return null;
  const [first, second] = widest;
  if (isAdditive(model)) return {titles: [first.title, second.title], share: 0};
  const scorer = createScorer(model, WHATEVER);
  const known = pairsIn(model, shapes);
  const candidates = known.length > 0 ? known : widest.flatMap((a, i) => widest.slice(i + 1).map((b): [Named, Named] => [a, b]));
  const alone = new Map(candidates.flat().map(({input}) => [input, dependOn(scorer, users, [input])]));
  let strongest: StrongestPair | null = null;
  for (const [a, b] of candidates) {
    const both = dependOn(scorer, users, [a.input, b.input]);
    const [fa, fb] = [alone.get(a.input) ?? [], alone.get(b.input) ?? []];
    let [more, whole] = [0, 0];
    for (let u = 0; u < both.length; ++u) {
      more += (both[u] - fa[u] - fb[u]) ** 2;
      whole += both[u] ** 2;
    }
    const share = whole > 0 ? Math.min(1, more / whole) : 0;
    if (!strongest || share > strongest.share) strongest = {titles: [a.title, b.title], share};
  }
  return strongest;
}

type Named = Pick<InputShape, "input" | "title">;

/** The inputs that a model says it uses together, where their curves are drawn. */
function pairsIn(model: Model, shapes: readonly Named[]): [Named, Named][] {
  return listPairs(model).flatMap(({inputs}): [Named, Named][] => {
    const [a, b] = inputs.map((name) => shapes.find(({input}) => input === name));
    return a && b ? [[a, b]] : [];
  });
}

/** How far a curve goes from its lowest to its highest point. */
function spreadOf({points}: Pick<ShapeCurve, "points">): number {
  const {least, most} = endsOf(points.map(({p}) => p));
  return most - least;
}

function endsOf(heights: readonly number[]): {least: number; most: number} {
  return {least: heights.reduce((a, b) => Math.min(a, b)), most: heights.reduce((a, b) => Math.max(a, b))};
}

/** By user: the mean log-odds of all users if they had that user's values of some inputs, less the mean of these means. */
function dependOn(scorer: Scorer, users: Table, inputs: readonly string[]): number[] {
  const means = Array.from({length: users.nRows}, (_, u) => {
    const columns = users.columns.map((column): Column => {
      if (!inputs.includes(column.name)) return column;
      return column.kind === "number"
        ? {...column, values: new Float32Array(users.nRows).fill(column.values[u])}
        : {...column, codes: new Int32Array(users.nRows).fill(column.codes[u])};
    });
    return meanOf(scorer.logOddsTable({nRows: users.nRows, columns}));
  });
  const mean = meanOf(means);
  return means.map((d) => d - mean);
}
