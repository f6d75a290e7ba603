import type {Vector} from "apache-arrow";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {QueriesBook, QueryTableInfo} from "../../lib/book/queries.js";
import type {Model} from "../../lib/model/model.js";
import type {QueryColumn, QueryTable} from "../../lib/query/queryTables.js";
import type {Book} from "../flow/book.js";
import {Bool, Float64, Int32, Table, tableFromIPC, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {readModel} from "../../lib/model/readModel.js";
import {exampleQueries} from "../../lib/query/exampleQueries.js";
import {describeTable, kindOf, trialsTable, usersTable} from "../../lib/query/queryTables.js";

/**
 * The tables that readers query in the page, as Arrow streams, and `queries.json`, which says what they hold. A book that
 * ships no users has an empty `users.arrow`, which `queries.json` does not name. The scores stay where they are.
 */
export async function queryTables(book: Book): Promise<Record<string, Uint8Array>> {
  const [models, experiments, predict] = await Promise.all([
    book.readJson<ModelsBook>("models.json"),
    book.readJson<ExperimentsBook>("experiments.json"),
    book.readJson<PredictBook>("predict.json")
  ]);
  const {champion, challenger, metrics, selectionMetric} = models;
  const shown = await readModels(book, models, [champion, challenger]);
  const users = usersTable(predict, shown);
  const trials = trialsTable(experiments);
  const plural = predict.unit?.plural ?? "users";
  const tables = [await describeScores(book, plural), ...[trials, users].filter((table) => table !== null).map(describeTable)];
  const metric = metrics.find(({name}) => name === selectionMetric) ?? metrics[0];
  const queries: QueriesBook = {tables, examples: exampleQueries({tables, champion, challenger, metric, plural})};
  return {
    "queries.json": new TextEncoder().encode(JSON.stringify(queries)),
    "trials.arrow": encode(trials),
    "users.arrow": users ? encode(users) : new Uint8Array()
  };
}

async function readModels(book: Book, {finalists}: ModelsBook, names: readonly (string | null)[]): Promise<Record<string, Model>> {
  const chosen = finalists.filter(({name}) => names.includes(name));
  return Object.fromEntries(
    await Promise.all(chosen.map(async ({name, model}) => [name, readModel(await book.readJson(model.file))] as const))
  );
}

async function describeScores(book: Book, plural: string): Promise<QueryTableInfo> {
  const table = tableFromIPC(await book.read("scores.arrow"));
  return {
    name: "scores",
    about:
      `One row per labelled row of the ${plural}' table, without any input: set (0 trained on, and scored by a model ` +
      "that had not seen it; 1 kept apart), y (1 churned), skipped (rows of the file left out just before), and each " +
      "finalist's score.",
    rows: table.numRows,
    columns: table.schema.fields.map(({name}) => ({name, kind: "number"}))
  };
}

function encode({columns}: QueryTable): Uint8Array {
  return tableToIPC(new Table(Object.fromEntries(columns.map((column) => [column.name, vectorOf(column)]))), "stream");
}

function vectorOf(column: QueryColumn): Vector {
  const {values} = column;
  switch (kindOf(column)) {
    case "number":
      return vectorFromArray(values, values.every((value) => value === null || isInt32(value)) ? new Int32() : new Float64());
    case "yes or no":
      return vectorFromArray(values, new Bool());
    case "text":
      return vectorFromArray(
        values.map((value) => (value === null ? null : String(value))),
        new Utf8()
      );
  }
}

function isInt32(value: unknown): boolean {
  return typeof value === "number" && (value | 0) === value;
}
