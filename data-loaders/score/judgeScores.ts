import type {DuckDBConnection} from "@duckdb/node-api";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ScoreGroupsBook, ScoreGroupsFile} from "../../lib/book/scores.js";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {FileComparison} from "../../lib/drift/compareFile.js";
import type {RowsEach} from "../../lib/drift/compareInput.js";
import type {ReadTruth} from "../../lib/judge/truth.js";
import type {JudgedFile} from "../../lib/judge/writeCard.js";
import type {Model} from "../../lib/model/model.js";
import type {DataFormat} from "../ingest/resolveFiles.js";
import type {FoundModel} from "./openModel.js";
import type {TableSource} from "./tableSource.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {sayUnjudged, sayWhose} from "../../lib/judge/cardWords.js";
import {basename, dirname} from "node:path";
import {compareFile} from "../../lib/drift/compareFile.js";
import {runAtOnce} from "./likeness.js";
import {moneySignOf} from "../../lib/dataset/moneySign.js";
import {whoseOf} from "../../lib/dataset/people.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import {expectPerformance} from "../../lib/judge/expected.js";
import {designOf, readPromise, rowsToCustomer} from "../../lib/judge/promise.js";
import {judgeLine, makeScoreCard} from "../../lib/judge/scoreCard.js";
import {collectTruth, labelRule} from "../../lib/judge/truth.js";
import {findCustomer, findLabel} from "../../lib/judge/readTruth.js";
import {MISSING_LEVEL} from "../../lib/rows/cell.js";
import {withScratch} from "../flow/scratch.js";
import {sqlLevel, sqlPrinted} from "../ingest/cellSql.js";
import {sqlName, withDuckDB} from "../ingest/duckdb.js";
import {formatOf} from "../ingest/resolveFiles.js";
import {inputsSql, openTable} from "./tableSource.js";
import {readNumbers} from "./vectorNumbers.js";

/** What of a model's book judges a file. */
export interface JudgingBook {
  /** the model's */
  name: string;
  sha256: string;
  dataset: DatasetBook;
  reference: ReferenceBook;
  groups: ScoreGroupsBook;
}

export async function readJudgingBook({name, sha256, book}: NonNullable<FoundModel["of"]>): Promise<JudgingBook> {
  const [dataset, reference, groups] = await Promise.all([
    book<DatasetBook>("dataset.json"),
    book<ReferenceBook>("reference.json"),
    book<ScoreGroupsFile>("score-groups.json").then(openGroups)
  ]);
  return {name, sha256, dataset, reference, groups};
}

/** A file as `churnbook score` wrote it, and what it is judged by. */
export interface JudgeRequest {
  output: string;
  /** the column of the scores */
  column: string;
  /** as the file was scored, and as its texts are written */
  model: Model;
  book: JudgingBook;
  /** the contact line; null: the book's base rate */
  line: number | null;
}

/** Rows that are compared with the training data, at the most; of more a random share. */
const MOST_COMPARED = 500_000;

/**
 * Judges scored rows: by what the file says happened, if it does, and by whether its inputs are like the training data. Reads the scores
 * from where they were written, so that what is judged is what a reader has.
 */
export async function judgeScores({output, column, model, book, line}: JudgeRequest): Promise<JudgedFile> {
  const {definition, baseRate} = book.dataset;
  const {label, protocol} = definition;
  const design = designOf(book.dataset);
  const promised = readPromise(
    book.groups.models.find(({name}) => name === book.name),
    design
  );
  const at = line ?? baseRate;
  const called = whoseOf(definition);
  return withScratch(dirname(output), "judge", (scratch) =>
    withDuckDB(async (connection) => {
      const plain = {...model, format: {...model.format, encoding: undefined}}; // what was written is UTF-8
      const files = [{path: output, name: basename(output), format: formatOf(output) as DataFormat}]; // scores are written in no other
      const table = await openTable(connection, {files, model: plain, scratch});
      const {truth, scores, isThere} = await readOutcomes(connection, table, {
        column,
        label,
        group: protocol.group,
        missing: model.missing
      });
      const hasTruth = truth.y.length > 0;
      const card = hasTruth ? makeScoreCard(truth, promised) : null;
      return {
        file: basename(output),
        model: {name: book.name, kind: model.kind, sha256: book.sha256},
        card,
        at: hasTruth ? judgeLine(truth, at, promised) : null,
        expected: expectPerformance(scores, at, design),
        money: {assumptions: USUAL_ASSUMPTIONS, unit: moneySignOf(definition)}, // as /decide begins
        drift: await compare(connection, table, {
          model: plain,
          references: book.reference.inputs,
          rowsEach: await eachOf(connection, table, book)
        }),
        called,
        whose: card ? sayWhose({column: protocol.group, called}, card.customers) : "",
        nUnlabelled: truth.nUnlabelled,
        nStrange: truth.nStrange,
        unjudged: isThere ? sayUnjudged(truth, label) : ""
      };
    })
  );
}

