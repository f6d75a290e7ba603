import type {RowTest} from "../../dataset/conditions.js";
import type {DatasetDefinition, InputDefinition} from "../../dataset/definition.js";
import type {CategoryColumn, LabelledTable, Table} from "../../dataset/table.js";
import type {ByColumn} from "../../model/model.js";
import type {RecipeCategory, RecipeNumber, SampleRecipe} from "./recipe.js";
import {clamp, sumOf} from "../../numbers.js";
import {check} from "../../check.js";
import {bindBreach, bindConditions} from "../../dataset/conditions.js";
import type {Groups} from "../../statistics/intervals.js";
import type {TrainingData} from "../learners/learner.js";
import {countUsers, countWhere, FEW, MIN_GROUP, toldRows} from "../../groups.js";
import {endsOf} from "../../statistics/tell.js";
import {customersPerRow, evenOf, evenRows} from "../../statistics/evenRows.js";
import {logistic} from "../learners/logistic.js";
import {ofKind} from "../../model/model.js";
import {createRandom} from "../../random.js";
import {gridOf} from "../../statistics/grid.js";
import {quantilesSorted, sortPresent} from "../../statistics/quantile.js";
import {getColumn, getNumbers, rowsWhere, take, takeRows} from "../../dataset/table.js";
import {RECIPE_VERSION} from "./recipe.js";
import {generateSample} from "./generateSample.js";
import {correlationMatrix} from "../../statistics/correlation.js";

/** Every published figure must rest on at least so many users. */
const FEWEST_ROWS = 40;
/** of a number that is not whole */
const DECIMALS = 2;

/**
 * Learns a recipe for synthetic users from a table of real ones.
 *
 * What it keeps is safe to publish: quantiles rounded to three digits, of themselves or of the spread, at least 20 users between two of them and
 * both ends averaged over 20 users; levels with fewer than 20 users are left out, and what so few miss or break counts as missed or broken by nobody;
 * correlations and weights are rounded. Where rows repeat customers, users are these, and quantiles are of {@link evenRows}.
 *
 * @param read the definition's inputs; NaN and -1 are missing
 * @throws if there are fewer than 40 rows
 */
export function fitRecipe({table, labels, groups}: LabelledTable, definition: DatasetDefinition): SampleRecipe {
  const {nRows} = table;
  check(nRows >= FEWEST_ROWS, {
    where: "fitRecipe",
    rule: `there must be at least ${FEWEST_ROWS} rows, or a recipe would give users away`,
    got: nRows
  });
  const shares = chooseShares(countEven(nRows, groups));
  const numbers = definition.inputs.filter((d) => d.kind !== "category");
  const categories = definition.inputs.filter((d) => d.kind === "category");
  const labelled = rowsWhere(nRows, (i) => labels[i] >= 0);
  const y = take(labels, labelled, new Uint8Array(labelled.length));
  const order = definition.inputs.map((d) => d.name);
  const recipe: SampleRecipe = {
    version: RECIPE_VERSION,
    dataset: definition.name,
    nRows,
    unlabelledShare: shareOf((row) => labels[row] < 0, nRows, groups),
    churnRate: roundTo(y.reduce((sum, d) => sum + d, 0) / labelled.length, 4),
    shares,
    numbers: numbers.map((input) => fitNumber(input, getNumbers(table, input.name), {shares, groups})),
    categories: categories.map(({name}) => fitCategory(getColumn(table, name) as CategoryColumn, groups)),
    order,
    correlations: correlateInputs(table, order).map((row) => row.map((r) => roundTo(r, 3))),
    violations: Object.fromEntries([
      ...definition.constraints.map((d) => [d.name, shareOf(bindBreach(table, d), nRows, groups)]),
      ...definition.checks.map((d) => [d.name, shareOf(bindConditions(table, d.when), nRows, groups)])
    ]),
    weights: fitWeights({table: takeRows(table, labelled), y, groups: groups && take(groups, labelled, new Int32Array(labelled.length))})
  };
  return tuneCorrelations(recipe, definition);
}

/** As many users as some even rows are sure to be of, were they all of them: so between two quantiles are enough. */
function countEven(nRows: number, groups: Groups): number {
  return groups === null ? nRows : Math.floor(evenRows(nRows, groups).length * customersPerRow(nRows, groups));
}

/** A hundredth apart, and half a hundredth from the ends, or wider if the table is small. */
function chooseShares(nUsers: number): number[] {
  const steps = Math.max(1, Math.min(100, Math.floor(nUsers / MIN_GROUP)));
  const even = Array.from({length: steps + 1}, (_, i) => roundTo(i / steps, 4));
  const half = roundTo(0.5 / steps, 4);
  return nUsers * half < MIN_GROUP ? even : [0, half, ...even.slice(1, -1), roundTo(1 - half, 4), 1];
}

