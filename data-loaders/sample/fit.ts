import {stat} from "node:fs/promises";
import type {SampleRecipe} from "../../lib/fit/sample/recipe.js";
import {check} from "../../lib/check.js";
import {fitRecipe} from "../../lib/fit/sample/fitRecipe.js";
import {fail} from "../fail.js";
import {readJsonIfWhole, realPlace, writeWhole} from "../flow/files.js";
import {readDefinition} from "../ingest/readDefinition.js";
import {readTable} from "../ingest/readTable.js";
import {readSettings} from "../settings.js";
import {RECIPE_FILE} from "./readRecipe.js";

/** `npm run sample:fit -- <table> [<recipe>]`: a recipe for synthetic users from a table of real ones. */
async function main([data, recipePath = RECIPE_FILE]: string[]): Promise<void> {
  check(data, {
    where: "sample:fit",
    rule: "a table must be named",
    got: "none",
    remedy: "Write npm run sample:fit -- users.csv [recipe.json]."
  });
  await checkRecipePlace(recipePath);
  const definition = await readDefinition(readSettings().dataset);
  const {table, labels, units} = await readTable({paths: data, definition});
  const recipe = fitRecipe({table, labels, groups: units.groups}, definition);
  await writeWhole(await realPlace(recipePath), `${formatRecipe(recipe)}\n`);
  process.stderr.write(`${recipePath}: a recipe from ${table.nRows} rows\n`);
}

/** @throws if a file stands there that is no recipe */
async function checkRecipePlace(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  const recipe = found?.isFile() ? await readJsonIfWhole<Partial<SampleRecipe>>(path) : null;
  check(found === null || (typeof recipe?.version === "number" && Array.isArray(recipe.numbers) && Array.isArray(recipe.shares)), {
    where: path,
    rule: "a recipe may only replace another",
    got: found?.isDirectory() ? "a folder" : "a file of other content",
    remedy: "Nothing was touched. Name another file."
  });
}

/** JSON with one line per list of numbers, so that a change can be read. */
function formatRecipe(recipe: object): string {
  return JSON.stringify(recipe, null, 2).replace(/\[[^[\]{}]*\]/g, (list) =>
    list.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]")
  );
}

main(process.argv.slice(2)).catch(fail);
