import {createWriteStream} from "node:fs";
import {rm} from "node:fs/promises";
import {Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createRandom, drawNormal} from "../../lib/random.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";
import {formatSampleCsv} from "../../lib/fit/sample/sampleCsv.js";
import {sqlPath, withDuckDB} from "../../data-loaders/ingest/duckdb.js";
import {readDefinition} from "../../data-loaders/ingest/readDefinition.js";
import {readRecipe} from "../../data-loaders/sample/readRecipe.js";

/** Writes synthetic users of a definition's recipe as Parquet, as many as wanted. @param dataset path of the definition */
export async function drawUsersTo(path: string, nRows: number, dataset: string): Promise<void> {
  const definition = await readDefinition(dataset);
  const {table, labels} = generateSample(await readRecipe(), definition, {random: createRandom(definition.protocol.seed), nRows});
  const csv = `${path}.csv`;
  await pipeline(Readable.from(formatSampleCsv(table, labels, definition)), createWriteStream(csv));
  await withDuckDB(async (connection) => {
    await connection.run(`COPY (SELECT * FROM read_csv(${sqlPath(csv)})) TO ${sqlPath(path)} (FORMAT parquet)`);
  });
  await rm(csv);
}

/** Inputs that move the label; the others are noise that goes with them. */
const TELLING = 12;

/** Writes a CSV of many numbers that go together a little; a dozen of them, and two as a pair, move the label. */
export async function drawWideTo(path: string, {nRows, nColumns}: {nRows: number; nColumns: number}): Promise<void> {
  const random = createRandom("wide");
  const mixing = Array.from({length: nColumns}, (_, i) =>
    Float64Array.from({length: nColumns}, (__, j) => Number(i === j) + 0.1 * drawNormal(random))
  );
  const weights = Array.from({length: TELLING}, () => 0.4 * drawNormal(random));
  const drawRow = (): Float64Array => {
    const own = Float64Array.from({length: nColumns}, () => drawNormal(random));
    const mixed = new Float64Array(nColumns);
    for (let i = 0; i < nColumns; ++i) for (let j = 0; j < nColumns; ++j) mixed[j] += own[i] * mixing[i][j];
    return mixed;
  };
  function* lines(): Generator<string> {
    yield `id,${Array.from({length: nColumns}, (_, j) => `feature_${j}`).join(",")},churn\n`;
    for (let i = 0; i < nRows; ++i) {
      const x = drawRow();
      const logit = weights.reduce((sum, weight, j) => sum + weight * x[j], -1.6 + 0.3 * Math.max(x[0], 0) * x[1]);
      const churned = random() < 1 / (1 + Math.exp(-logit));
      yield `${i},${Array.from(x, (value) => value.toFixed(4)).join(",")},${Number(churned)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}