function fitNumber(
  {name, kind}: InputDefinition,
  values: Float32Array,
  {shares, groups}: {shares: readonly number[]; groups: Groups}
): RecipeNumber {
  const sorted = sortPresent("fitRecipe", values);
  const inner = quantilesSorted(sortPresent("fitRecipe", evenOf(values, groups)), shares.slice(1, -1));
  const {least: low, most: high} = endsOf(sorted, values, groups);
  const {step, round} = gridOf(sorted);
  const isCoarse = (d: number): boolean => d !== 0 && 10 ** (Math.floor(Math.log10(Math.abs(d))) - 2) > step; // years would be decades
  const rounded = [Math.min(low, inner[0]), ...inner, Math.max(high, inner[inner.length - 1])].map((d) =>
    isCoarse(d) ? round(d) : Number(d.toPrecision(3))
  );
  return {
    name,
    decimals: kind === "integer" ? 0 : DECIMALS,
    missing: shareOf((row) => Number.isNaN(values[row]), values.length, groups),
    quantiles: rounded
  };
}

function fitCategory({name, levels, codes}: CategoryColumn, groups: Groups): RecipeCategory {
  const counts = countUsers(codes, levels.length);
  const users = countUsers(codes, levels.length, groups);
  const kept = levels.map((level, code) => ({level, count: counts[code]})).filter((_, code) => users[code] >= MIN_GROUP);
  const total = kept.reduce((sum, d) => sum + d.count, 0);
  return {
    name,
    missing: shareOf((row) => codes[row] < 0, codes.length, groups),
    levels: kept.map(({level, count}) => ({level, share: roundTo(count / total, 4)}))
  };
}

/** Plain maximum likelihood, taken back from standardised columns to the inputs' own units. */
function fitWeights(data: TrainingData): SampleRecipe["weights"] {
  const model = logistic.fit(data, logistic.defaults, {random: createRandom(0)});
  check(model.kind === "logistic", {where: "fitRecipe", rule: "the model must be logistic", got: model.kind});
  const {encoding, weights} = model;
  return encoding.flatMap((column, j) => {
    const place = ofKind(places, column);
    return place ? [{...place, weight: Number((weights[j] / column.scale).toPrecision(4))}] : [];
  });
}

/** What a weight of each kind of column belongs to; null: a recipe draws no such users. */
const places: ByColumn<[], {input: string; level?: string} | null> = {
  number: ({input}) => ({input}),
  level: ({input, level}) => ({input, level}),
  rest: () => null
};

/** The share of rows of which something is so; 0 of too few users, and never of more by rounding. */
function shareOf(isFound: RowTest, nRows: number, groups: Groups): number {
  const told = toldRows(countWhere(isFound, new Uint8Array(nRows), groups));
  return told === FEW || told === 0 ? 0 : Math.max(1e-4, roundTo(told / nRows, 4));
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const ROUNDS = 4;
const ENOUGH_ROWS = 20_000;
const STRONGEST = 0.999;
/** standard errors that chance alone moves a correlation; nothing is tuned within them */
const CHANCE = 2.5;
/** As many of all are beyond them by chance, and somewhat more: then no more is tuned. */
const BY_CHANCE = 0.02;

/**
 * Whole numbers, ties and swaps bend correlations on their way from the recipe to the sample. This draws samples and
 * moves the recipe's correlations by what the sample's are off, until the sample shows the wanted ones, or is off by what chance gives.
 *
 * @param recipe with the wanted correlations
 * @returns the recipe to draw from, its correlations rounded to three digits
 */
function tuneCorrelations(recipe: SampleRecipe, definition: DatasetDefinition): SampleRecipe {
  const wanted = recipe.correlations;
  let tuned = recipe;
  for (let round = 0; round < ROUNDS; ++round) {
    const nRows = Math.min(ENOUGH_ROWS, recipe.nRows);
    const {table} = generateSample(tuned, definition, {random: createRandom(round), nRows});
    const shown = correlateInputs(table, recipe.order);
    const gapOf = (i: number, j: number): number => wanted[i][j] - shown[i][j];
    const isOff = (i: number, j: number): boolean => Math.abs(gapOf(i, j)) * Math.sqrt(nRows) >= CHANCE;
    const nOff = sumOf(wanted.map((row, i) => row.filter((_, j) => j < i && isOff(i, j)).length));
    if (nOff <= (BY_CHANCE * wanted.length * (wanted.length - 1)) / 2) break;
    const move = (r: number, i: number, j: number): number =>
      isOff(i, j) ? Number(clamp(r + gapOf(i, j), -STRONGEST, STRONGEST).toFixed(3)) : r;
    const correlations = tuned.correlations.map((row, i) => row.map((r, j) => (i === j ? 1 : move(r, i, j))));
    tuned = {...tuned, correlations};
  }
  return tuned;
}

/**
 * Spearman's rank correlations between all inputs; a category counts by the place of its level. 0 where not defined.
 *
 * @param order names of the inputs, in the order of the matrix's rows
 */
export function correlateInputs(table: Table, order: readonly string[]): number[][] {
  const columns = order.map((name) => {
    const column = getColumn(table, name);
    return column.kind === "number" ? column.values : Float32Array.from(column.codes, (code) => (code < 0 ? NaN : code));
  });
  return correlationMatrix(columns, "spearman").map((row) => row.map((r) => r ?? 0));
}