/** Scores, and what the file says happened to each row, if it has a column that does. */
async function readOutcomes(
  connection: DuckDBConnection,
  {columns, types, inputs, from, nRows}: TableSource,
  {column, label, group, missing}: {column: string; label: LabelChoice; group: string | undefined; missing: Model["missing"]}
): Promise<{truth: ReadTruth; scores: Float64Array; isThere: boolean}> {
  const place = findLabel({columns, types, places: inputs.map(({name}) => columns.indexOf(name))}, label);
  const isThere = place >= 0;
  const cell = isThere ? sqlName(columns[place]) : "";
  const happened = isThere ? sqlLevel(cell, labelRule(label), {type: types[place], missing}) : `${MISSING_LEVEL}::FLOAT`;
  const text = isThere ? sqlPrinted(cell, types[place]) : "NULL";
  const customer = findCustomer({columns}, group);
  const whose = customer < 0 ? "0" : sqlWhose(sqlPrinted(sqlName(columns[customer]), types[customer]));
  const truth = collectTruth(label);
  const scores = new Float64Array(nRows);
  let filled = 0;
  const result = await connection.stream(
    `SELECT CAST(${sqlName(column)} AS DOUBLE), ${happened} AS h, CASE WHEN h < 0 THEN ${text} END, ${whose} FROM ${from}`
  );
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const {rowCount} = chunk;
    const [own, labels, customers] = [scores.subarray(filled), new Float32Array(rowCount), new Float64Array(rowCount)];
    readNumbers(chunk.getColumnVector(0), own, rowCount);
    readNumbers(chunk.getColumnVector(1), labels, rowCount);
    const texts = chunk.getColumnVector(2);
    readNumbers(chunk.getColumnVector(3), customers, rowCount);
    for (let i = 0; i < rowCount; ++i) {
      const told = labels[i] < 0 ? (texts.getItem(i) as string | null) : null;
      truth.add(labels[i], own[i], told, customer < 0 ? undefined : Number.isNaN(customers[i]) ? -1 - filled - i : customers[i]);
    }
    filled += rowCount;
  }
  return {truth: truth.done(), scores, isThere};
}

/** A number for each customer, as exact as a double holds it; NULL where none is named. */
function sqlWhose(text: string): string {
  return `CASE WHEN trim(${text}) <> '' THEN CAST(hash(trim(${text})) >> 11 AS DOUBLE) END`;
}

/** How many rows a row's customer has ({@link rowsEachOf}): in the file as in the training data, where it does not say whose its rows are. */
async function eachOf(connection: DuckDBConnection, {columns, types, from, nRows}: TableSource, {dataset}: JudgingBook): Promise<RowsEach> {
  const training = rowsToCustomer(dataset);
  const customer = findCustomer({columns}, dataset.definition.protocol.group);
  if (customer < 0) return {file: training, training};
  const whose = sqlWhose(sqlPrinted(sqlName(columns[customer]), types[customer]));
  const reader = await connection.runAndReadAll(
    `SELECT CAST(sum(k ** 2 + alone) AS DOUBLE) FROM (SELECT count(w) AS k, count(*) - count(w) AS alone ` +
      `FROM (SELECT ${whose} AS w FROM ${from}) GROUP BY w)` // who is not named is nobody else
  );
  return {file: nRows > 0 ? Number(reader.getRows()[0][0]) / nRows : 1, training};
}

/** Whether the inputs are like the training data, on at most {@link MOST_COMPARED} rows. */
async function compare(
  connection: DuckDBConnection,
  table: TableSource,
  {model, references, rowsEach}: {model: Model; references: ReferenceBook["inputs"]; rowsEach: RowsEach}
): Promise<FileComparison | null> {
  if (model.inputs.length === 0) return null;
  const nRows = Math.min(table.nRows, MOST_COMPARED);
  const columns = model.inputs.map(() => new Float32Array(nRows));
  const select = `SELECT ${inputsSql(table, model)
    .map((sql, j) => `${sql} AS v${j}`)
    .join(", ")} FROM ${table.from}`;
  const sampled = table.nRows > nRows ? `SELECT * FROM (${select}) USING SAMPLE reservoir(${nRows} ROWS) REPEATABLE (1)` : select;
  const result = await connection.stream(sampled);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [j, column] of columns.entries()) readNumbers(chunk.getColumnVector(j), column.subarray(filled), chunk.rowCount);
    filled += chunk.rowCount;
  }
  return runAtOnce(compareFile({inputs: model.inputs, columns, nRows: filled, isLeftOut: () => false}, references, {rowsEach}));
}
