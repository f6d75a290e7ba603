import type {SampleRecipe} from "../../lib/fit/sample/recipe.js";
import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {check, complain} from "../../lib/check.js";
import {RECIPE_VERSION} from "../../lib/fit/sample/recipe.js";

/** The recipe that ships. */
export const RECIPE_FILE = fileURLToPath(new URL("../../data/sample.recipe.json", import.meta.url));

/** @throws if the file is missing, is not JSON, or is a recipe of another version */
export async function readRecipe(path = RECIPE_FILE): Promise<SampleRecipe> {
  let recipe: SampleRecipe;
  try {
    recipe = JSON.parse(await readFile(path, "utf8")) as SampleRecipe;
  } catch (error) {
    throw complain({
      where: path,
      rule: "the sample's recipe must be a JSON file",
      got: (error as Error).message,
      remedy: "Fit it again: npm run sample:fit -- <a table>."
    });
  }
  check(recipe.version === RECIPE_VERSION, {where: path, rule: `a recipe must have version ${RECIPE_VERSION}`, got: recipe.version});
  return recipe;
}
