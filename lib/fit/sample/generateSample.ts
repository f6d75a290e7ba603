import type {DatasetDefinition} from "../../dataset/definition.js";
import type {Random} from "../../random.js";
import type {CategoryColumn, Column, NumberColumn, Table} from "../../dataset/table.js";
import type {RecipeCategory, RecipeNumber, SampleRecipe} from "./recipe.js";
import {sortLevels} from "../../dataset/sortLevels.js";
import {check} from "../../check.js";
import {cutNormal, drawCorrelated, factorCorrelations, lookUpQuantiles} from "./copula.js";
import {swapUntilSound} from "./swapUntilSound.js";
import {drawIndex} from "../../random.js";
import {getColumn} from "../../dataset/table.js";

export interface SampleOptions {
  random: Random;
  /** default: as many as the recipe was fitted to */
  nRows?: number;
}

/** swaps stay within a block, so that time grows with the rows only */
const ROWS_PER_BLOCK = 20_000;

/**
 * Draws synthetic users: normal deviates with the recipe's correlations (a Gaussian copula), turned into each column's
 * own distribution; then swaps until the definition's constraints hold; then labels from the recipe's logistic model.
 *
 * @returns inputs in the definition's order, and labels: 1 churned, 0 retained, -1 none. Whole numbers are whole;
 * enforced constraints hold in every row
 * @throws if the recipe and the definition do not have the same inputs
 * @see Nelsen (2006), An Introduction to Copulas, section 2.3
 */
export function generateSample(
  recipe: SampleRecipe,
  definition: DatasetDefinition,
  {random, nRows = recipe.nRows}: SampleOptions
): {table: Table; labels: Int8Array} {
  const names = definition.inputs.map((d) => d.name);
  check(recipe.dataset === definition.name && [...names].sort().join() === [...recipe.order].sort().join(), {
    where: "generateSample",
    rule: `the recipe must be of the definition "${definition.name}", with the same inputs`,
    got: `a recipe of "${recipe.dataset}" with ${recipe.order.join(", ")}`,
    remedy: "Fit it again: npm run sample:fit."
  });
  const drawn = drawColumns(recipe, {random, nRows});
  const table: Table = {nRows, columns: names.map((name) => drawn.get(name)!)};
  for (let start = 0; start < nRows; start += ROWS_PER_BLOCK) {
    swapUntilSound(viewRows(table, start, Math.min(nRows, start + ROWS_PER_BLOCK)), definition, {random, violations: recipe.violations});
  }
  const labels = drawLabels(table, recipe, random);
  loseCells(drawn, recipe, random);
  return {table, labels};
}

/** Some rows of a table, in the same memory. */
function viewRows({columns}: Table, start: number, end: number): Table {
  return {
    nRows: end - start,
    columns: columns.map((column) =>
      column.kind === "number"
        ? {...column, values: column.values.subarray(start, end)}
        : {...column, codes: column.codes.subarray(start, end)}
    )
  };
}

function drawColumns(recipe: SampleRecipe, {random, nRows}: Required<SampleOptions>): Map<string, Column> {
  const factor = factorCorrelations(recipe.correlations);
  const columns = new Map<string, Column>();
  const writers = recipe.order.map((name) => {
    const number = recipe.numbers.find((d) => d.name === name);
    const {column, write} = number
      ? startNumber(number, recipe.shares, nRows)
      : startCategory(
          recipe.categories.find((d) => d.name === name)!,
          nRows
        );
    columns.set(name, column);
    return write;
  });
  const z = new Float64Array(recipe.order.length);
  for (let i = 0; i < nRows; ++i) {
    drawCorrelated(factor, random, z);
    for (let j = 0; j < writers.length; ++j) writers[j](i, z[j]);
  }
  return columns;
}

interface StartedColumn {
  column: Column;
  write(row: number, z: number): void;
}

function startNumber({name, decimals, quantiles}: RecipeNumber, shares: readonly number[], nRows: number): StartedColumn {
  const column: NumberColumn = {name, kind: "number", values: new Float32Array(nRows)};
  const lookUp = lookUpQuantiles(shares, quantiles);
  const scale = 10 ** decimals;
  return {
    column,
    write(row, z) {
      column.values[row] = Math.round(lookUp(z) * scale) / scale;
    }
  };
}

function startCategory({name, levels}: RecipeCategory, nRows: number): StartedColumn {
  const sorted = sortLevels(levels.map(({level}) => level)).map((level) => levels.find((d) => d.level === level)!);
  const column: CategoryColumn = {name, kind: "category", levels: sorted.map((d) => d.level), codes: new Int32Array(nRows)};
  const cuts = cutNormal(sorted.map((d) => d.share));
  return {
    column,
    write(row, z) {
      let code = 0;
      while (code < cuts.length && z > cuts[code]) ++code;
      column.codes[row] = code;
    }
  };
}

function loseCells(columns: Map<string, Column>, {numbers, categories}: SampleRecipe, random: Random): void {
  for (const {name, missing} of [...numbers, ...categories]) {
    const column = columns.get(name)!;
    for (let i = 0; missing > 0 && column.kind === "number" && i < column.values.length; ++i)
      if (random() < missing) column.values[i] = NaN;
    for (let i = 0; missing > 0 && column.kind === "category" && i < column.codes.length; ++i) if (random() < missing) column.codes[i] = -1;
  }
}

/** rows that settle the intercept; they are alike, so more would not move it */
const ENOUGH_ROWS = 100_000;

/**
 * Labels from the recipe's logistic model, its intercept set so that the mean probability is the recipe's churn rate.
 * The recipe's share of users, chosen at random, has none (-1).
 */
function drawLabels(table: Table, recipe: SampleRecipe, random: Random): Int8Array {
  const {nRows} = table;
  const logits = sumLogits(table, recipe);
  const intercept = findIntercept(logits.subarray(0, ENOUGH_ROWS), recipe.churnRate);
  const labels = Int8Array.from(logits, (logit) => (random() < logisticOf(intercept + logit) ? 1 : 0));
  const order = Uint32Array.from({length: nRows}, (_, i) => i);
  for (let k = 0; k < Math.round(recipe.unlabelledShare * nRows); ++k) {
    const other = k + drawIndex(nRows - k, random);
    [order[k], order[other]] = [order[other], order[k]];
    labels[order[k]] = -1;
  }
  return labels;
}

function sumLogits(table: Table, {weights}: SampleRecipe): Float64Array {
  const logits = new Float64Array(table.nRows);
  for (const {input, level, weight} of weights) {
    const column = getColumn(table, input);
    if (column.kind === "number") {
      for (let i = 0; i < table.nRows; ++i) logits[i] += weight * column.values[i];
    } else {
      const code = column.levels.indexOf(level ?? "");
      for (let i = 0; i < table.nRows; ++i) if (column.codes[i] === code) logits[i] += weight;
    }
  }
  return logits;
}

/** By bisection: the mean probability rises with the intercept. */
function findIntercept(logits: Float64Array, rate: number): number {
  let low = -1000;
  let high = 1000;
  for (let step = 0; step < 60; ++step) {
    const middle = (low + high) / 2;
    const mean = logits.reduce((sum, logit) => sum + logisticOf(middle + logit), 0) / logits.length;
    if (mean < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function logisticOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
