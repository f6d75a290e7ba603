import type {DuckDBConnection} from "@duckdb/node-api";
import type {AsideLine} from "../ingest/screenCsv.js";
import type {RowJudge} from "../../lib/batch/judgeRow.js";
import type {RowPlace} from "./errorFile.js";
import type {ScoreFunctions} from "./scoreFunctions.js";
import type {ScoreJob} from "./scoreJob.js";
import type {TablePart, TableSource} from "./tableSource.js";
import {createReadStream} from "node:fs";
import {createInterface} from "node:readline";
import {explainSystemError} from "../flow/systemErrors.js";
import {sqlName, sqlWhole} from "../ingest/duckdb.js";
import {createRowJudge, joinRemarks} from "../../lib/batch/judgeRow.js";
import {findBareFault} from "../../lib/rows/bareRow.js";
import {placeOf} from "../../lib/rows/places.js";
import {sqlPrinted} from "../ingest/cellSql.js";
import {createErrorFile} from "./errorFile.js";
import {BAD, DOUBTFUL} from "./scoreFunctions.js";
import {check, ChurnbookError, complain} from "../../lib/check.js";

export interface WriteRowsOptions {
  source: TableSource;
  job: ScoreJob;
  functions: ScoreFunctions;
}

/** Writes the rows that could not be scored and the lines that were no rows, each with its reason, in the files' order. */
export async function writeErrors(connection: DuckDBConnection, options: WriteRowsOptions): Promise<void> {
  const {columns, parts} = options.source;
  const file = createErrorFile(options.job.errors, {columns, isOneOfMany: parts.length > 1, kind: "error"});
  const places = await createPlaces(parts, (place, line) => file.add(place, line, null));
  const judge = createJudge(options);
  const {types} = options.source;
  await forEachRow(connection, {...options, state: BAD, nRows: options.functions.totals.nBad}, async (index, cells) => {
    await file.add(await places.passTo(index), findBareFault(cells, types) ?? joinRemarks(judge.faults(cells)), cells);
  });
  await places.passTo(Infinity);
  await file.close();
}

/** Writes the rows that were scored and of which something is to be said, each with it. */
export async function writeWarnings(connection: DuckDBConnection, options: WriteRowsOptions): Promise<void> {
  const {columns, parts} = options.source;
  const file = createErrorFile(options.job.warnings, {columns, isOneOfMany: parts.length > 1, kind: "warning"});
  const places = await createPlaces(parts, async () => {});
  const judge = createJudge(options);
  await forEachRow(connection, {...options, state: DOUBTFUL, nRows: options.functions.totals.nDoubtful}, async (index, cells) => {
    await file.add(await places.passTo(index), joinRemarks(judge.doubts(cells)), cells);
  });
  await file.close();
}

/** Judges a row by all of its file's cells. */
function createJudge({source: {columns, types, inputs}, job: {model, unknownLevel}}: WriteRowsOptions): RowJudge {
  const places = inputs.map(({name}) => columns.indexOf(name));
  const judge = createRowJudge({...model, inputs}, {types: places.map((place) => types[place]), unknownLevel});
  const take = (cells: readonly (string | null)[]): (string | null)[] => places.map((place) => cells[place]);
  return {faults: (cells) => judge.faults(take(cells)), doubts: (cells) => judge.doubts(take(cells))};
}

/** Finds the places of rows, and passes the lines that were no rows on the way. */
interface Places {
  /**
   * @param index of the row among those that DuckDB reads, from 0; never less than the last
   * @returns where the row stands in its file
   */
  passTo(index: number): Promise<RowPlace>;
}

async function createPlaces(parts: readonly TablePart[], onAside: (place: RowPlace, words: string) => Promise<void>): Promise<Places> {
  const aside = readAside(parts);
  let next = await aside.next();
  let k = 0; // the part at hand, how many rows stand before it, and how many of its lines were passed
  let nBefore = 0;
  let nPassed = 0;
  const enter = (part: number): void => {
    for (; k < part; ++k, nPassed = 0) nBefore += parts[k].nRows;
  };
  return {
    async passTo(index) {
      while (!next.done && next.value.before <= index) {
        const {part, row, line, error} = next.value;
        enter(part);
        ++nPassed;
        await onAside({file: parts[part].name, row, line}, error);
        next = await aside.next();
      }
      while (k + 1 < parts.length && index >= nBefore + parts[k].nRows) enter(k + 1);
      const {name, lines} = parts[k];
      const own = index - nBefore;
      return {file: name, row: own + 1 + nPassed, line: lines && index < Infinity ? placeOf(lines, own) : undefined};
    }
  };
}

/** @returns each line with its part, and how many rows stand before it in all parts */
async function* readAside(parts: readonly TablePart[]): AsyncGenerator<AsideLine & {part: number; before: number}> {
  let start = 0;
  for (const [part, {aside, nRows}] of parts.entries()) {
    let nPassed = 0;
    if (aside !== null) {
      for await (const text of createInterface({input: createReadStream(aside, "utf8"), crlfDelay: Infinity})) {
        const line = JSON.parse(text) as AsideLine;
        yield {...line, part, before: start + line.row - 1 - nPassed++};
      }
    }
    start += nRows;
  }
}

/**
 * Reads the file once more for the rows of a state.
 *
 * @param nRows how many were of that state as they were scored
 * @param visit gets the row's place among all, and its cells as texts
 * @throws if there are not as many as while it was scored
 */
async function forEachRow(
  connection: DuckDBConnection,
  {source: {columns, types}, job, functions, state, nRows}: WriteRowsOptions & {state: number; nRows: number},
  visit: (index: number, cells: (string | null)[]) => Promise<void>
): Promise<void> {
  const cells = columns.map((name, j) => sqlWhole(sqlPrinted(`t.${sqlName(name)}`, types[j])));
  const judged = `t.${sqlName(job.column)}`;
  const result = await connection.stream(
    `SELECT ${judged}.place::DOUBLE, ${cells.join(", ")} FROM ${functions.judged()} WHERE ${judged}.state = ${state}`
  );
  let nFound = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    nFound += chunk.rowCount;
    for (const [index, ...texts] of chunk.getRows()) await visit(Number(index), texts as (string | null)[]);
  }
  check(nFound === nRows, {
    where: "score",
    rule: "the file must stay as it is while it is scored",
    got: "other rows at the second reading",
    remedy: "Score it again."
  });
}

/** DuckDB's faults of a file or a disk, for the person who can mend them; other errors stay as they are. */
export function explainTableError(error: unknown): unknown {
  if (error instanceof ChurnbookError || !(error instanceof Error)) return error;
  const explained = explainSystemError(error);
  if (explained !== error) return explained;
  const [message] = error.message.split("\n");
  if (/^Out of Memory Error/.test(message)) {
    return complain({
      where: "score",
      rule: "the rows that are read at once must fit into the memory for scoring",
      got: message,
      remedy: "Leave out columns that nobody needs, or write Parquet with smaller row groups."
    });
  }
  if (!/^(IO|Invalid Input|Conversion|Serialization|Permission|Not implemented|Invalid) Error/i.test(message)) return error;
  return complain({where: "score", rule: "the file must be whole, and the folder of --out have room", got: message});
}
