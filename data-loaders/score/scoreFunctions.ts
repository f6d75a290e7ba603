import type {Block, Scored} from "../../lib/batch/block.js";
import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import type {TableSource} from "./tableSource.js";
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBScalarFunctionInfo,
  DuckDBStructVector,
  DuckDBType,
  DuckDBVector
} from "@duckdb/node-api";
import {DOUBLE, DuckDBScalarFunction, FLOAT, SMALLINT, STRUCT, UTINYINT} from "@duckdb/node-api";
import {check} from "../../lib/check.js";
import {setAside} from "../../lib/batch/block.js";
import {createBlockJudge} from "../../lib/batch/scoreBlock.js";
import {createRowSample} from "../../lib/drift/rowSample.js";
import {sqlName} from "../ingest/duckdb.js";
import {createPromptScorer} from "./promptScorer.js";
import {inputsSql} from "./tableSource.js";
import {readNumbers, writeNumbers} from "./vectorNumbers.js";

/** A model as functions of DuckDB's, which calls them for 2048 rows at a time: from all of its threads, one call after the other. */
export interface ScoreFunctions {
  /** of the rows that were scored so far */
  readonly totals: Readonly<Pick<ScoreTotals, "nRows" | "nBad" | "nDoubtful" | "sample">>;
  /**
   * What follows FROM: the files' rows as t, and in the column that the job adds a record of scores. Its p is NaN for rows that cannot
   * be scored; r0, e0, r1, e1 and so on are reasons, places in the model's inputs or -1, and their effects.
   *
   * @param isNumbered whether the record also has the row's place
   */
  scored(isNumbered?: boolean): string;
  /** As {@link ScoreFunctions.scored}, with each row's place, from 0, and its state in place of its scores. */
  judged(): string;
  /** what a function threw first: DuckDB's own error has only its words */
  failure(): unknown;
  /** makes every further call fail */
  stop(): void;
  close(): Promise<void>;
}

/** States of a row. */
const GOOD = 0;
export const BAD = 1;
export const DOUBTFUL = 2;

/** Teaches a connection to score the rows of a source. */
export function registerScoreFunctions(connection: DuckDBConnection, source: TableSource, job: ScoreJob): ScoreFunctions {
  const {model, nReasons, unknownLevel, progress} = job;
  const totals = {nRows: 0, nBad: 0, nDoubtful: 0, sample: createRowSample(model.inputs.length)};
  const scorer = createPromptScorer(job, source.nRows);
  const judge = createBlockJudge(model, unknownLevel);
  const bare = new Set(source.bare);
  let failure: unknown;
  const register = (name: string, returnType: DuckDBType, run: (rows: PlacedBlock, out: DuckDBVector) => void): void => {
    const mainFunction = (info: DuckDBScalarFunctionInfo, chunk: DuckDBDataChunk, out: DuckDBVector): void => {
      try {
        if (failure === undefined) run(toBlock(chunk, bare), out);
      } catch (error) {
        failure = error;
      }
      if (failure !== undefined) info.setError(String(failure));
    };
    // volatile: it is to be asked once of every row, whatever the query makes of its answer
    const how = {name, returnType, parameterTypes: [DOUBLE], varArgsType: FLOAT, volatile: true};
    connection.registerScalarFunction(DuckDBScalarFunction.create({...how, mainFunction}));
  };
  register("churn_score", scoresType(nReasons), ({block, isBare}, out) => {
    const settle = totals.sample.take(block);
    const scored = scorer.score(block);
    for (const row of isBare) setAside(scored, row);
    settle(scored.isBad);
    writeScores(scored, out as DuckDBStructVector, nReasons);
    totals.nRows += scored.nRows;
    totals.nBad += scored.nBad;
    totals.nDoubtful += scored.nDoubtful;
    if (totals.nRows < source.nRows) progress.scored(totals.nRows, source.nRows);
    else progress.writing();
  });
  register("churn_state", UTINYINT, ({block, isBare}, out) => {
    const judged = judge(block);
    for (const row of isBare) setAside(judged, row);
    writeNumbers(
      out,
      Uint8Array.from(judged.isBad, (isBad, i) => (isBad ? BAD : judged.isDoubtful[i] ? DOUBTFUL : GOOD))
    );
  });
  const place = "row_number() OVER () - 1";
  const args = [`CAST(${bare.size > 0 ? place : -1} AS DOUBLE)`, ...inputsSql(source, model)].join(", ");
  const withColumn = (sql: string): string => `(SELECT *, ${sql} AS ${sqlName(job.column)} FROM ${source.from}) AS t`;
  return {
    totals,
    scored: (isNumbered = false) =>
      withColumn(isNumbered ? `struct_insert(churn_score(${args}), place := ${place})` : `churn_score(${args})`),
    judged: () => withColumn(`struct_pack(place := ${place}, state := churn_state(${args}))`),
    failure: () => failure,
    stop: () => (failure ??= new Error("score: stopped")),
    close: () => scorer.close()
  };
}

interface PlacedBlock {
  block: Block;
  /** rows of the block that have no value in any cell */
  isBare: number[];
}

/** @param chunk each row's place, which counts only where there are bare rows, and its inputs */
function toBlock(chunk: DuckDBDataChunk, bare: ReadonlySet<number>): PlacedBlock {
  const {rowCount: nRows} = chunk;
  const nInputs = chunk.columnCount - 1;
  const inputs = new Float32Array(nInputs * nRows);
  for (let j = 0; j < nInputs; ++j) readNumbers(chunk.getColumnVector(j + 1), inputs.subarray(j * nRows), nRows);
  const isBare: number[] = [];
  if (bare.size > 0) {
    const places = chunk.getColumnVector(0);
    for (let i = 0; i < nRows; ++i) if (bare.has(places.getItem(i) as number)) isBare.push(i);
  }
  return {block: {nRows, inputs}, isBare};
}

function scoresType(nReasons: number): DuckDBType {
  const reasons = Array.from({length: nReasons}, (_, r) => [[`r${r}`, SMALLINT] as const, [`e${r}`, FLOAT] as const]).flat();
  return STRUCT({p: DOUBLE, ...Object.fromEntries(reasons)});
}

function writeScores({nRows, probability, isBad, nBad, reasons}: Scored, out: DuckDBStructVector, nReasons: number): void {
  check(!probability.some(Number.isNaN), {
    where: "score",
    rule: "the model must give each row a number",
    got: "infinite terms that cancel",
    remedy: "Choose another one with --model."
  });
  for (let i = 0; i < nRows && nBad > 0; ++i) if (isBad[i]) probability[i] = NaN;
  writeNumbers(out.entryVectorAt(0), probability);
  for (let r = 0; r < nReasons && reasons; ++r) {
    const {input, effect} = reasons;
    writeNumbers(
      out.entryVectorAt(1 + 2 * r),
      Int16Array.from({length: nRows}, (_, i) => input[i * nReasons + r])
    );
    writeNumbers(
      out.entryVectorAt(2 + 2 * r),
      Float32Array.from({length: nRows}, (_, i) => effect[i * nReasons + r])
    );
  }
}
