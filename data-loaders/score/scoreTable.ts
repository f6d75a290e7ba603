import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import type {ScoreFunctions} from "./scoreFunctions.js";
import type {TableSource} from "./tableSource.js";
import type {DuckDBConnection} from "@duckdb/node-api";
import {extname, join} from "node:path";
import {check} from "../../lib/check.js";
import {isUnreadable} from "../ingest/parquetBeside.js";
import {isWrittenOtherwise, sqlPrinted} from "../ingest/cellSql.js";
import {sqlName, sqlText, withDatabase} from "../ingest/duckdb.js";
import {formatOf} from "../ingest/resolveFiles.js";
import {runStoppable} from "../flow/ending.js";
import {findWorth, gainSql} from "./gainSql.js";
import {registerScoreFunctions} from "./scoreFunctions.js";
import {writeArrow} from "./writeArrow.js";
import {checkNewColumns, newColumns} from "./scoreJob.js";
import {openTable} from "./tableSource.js";
import {explainTableError, writeErrors, writeWarnings} from "./tableErrors.js";

/** DuckDB's share of the memory in MB, and more for each column, of which it holds a block or two; scoring takes the rest. */
const MEMORY = 384;
const COLUMN_MEMORY = 1.25;

/**
 * Scores CSV or Parquet files, and Arrow into one of these. DuckDB reads them once, asks for the scores of some thousand rows at a time, and writes
 * them beside the files' own columns, which never pass through JavaScript. Memory does not grow with the files.
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
  // one thread, because several would stream files and row groups as they come
  const settings = {
    memory_limit: `${MEMORY}MB`,
    threads: "1",
    temp_directory: join(asked.scratch, "spill"),
    disabled_optimizers: "in_clause" // which makes a join of a long list, and joins lose the rows' order
  };
  return withDatabase(settings, async (connect) => {
    const connection = await connect();
    const source = await openTable(connection, {...asked, hasUnreadable});
    const worth = await findWorth(connection, source, asked);
    const job = worth === null ? {...asked, gain: undefined} : asked;
    checkNewColumns(job, source.columns);
    await connection.run(`SET memory_limit = '${Math.round(MEMORY + COLUMN_MEMORY * source.columns.length)}MB'`);
    const functions = registerScoreFunctions(connection, source, job);
    const stop = (): void => {
      functions.stop();
      connection.interrupt();
    };
    try {
      return await runStoppable(() => writeFiles(connection, {source, job, worth, functions}), stop);
    } catch (error) {
      throw functions.failure() ?? error;
    } finally {
      await functions.close();
    }
  });
}

interface WriteOptions {
  source: TableSource;
  job: ScoreJob;
  /** SQL of what each is worth; null: no expected gain is asked for */
  worth: string | null;
  functions: ScoreFunctions;
}

/** Writes the scored rows, and those of which something is to be said. */
async function writeFiles(connection: DuckDBConnection, options: WriteOptions): Promise<ScoreTotals> {
  const {source, job, worth, functions} = options;
  const nWritten = await writeScores(connection, options);
  const {nRows, nBad, nDoubtful, sample} = functions.totals;
  check(nRows === source.nRows, {
    where: "score",
    rule: `the ${source.nRows} rows must stay as they are while they are scored`,
    got: nRows,
    remedy: "Score the file again."
  });
  const nAside = source.parts.reduce((sum, part) => sum + part.nAside, 0);
  if (nBad + nAside > 0) await writeErrors(connection, {source, job, functions});
  if (nDoubtful > 0) await writeWarnings(connection, {source, job, functions});
  const nListed = listOf(job, worth) === null ? undefined : nWritten;
  return {nRows: nRows + nAside, nBad: nBad + nAside, nDoubtful, nListed, notes: source.notes, sample};
}

/**
 * Scores the rows and writes those that can be, in the form that the output's name asks for; with a line, the list to contact.
 *
 * @returns how many rows it wrote
 */
async function writeScores(connection: DuckDBConnection, {source, job, worth, functions}: WriteOptions): Promise<number> {
  const {output} = job;
  const list = listOf(job, worth);
  const isScored = `NOT isnan(${scoreOf(job)}.p)`;
  const from = functions.scored(list !== null);
  const all = `SELECT ${outputSql(source, job, worth)} FROM ${from} WHERE ${isScored}`;
  const select = list === null ? all : `${all} AND ${list.by} >= ${list.least} ORDER BY ${list.by} DESC, ${scoreOf(job)}.place`;
  if (formatOf(output) === "arrow") return writeArrow(connection, {select, output, isFile: !/\.arrows$/i.test(output)});
  await connection.run(`SET threads = ${threadsFor(source, job)}`); // COPY keeps the rows' order, whoever reads them
  const written = await connection.runAndReadAll(`COPY (${select}) TO ${sqlText(output)} ${copyOptions(output, source)}`);
  await connection.run("SET threads = 1"); // the rows' order again
  return Number(written.getRows()[0][0]);
}

/** A model of more trees counts as slow. */
const MANY_TREES = 500;

/**
 * How many threads of DuckDB's read and write: where there are several, at least two, so that row groups are the same for any number of
 * workers. One is for a slow model: with several that always wait for scores, Node would hear no signal for up to 1000 of their calls.
 */
function threadsFor({format}: TableSource, {model, nReasons, workers}: ScoreJob): number {
  const isSlow = nReasons > 0 || ("trees" in model && model.trees.roots.length > MANY_TREES);
  return format === "parquet" && !isSlow ? Math.max(2, workers) : 1;
}

/** The list to contact: rows of at least so much, by SQL of what. */
interface List {
  by: string;
  least: number;
}

/** @param worth SQL of what each is worth; null: it is not known. @returns null where all rows are written */
function listOf(job: ScoreJob, worth: string | null): List | null {
  const {line, leastGain, gain} = job;
  if (line !== undefined) return {by: `${scoreOf(job)}.p`, least: line};
  if (leastGain === undefined) return null;
  check(gain !== undefined && worth !== null, {
    where: "--least-gain",
    rule: "a column must say what each is worth",
    got: "none",
    remedy: "Name it with --value-column."
  });
  return {by: `(${gainSql(worth, {p: `${scoreOf(job)}.p`, costs: gain.costs})})`, least: leastGain};
}

/** SQL of a row's scores, as {@link ScoreFunctions} gives them. */
function scoreOf({column}: ScoreJob): string {
  return `t.${sqlName(column)}`;
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
  const s = scoreOf(job);
  const gain = worth === null || job.gain === undefined ? [] : [`${gainSql(worth, {p: `${s}.p`, costs: job.gain.costs})} AS ${others[0]}`];
  const reasons = others.slice(gain.length);
  const names = `[${job.model.inputs.map(({name}) => sqlText(name)).join(", ")}]`;
  const added = reasons.map((name, k) => {
    const r = k >> 1;
    return k % 2 === 0
      ? `CASE WHEN ${s}.r${r} >= 0 THEN ${names}[${s}.r${r} + 1] END AS ${name}`
      : `CASE WHEN ${s}.r${r} >= 0 THEN ${s}.e${r} END AS ${name}`;
  });
  return [...keptSql(source, job.output), `${s}.p AS ${column}`, ...gain, ...added].join(", ");
}

function copyOptions(output: string, {format, delimiter}: TableSource): string {
  if (formatOf(output) === "parquet") return "(FORMAT parquet)";
  const isTabs = extname(output).toLowerCase() === ".tsv";
  return `(FORMAT csv, HEADER, DELIMITER ${sqlText(isTabs ? "\t" : format === "csv" ? delimiter : ",")})`;
}
