import {mkdtempSync, rmSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {extname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {createRandom} from "../../lib/random.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";
import {formatSampleCsv} from "../../lib/fit/sample/sampleCsv.js";
import {sqlName, sqlText, withDuckDB} from "../../data-loaders/ingest/duckdb.js";
import {readDefinition} from "../../data-loaders/ingest/readDefinition.js";
import {readRecipe} from "../../data-loaders/sample/readRecipe.js";
import {readSettings} from "../../data-loaders/settings.js";

/**
 * `npx tsx bench/support/resample.ts <rows> <to.csv|to.parquet>`: a table of any size, in the shape of the definition. Users of
 * CHURN_DATA (a CSV file; else of the synthetic sample) are drawn with replacement, their numbers moved by a few hundredths, so
 * that no column has but the few values of a copied table. Keep what it writes out of the repository: it is rows of that file.
 */
export async function resample(nRows: number, to: string): Promise<void> {
  const {data, dataset} = readSettings();
  const {inputs, identifiers, label} = await readDefinition(dataset);
  const scratch = mkdtempSync(join(tmpdir(), "churnbook-resample-"));
  try {
    const from = data ?? (await writeSample(join(scratch, "sample.csv"), dataset));
    const cells = [
      ...identifiers.map((name) => `range AS ${sqlName(name)}`),
      sqlName(label.column),
      ...inputs.map(({name, kind}) => (kind === "category" ? sqlName(name) : moved(name, kind)))
    ];
    const source = `SELECT *, row_number() OVER () - 1 AS "row drawn" FROM read_csv(${sqlText(from)})`;
    const drawn = `SELECT range, hash(range) % (SELECT count(*) FROM users) AS "drawn" FROM range(${nRows})`;
    await withDuckDB(async (connection) => {
      await connection.run(`CREATE TABLE users AS ${source}`);
      const format = extname(to) === ".parquet" ? "(FORMAT parquet)" : "(FORMAT csv, HEADER)";
      const joined = `(${drawn}) AS d JOIN users ON users."row drawn" = d."drawn"`;
      await connection.run(`COPY (SELECT ${cells.join(", ")} FROM ${joined} ORDER BY range) TO ${sqlText(to)} ${format}`);
    });
  } finally {
    rmSync(scratch, {recursive: true, force: true});
  }
}

/** Within 3 % of the number, the same for the same row: a hash of row and column in place of chance. */
function moved(name: string, kind: "integer" | "number"): string {
  const factor = `(0.97 + 0.06 * (hash(range, ${sqlText(name)}) % 65536) / 65536)`;
  const value = `${sqlName(name)}::DOUBLE * ${factor}`;
  return `${kind === "integer" ? `round(${value})::BIGINT` : `round(${value}, 4)`} AS ${sqlName(name)}`;
}

async function writeSample(path: string, dataset: string): Promise<string> {
  const definition = await readDefinition(dataset);
  const {table, labels} = generateSample(await readRecipe(), definition, {random: createRandom(definition.protocol.seed)});
  await writeFile(path, formatSampleCsv(table, labels, definition));
  return path;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await resample(Number(process.argv[2]), process.argv[3]);
