import {check} from "../../lib/check.js";
import {createRandom} from "../../lib/random.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";
import {formatSampleCsv} from "../../lib/fit/sample/sampleCsv.js";
import {fail} from "../fail.js";
import {writeNew} from "../flow/files.js";
import {readDefinition} from "../ingest/readDefinition.js";
import {readSettings} from "../settings.js";
import {readRecipe} from "./readRecipe.js";

/** `npm run sample:write -- <file.csv> [<rows>] [<recipe>]`: synthetic users as CSV, as many as wanted. */
async function main([path, rows, recipePath]: string[]): Promise<void> {
  check(path, {
    where: "sample:write",
    rule: "a file must be named",
    got: "none",
    remedy: "Write npm run sample:write -- users.csv [rows] [recipe.json]."
  });
  const definition = await readDefinition(readSettings().dataset);
  const recipe = await readRecipe(recipePath);
  const nRows = rows === undefined ? recipe.nRows : Number(rows);
  check(Number.isInteger(nRows) && nRows > 0, {where: "sample:write", rule: "rows must be a whole number > 0", got: rows});
  await writeNew(path, () => {
    const {table, labels} = generateSample(recipe, definition, {random: createRandom(definition.protocol.seed), nRows});
    return formatSampleCsv(table, labels, definition);
  });
  process.stderr.write(`${path}: ${nRows} synthetic ${definition.unit.plural}\n`);
}

main(process.argv.slice(2)).catch(fail);
