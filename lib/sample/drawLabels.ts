import type {Random} from "../random.js";
import {drawIndex} from "../random.js";
import {getColumn, type Table} from "../table/table.js";
import type {SampleRecipe} from "./recipe.js";

/** rows that settle the intercept; they are alike, so more would not move it */
const ENOUGH_ROWS = 100_000;

/**
 * Labels from the recipe's logistic model, its intercept set so that the mean probability is the recipe's churn rate.
 * The recipe's share of users, chosen at random, has none (-1).
 */
export function drawLabels(table: Table, recipe: SampleRecipe, random: Random): Int8Array {
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
