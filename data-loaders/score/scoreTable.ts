import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import type {TableSource} from "./tableSource.js";
import type {DuckDBConnection, DuckDBType} from "@duckdb/node-api";
import type {Scored, Block} from "../../lib/batch/block.js";
import {extname, join} from "node:path";
import {check} from "../../lib/check.js";
import {isUnreadable} from "../ingest/parquetBeside.js";
import {isWrittenOtherwise, sqlPrinted} from "../ingest/cellSql.js";
import {sqlName, sqlText, withDatabase} from "../ingest/duckdb.js";
import {formatOf} from "../ingest/resolveFiles.js";
import {findWorth, gainSql} from "./gainSql.js";
import {writeArrow} from "./writeArrow.js";
import {scoreBlocks} from "./scoreBlocks.js";
import {checkNewColumns, newColumns} from "./scoreJob.js";
import {inputsSql, openTable, printSql} from "./tableSource.js";
import {BAD, DOUBTFUL, explainTableError, GOOD, ROWS_CHANGED, writeErrors, writeWarnings} from "./tableErrors.js";
import {DOUBLE, DuckDBDataChunk, FLOAT, SMALLINT, UTINYINT} from "@duckdb/node-api";
import {readNumbers, writeNumbers} from "./vectorNumbers.js";
import {BLOCK_ROWS, setAside} from "../../lib/batch/block.js";

/** DuckDB's share of the memory in MB, and more for each column, of which it holds a block or two; blocks and workers take the rest. */
const MEMORY = 384;
const COLUMN_MEMORY = 1.25;

/**
 * Scores CSV or Parquet files, and Arrow into one of these. Their inputs are read once and scored on all cores, scores wait on disk, and are then put
 * beside the files' own columns, which never pass through JavaScript. Memory does not grow with the files.
 */
export async function scoreTable(job: ScoreJob): Promise<ScoreTotals> {
  try {
    return await scoreOnce(job, {hasUnreadable: false});
  } catch (error) {
    if (!isUnreadable(error)) throw explainTableError(error);
    return await scoreOnce(job, {hasUnreadable: true}).catch((other: unknown) => {
      throw explainTableError(other);
    });
  }
}

/** @param hasUnreadable whether a Parquet file has columns that stop DuckDB; few files are worth looking through for it */
function scoreOnce(asked: ScoreJob, {hasUnreadable}: {hasUnreadable: boolean}): Promise<ScoreTotals> {
  // one thread reads the inputs, because several would hand over files and row groups as they come
  const options = {memory: `${MEMORY}MB`, threads: 1, spill: join(asked.scratch, "spill")};
  return withScoringDatabase(options, async (database) => {
    const {reader} = database;
    const source = await openTable(reader, {...asked, hasUnreadable});
    const worth = await findWorth(reader, source, asked);
    const job = worth === null ? {...asked, gain: undefined} : asked;
    checkNewColumns(job, source.columns);
    await reader.run(`SET memory_limit = '${Math.round(MEMORY + COLUMN_MEMORY * source.columns.length)}MB'`);
    const nAside = source.parts.reduce((sum, part) => sum + part.nAside, 0);
    const {nRows, nBad, nDoubtful} = await scoreRows(database, source, job);
    check(nRows === source.nRows, {
      where: "score",
      rule: `the ${source.nRows} rows must stay as they are while they are scored`,
      got: nRows,
      remedy: "Score the file again."
    });
    job.progress.writing();
    await writeScores(reader, source, {job, worth});
    const list = listOf(job, worth);
    const nListed = list === null ? undefined : await countListed(reader, source, list);
    await reader.run("SET threads = 1"); // the rows' order again
    const besides = besideScores(source);
    if (nBad + nAside > 0) await writeErrors(reader, {source, job, besides});
    if (nDoubtful > 0) await writeWarnings(reader, {source, job, besides});
    return {nRows: nRows + nAside, nBad: nBad + nAside, nDoubtful, nListed, notes: source.notes};
  });
}

/** Writes the rows that were scored, with their scores, in the form that the output's name asks for; with a line, the list to contact. */
async function writeScores(
  reader: DuckDBConnection,
  source: TableSource,
  {job, worth}: {job: ScoreJob; worth: string | null}
): Promise<void> {
  const {output, workers} = job;
  const list = listOf(job, worth);
  const all = `SELECT ${outputSql(source, job, worth)} FROM ${besideScores(source)} WHERE ${sameRow(source)} AND s.state <> ${BAD}`;
  const select = list === null ? all : `${all} AND ${list.by} >= ${list.least} ORDER BY ${list.by} DESC, s.rowid`;
  if (formatOf(output) === "arrow") return writeArrow(reader, {select, output, isFile: !/\.arrows$/i.test(output)});
  await reader.run(`SET threads = ${workers}`);
  await reader.run(`COPY (${select}) TO ${sqlText(output)} ${copyOptions(output, source)}`);
}

