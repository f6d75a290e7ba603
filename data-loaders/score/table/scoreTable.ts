import {extname, join} from "node:path";
import {check} from "../../../lib/check.js";
import {sqlName, sqlText} from "../../ingest/formats/duckdb.js";
import {withScoringDatabase} from "./duckdb.js";
import type {ScoringDatabase} from "./duckdb.js";
import {keepScores} from "./keepScores.js";
import {readBlocks} from "./readBlocks.js";
import {scoreBlocks} from "../blocks/scoreBlocks.js";
import {checkNewColumns, newColumns} from "../scoreJob.js";
import type {ScoreJob, ScoreTotals} from "../scoreJob.js";
import {inputsSql, openTable, printSql} from "./tableSource.js";
import type {TableSource} from "./tableSource.js";
import {explainTableError, ROWS_CHANGED} from "./explainTableError.js";
import {writeErrors} from "./tableErrors.js";

/** DuckDB's share of the memory; blocks and workers take the rest. */
const MEMORY = "384MB";

/**
 * Scores CSV or Parquet files. Their inputs are read once and scored on all cores, scores wait on disk, and are then put
 * beside the files' own columns, which never pass through JavaScript. Memory does not grow with the files.
 */
export function scoreTable(job: ScoreJob): Promise<ScoreTotals> {
  // one thread reads the inputs, because several would hand over files and row groups as they come
  const options = {memory: MEMORY, threads: 1, spill: join(job.scratch, "spill")};
  return withScoringDatabase(options, async (database) => {
    const {reader} = database;
    const source = await openTable(reader, job);
    checkNewColumns(job, source.columns);
    const nAside = source.parts.reduce((sum, part) => sum + part.nAside, 0);
    const {nRows, nBad} = await scoreRows(database, source, job);
    check(nRows === source.nRows, {where: "score", rule: `the ${source.nRows} rows must stay as they are while they are scored`, got: nRows, remedy: "Score the file again."});
    job.progress.writing();
    await reader.run(`SET threads = ${job.workers}`);
    await reader.run(`COPY (SELECT ${outputSql(source, job)} FROM ${besideScores(source)} WHERE ${sameRow(job)} AND s.bad = 0) TO ${sqlText(job.output)} ${copyOptions(job.output, source)}`);
    await reader.run("SET threads = 1"); // the rows' order again
    if (nBad + nAside > 0) await writeErrors(reader, {source, job, besides: besideScores(source)});
    return {nRows: nRows + nAside, nBad: nBad + nAside};
  }).catch((error: unknown) => {
    throw explainTableError(error);
  });
}

async function scoreRows({reader, writer}: ScoringDatabase, source: TableSource, {model, nReasons, workers, scratch, progress, unknownLevel}: ScoreJob): Promise<ScoreTotals> {
  const kept = await keepScores(writer, join(scratch, "scores.duckdb"), nReasons);
  const totals = {nRows: 0, nBad: 0};
  const blocks = readBlocks(reader, {inputs: inputsSql(source, model.inputs, unknownLevel), print: printSql(model.inputs), from: source.from});
  for await (const scored of scoreBlocks(blocks, {model, nReasons, workers})) {
    kept.append(scored);
    totals.nRows += scored.nRows;
    totals.nBad += scored.nBad;
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
function sameRow({model}: ScoreJob): string {
  return `CASE WHEN s.print = ${printSql(model.inputs, "t.")} THEN true ELSE error(${sqlText(ROWS_CHANGED)}) END`;
}

function outputSql({columns}: TableSource, job: ScoreJob): string {
  const [column, ...reasons] = newColumns(job).map(sqlName);
  const names = `[${job.model.inputs.map(({name}) => sqlText(name)).join(", ")}]`;
  const added = reasons.map((name, k) => {
    const r = k >> 1;
    return k % 2 === 0 ? `CASE WHEN s.r${r} >= 0 THEN ${names}[s.r${r} + 1] END AS ${name}` : `CASE WHEN s.r${r} >= 0 THEN s.e${r} END AS ${name}`;
  });
  return [...columns.map((name) => `t.${sqlName(name)}`), `s.p AS ${column}`, ...added].join(", ");
}

function copyOptions(output: string, {format, delimiter}: TableSource): string {
  if (extname(output).toLowerCase() === ".parquet") return "(FORMAT parquet)";
  const isTabs = extname(output).toLowerCase() === ".tsv";
  return `(FORMAT csv, HEADER, DELIMITER ${sqlText(isTabs ? "\t" : format === "csv" ? delimiter : ",")})`;
}
