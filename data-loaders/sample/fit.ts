import {writeFile} from "node:fs/promises";
import {check} from "../../lib/check.js";
import {fitRecipe} from "../../lib/fit/sample/fitRecipe.js";
import {fail} from "../fail.js";
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
  const definition = await readDefinition(readSettings().dataset);
  const {table, labels} = await readTable({paths: data, definition});
  const recipe = fitRecipe(table, labels, definition);
  await writeFile(recipePath, `${formatRecipe(recipe)}\n`);
  process.stderr.write(`${recipePath}: a recipe from ${table.nRows} rows\n`);
}

/** JSON with one line per list of numbers, so that a change can be read. */
function formatRecipe(recipe: object): string {
  return JSON.stringify(recipe, null, 2).replace(/\[[^[\]{}]*\]/g, (list) =>
    list.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]")
  );
}

main(process.argv.slice(2)).catch(fail);
