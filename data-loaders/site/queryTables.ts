import type {Vector} from "apache-arrow";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {QueriesBook} from "../../lib/book/queries.js";
import type {ScoreGroupsFile} from "../../lib/book/scores.js";
import type {Model} from "../../lib/model/model.js";
import type {QueryColumn, QueryTable} from "../../lib/query/queryTables.js";
import type {Book} from "../flow/book.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {Bool, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {readModel} from "../../lib/model/readModel.js";
import {exampleQueries} from "../../lib/query/exampleQueries.js";
import {describeTable, groupsTable, kindOf, ladderTable, trialsTable, usersTable} from "../../lib/query/queryTables.js";

/**
 * The tables that readers query in the page, as Arrow streams, and `queries.json`, which says what they hold. A table that
 * a book has nothing for is an empty file, which `queries.json` does not name.
 */
export async function queryTables(book: Book): Promise<Record<string, Uint8Array>> {
  const [models, groups, experiments, predict] = await Promise.all([
    book.readJson<ModelsBook>("models.json"),
    book.readJson<ScoreGroupsFile>("score-groups.json").then(openGroups),
    book.readJson<ExperimentsBook>("experiments.json"),
    book.readJson<PredictBook>("predict.json")
  ]);
  const {champion, challenger, metrics, selectionMetric} = models;
  const shown = await readModels(book, models, [champion, challenger]);
  const plural = predict.unit?.plural ?? "users";
  const made: Record<string, QueryTable | null> = {
    score_groups: groupsTable(groups, plural),
    ladder: ladderTable(groups, plural),
    trials: trialsTable(experiments),
    examples: usersTable(predict, shown)
  };
  const tables = Object.values(made)
    .filter((table) => table !== null)
    .map(describeTable);
  const metric = metrics.find(({name}) => name === selectionMetric) ?? metrics[0];
  const queries: QueriesBook = {tables, examples: exampleQueries({tables, champion, challenger, metric, plural})};
  return {
    "queries.json": new TextEncoder().encode(JSON.stringify(queries)),
    ...Object.fromEntries(Object.entries(made).map(([name, table]) => [`${name}.arrow`, table ? encode(table) : new Uint8Array()]))
  };
}

async function readModels(book: Book, {finalists}: ModelsBook, names: readonly (string | null)[]): Promise<Record<string, Model>> {
  const chosen = finalists.filter(({name}) => names.includes(name));
  return Object.fromEntries(
    await Promise.all(chosen.map(async ({name, model}) => [name, readModel(await book.readJson(model.file))] as const))
  );
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
