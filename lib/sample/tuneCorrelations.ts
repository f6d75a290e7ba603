import type {DatasetDefinition} from "../dataset/definition.js";
import {createRandom} from "../random.js";
import {correlateInputs} from "./correlateInputs.js";
import {generateSample} from "./generateSample.js";
import type {SampleRecipe} from "./recipe.js";

const ROUNDS = 4;
const ENOUGH_ROWS = 20_000;
const STRONGEST = 0.999;
/** standard errors that chance alone moves a correlation; nothing is tuned within them */
const CHANCE = 2.5;

/**
 * Whole numbers, ties and swaps bend correlations on their way from the recipe to the sample. This draws samples and
 * moves the recipe's correlations by what the sample's are off, until the sample shows the wanted ones.
 *
 * @param recipe with the wanted correlations
 * @returns the recipe to draw from, its correlations rounded to three digits
 */
export function tuneCorrelations(recipe: SampleRecipe, definition: DatasetDefinition): SampleRecipe {
  const wanted = recipe.correlations;
  let tuned = recipe;
  for (let round = 0; round < ROUNDS; ++round) {
    const nRows = Math.min(ENOUGH_ROWS, recipe.nRows);
    const {table} = generateSample(tuned, definition, {random: createRandom(round), nRows});
    const shown = correlateInputs(table, recipe.order);
    const move = (r: number, i: number, j: number): number => {
      const gap = wanted[i][j] - shown[i][j];
      return Math.abs(gap) * Math.sqrt(nRows) < CHANCE ? r : Number(clamp(r + gap).toFixed(3));
    };
    const correlations = tuned.correlations.map((row, i) => row.map((r, j) => (i === j ? 1 : move(r, i, j))));
    tuned = {...tuned, correlations};
  }
  return tuned;
}

function clamp(r: number): number {
  return Math.max(-STRONGEST, Math.min(STRONGEST, r));
}