/** The list to contact: rows of at least so much, by SQL of what. */
interface List {
  by: string;
  least: number;
}

/** @param worth SQL of what each is worth; null: it is not known. @returns null where all rows are written */
function listOf({line, leastGain, gain}: ScoreJob, worth: string | null): List | null {
  if (line !== undefined) return {by: "s.p", least: line};
  if (leastGain === undefined) return null;
  check(gain !== undefined && worth !== null, {
    where: "--least-gain",
    rule: "a column must say what each is worth",
    got: "none",
    remedy: "Name it with --value-column."
  });
  return {by: `(${gainSql(worth, gain.costs)})`, least: leastGain};
}

async function countListed(connection: DuckDBConnection, source: TableSource, {by, least}: List): Promise<number> {
  const result = await connection.runAndReadAll(
    `SELECT count(*) FROM ${besideScores(source)} WHERE s.state <> ${BAD} AND ${by} >= ${least}`
  );
  return Number(result.getRows()[0][0]);
}

async function scoreRows(
  {reader, writer}: ScoringDatabase,
  source: TableSource,
  {model, nReasons, workers, scratch, progress, unknownLevel}: ScoreJob
): Promise<Omit<ScoreTotals, "notes" | "nListed">> {
  const kept = await keepScores(writer, source.nRows > MOST_IN_MEMORY ? join(scratch, "scores.duckdb") : null, nReasons);
  const totals = {nRows: 0, nBad: 0, nDoubtful: 0};
  const blocks = readBlocks(reader, {
    inputs: inputsSql(source, model),
    print: printSql(source.inputs),
    from: source.from
  });
  let nextBare = 0;
  for await (const scored of scoreBlocks(blocks, {model, nReasons, workers, unknownLevel})) {
    for (; source.bare[nextBare] < totals.nRows + scored.nRows; ++nextBare) setAside(scored, source.bare[nextBare] - totals.nRows);
    kept.append(scored);
    totals.nRows += scored.nRows;
    totals.nBad += scored.nBad;
    totals.nDoubtful += scored.nDoubtful;
    progress.scored(totals.nRows, source.nRows);
  }
  kept.close();
  return totals;
}

/** Row by row, the file's columns as t and their scores as s. */
function besideScores({from}: TableSource): string {
  return `${from} AS t POSITIONAL JOIN kept.scores AS s`;
}

/** Stops the query where a row is not the one that was scored: the file changed meanwhile, or was read in another order. */
function sameRow({inputs}: TableSource): string {
  return `CASE WHEN s.print = ${printSql(inputs, "t.")} THEN true ELSE error(${sqlText(ROWS_CHANGED)}) END`;
}

/** In a CSV file cells are texts: DuckDB would write its own of some. */
function keptSql({columns, types}: TableSource, output: string): string[] {
  const isText = formatOf(output) === "csv";
  return columns.map((name, j) => {
    const cell = `t.${sqlName(name)}`;
    return isText && isWrittenOtherwise(types[j]) ? `${sqlPrinted(cell, types[j])} AS ${sqlName(name)}` : cell;
  });
}

/** @param worth SQL of what each is worth; null: no expected gain is asked for */
function outputSql(source: TableSource, job: ScoreJob, worth: string | null): string {
  const [column, ...others] = newColumns(job).map(sqlName);
  const gain = worth === null || job.gain === undefined ? [] : [`${gainSql(worth, job.gain.costs)} AS ${others[0]}`];
  const reasons = others.slice(gain.length);
  const names = `[${job.model.inputs.map(({name}) => sqlText(name)).join(", ")}]`;
  const added = reasons.map((name, k) => {
    const r = k >> 1;
    return k % 2 === 0
      ? `CASE WHEN s.r${r} >= 0 THEN ${names}[s.r${r} + 1] END AS ${name}`
      : `CASE WHEN s.r${r} >= 0 THEN s.e${r} END AS ${name}`;
  });
  return [...keptSql(source, job.output), `s.p AS ${column}`, ...gain, ...added].join(", ");
}

function copyOptions(output: string, {format, delimiter}: TableSource): string {
  if (formatOf(output) === "parquet") return "(FORMAT parquet)";
  const isTabs = extname(output).toLowerCase() === ".tsv";
  return `(FORMAT csv, HEADER, DELIMITER ${sqlText(isTabs ? "\t" : format === "csv" ? delimiter : ",")})`;
}

/** Scores on disk, in the rows' order, as a table of DuckDB. */
export interface KeptScores {
  append(scored: Scored): void;
  close(): void;
}

/** Scores of so many rows take little memory, and a file of their own longer to make than they take to write. */
const MOST_IN_MEMORY = 50_000;

/** Rows that DuckDB takes at once. */
const CHUNK = 2048;

