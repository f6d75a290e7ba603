import type {ExportsBook} from "../../lib/book/exports.js";
import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Database} from "../interop/databases.js";
import {spawnSync} from "node:child_process";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {decodeTable} from "../../data-loaders/ingest/arrowTable.js";
import {createExplainer} from "../../lib/explain/explainer.js";
import {readModel} from "../../lib/model/readModel.js";
import {hasTrait} from "../../lib/model/model.js";
import {createScorer} from "../../lib/model/scorer.js";
import {getRow} from "../../lib/dataset/table.js";
import {openDuckDB, openPostgres} from "../interop/databases.js";
import {toColumns, worst} from "../interop/tables.js";
import {findPeers} from "../support/peers.js";

/** The files that the site offers, in the engines that they are for, on every user with a label. */
const {folder, home, error} = inject("site");
const engines = await findPeers("engines");
const {finalists} = error ? {finalists: []} : readJson<ExportsBook>(bookFile("exports.json"));
const models = Object.fromEntries(
  finalists.map(({name}): [string, Model] => [name, readModel(readJson(join(folder, `api/models/${name}.json`)))])
);
const users: Table = error ? {nRows: 0, columns: []} : decodeTable(readFileSync(storeFile("wrangle", "table.arrow"))).table;

beforeAll(() => {
  if (error) throw new Error(error);
});

it("there are exports of every finalist, and every user to try them on", () => {
  expect(Object.keys(models)).toEqual(expect.arrayContaining(["baseline", "logistic", "additive", "tree", "forest", "boosting"]));
  expect(users.nRows).toBeGreaterThan(14_000);
});

describe.skipIf(!engines)("by onnxruntime, XGBoost and SQLite", () => {
  const kinds = {onnx: "model.onnx", xgboost: "model.xgboost.json", sqlite: "model.sqlite.sql"};
  const cases = Object.entries(kinds).flatMap(([engine, file]) => offered(file).map((name) => [engine, name, file] as const));

  it.each(cases)("%s scores every user as the %s model does (%s)", async (engine, name, file) => {
    const content = readFileSync(join(folder, "api/exports", name, file));
    const job = {
      engine,
      table: toColumns(inputsOf(models[name])),
      ...(engine === "sqlite" ? {script: content.toString()} : {model: content.toString(engine === "onnx" ? "base64" : "utf8")})
    };
    const [{scores, contributions}] = await engines!.ask<{scores: number[]; contributions?: number[][]}[]>("test/interop/engines.py", [
      job
    ]);
    expect(worst(scores, createScorer(models[name]).scoreTable(users))).toBeLessThan(1e-6);
    if (contributions) expect(worstContribution(models[name], contributions)).toBeLessThan(1e-5); // XGBoost sums in float32
  });
});

for (const [dialect, open] of [
  ["duckdb", openDuckDB],
  ["postgresql", openPostgres]
] as const) {
  const database: {it: Database | null} = {it: null};
  describe(`by ${dialect}`, () => {
    beforeAll(async () => {
      database.it = await open();
    });
    afterAll(() => database.it?.close());

    it.for(offered(`model.${dialect}.sql`).map((name) => [name] as const))(
      "SQL scores every user as the %s model does",
      async ([name], {skip}) => {
        if (!database.it) return skip();
        const script = readFileSync(join(folder, "api/exports", name, `model.${dialect}.sql`), "utf8");
        expect(
          worst(
            (await database.it.score(script, toColumns(inputsOf(models[name])))) as number[],
            createScorer(models[name]).scoreTable(users)
          )
        ).toBeLessThan(1e-6);
      }
    );
  });
}

const spark = spawnSync("java", ["-version"]).status === 0 ? await findPeers("spark") : null;

describe.skipIf(!spark)("by Spark over partitioned Parquet", () => {
  const names = offered("model.spark.sql");
  const answers = spark?.ask<{scores: number[]}[]>(
    "test/interop/sparkEngine.py",
    names.map((name) => ({
      script: readFileSync(join(folder, "api/exports", name, "model.spark.sql"), "utf8"),
      table: toColumns(inputsOf(models[name]))
    }))
  );

  it.each(names.map((name, i) => [name, i] as const))("SQL scores every user as the %s model does", async (name, i) => {
    expect(worst((await answers!)[i].scores, createScorer(models[name]).scoreTable(users))).toBeLessThan(1e-6);
  });
});

function inputsOf(model: Model): Table {
  return {nRows: users.nRows, columns: model.inputs.map(({name}) => users.columns.find((column) => column.name === name)!)};
}

/** Of the first users, XGBoost's own Shapley values against ours. */
function worstContribution(model: Model, contributions: number[][]): number {
  if (!hasTrait(model, "hasTrees")) return NaN;
  if (model.calibration && !hasTrait(model, "isLogOdds")) return 0; // explained otherwise: by its own leaves, stretched
  const explainer = createExplainer(model);
  const table = inputsOf(model);
  return Math.max(
    ...contributions.map((given, row) => {
      const theirs = new Float64Array(model.inputs.length);
      model.encoding.forEach((column, j) => (theirs[model.inputs.findIndex(({name}) => name === column.input)] += given[j]));
      return worst(explainer.explainRow(getRow(table, row), null).contributions, theirs);
    })
  );
}

/** Finalists that have the file. */
function offered(file: string): string[] {
  return finalists.filter(({name, files}) => files.some((d) => d.file === `${name}/${file}`)).map(({name}) => name);
}

function bookFile(name: string): string {
  const {value} = readJson<{value: {files: Record<string, {path: string}>}}>(join(home, "current.json"));
  return join(home, value.files[name].path);
}

/** A task's output of the newest run. */
function storeFile(task: string, name: string): string {
  const newest = readdirSync(join(home, "runs"))
    .filter((file) => file.endsWith(".keys"))
    .sort()
    .at(-1)!;
  const key = readFileSync(join(home, "runs", newest), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${task}-`))!;
  return join(home, "store", key, name);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