/**
 * Makes the table `kept.scores`: p, state, print, and r0, e0, r1, e1 and so on for reasons and their effects.
 *
 * @param file where to; null: in memory
 */
async function keepScores(connection: DuckDBConnection, file: string | null, nReasons: number): Promise<KeptScores> {
  const reasons = Array.from({length: nReasons}, (_, r) => `, r${r} SMALLINT, e${r} FLOAT`).join("");
  await connection.run(`ATTACH ${file === null ? "':memory:'" : sqlText(file)} AS kept`);
  await connection.run(`CREATE TABLE kept.scores (p DOUBLE, state UTINYINT, print FLOAT${reasons})`);
  const appender = await connection.createAppender("scores", "main", "kept");
  const types: DuckDBType[] = [DOUBLE, UTINYINT, FLOAT, ...Array.from({length: nReasons}, () => [SMALLINT, FLOAT]).flat()];
  return {
    append(scored) {
      for (let start = 0; start < scored.nRows; start += CHUNK) appender.appendDataChunk(toChunk(scored, {start, types, nReasons}));
    },
    close() {
      appender.closeSync();
    }
  };
}

function toChunk(
  {nRows, probability, isBad, isDoubtful, reasons, prints}: Scored,
  {start, types, nReasons}: {start: number; types: DuckDBType[]; nReasons: number}
): DuckDBDataChunk {
  const n = Math.min(CHUNK, nRows - start);
  const chunk = DuckDBDataChunk.create(types, n);
  const state = new Uint8Array(n).fill(GOOD);
  for (let i = 0; i < n; ++i) if (isBad[start + i] || isDoubtful[start + i]) state[i] = isBad[start + i] ? BAD : DOUBTFUL;
  writeNumbers(chunk.getColumnVector(0), probability.subarray(start, start + n));
  writeNumbers(chunk.getColumnVector(1), state);
  writeNumbers(chunk.getColumnVector(2), prints?.subarray(start, start + n) ?? new Float32Array(n));
  for (let r = 0; r < nReasons && reasons; ++r) {
    const place = (i: number): number => (start + i) * nReasons + r;
    writeNumbers(
      chunk.getColumnVector(3 + 2 * r),
      Int16Array.from(state, (_, i) => reasons.input[place(i)])
    );
    writeNumbers(
      chunk.getColumnVector(4 + 2 * r),
      Float32Array.from(state, (_, i) => reasons.effect[place(i)])
    );
  }
  return chunk;
}

/**
 * Streams columns of FLOAT as blocks, in the rows' order.
 *
 * @param inputs SQL, one expression per input
 * @param print SQL of a row's print
 * @param from what follows FROM
 */
async function* readBlocks(
  connection: DuckDBConnection,
  {inputs, print, from}: {inputs: readonly string[]; print: string; from: string}
): AsyncGenerator<Block> {
  const result = await connection.stream(`SELECT ${[...inputs, print].map((sql, j) => `${sql} AS v${j}`).join(", ")} FROM ${from}`);
  const nColumns = inputs.length + 1;
  let columns = emptyColumns(nColumns);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const {rowCount} = chunk;
    if (filled + rowCount > BLOCK_ROWS) {
      yield toBlock(columns, filled);
      columns = emptyColumns(nColumns);
      filled = 0;
    }
    for (let j = 0; j < nColumns; ++j) readNumbers(chunk.getColumnVector(j), columns[j].subarray(filled), rowCount);
    filled += rowCount;
  }
  if (filled > 0) yield toBlock(columns, filled);
}

function emptyColumns(n: number): Float32Array[] {
  return Array.from({length: n}, () => new Float32Array(BLOCK_ROWS));
}

function toBlock(columns: readonly Float32Array[], nRows: number): Block {
  const nInputs = columns.length - 1;
  const inputs = new Float32Array(nInputs * nRows);
  for (let j = 0; j < nInputs; ++j) inputs.set(columns[j].subarray(0, nRows), j * nRows);
  return {nRows, inputs, prints: columns[nInputs].slice(0, nRows)};
}

/** Two connections to one DuckDB in memory: a stream that is being read occupies its own. */
export interface ScoringDatabase {
  reader: DuckDBConnection;
  writer: DuckDBConnection;
}

export interface DatabaseOptions {
  memory: string;
  threads: number;
  /** a folder for what does not fit into the memory */
  spill: string;
}

/** Two connections to a DuckDB that keeps to its memory. */
async function withScoringDatabase<T>(
  {memory, threads, spill}: DatabaseOptions,
  run: (database: ScoringDatabase) => Promise<T>
): Promise<T> {
  const settings = {memory_limit: memory, threads: String(threads), temp_directory: spill};
  return withDatabase(settings, async (connect) => run({reader: await connect(), writer: await connect()}));
}
