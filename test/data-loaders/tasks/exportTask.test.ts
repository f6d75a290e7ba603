import type {TaskContext} from "../../../data-loaders/flow/task.js";
import type {ExportsBook} from "../../../lib/book/exports.js";
import {mkdtemp, readFile, rm, writeFile, mkdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {expect, it} from "vitest";
import {exportTask} from "../../../data-loaders/tasks/export.js";
import {publishExports} from "../../../data-loaders/site/publish.js";
import {datasetBook, fittedModels, modelsBook} from "../../../data-loaders/tasks/outputs.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {fitModels} from "../../interop/models.js";

async function runTask(): Promise<Record<string, unknown>> {
  const models = createModelsBook();
  const fitted = fitModels();
  const values = new Map<string, unknown>([
    [modelsBook.name, models],
    [datasetBook.name, createDatasetBook()],
    [fittedModels.name, Object.fromEntries(models.finalists.map(({name}) => [name, fitted[name] ?? fitted.logistic]))]
  ]);
  const context = {read: async ({name}: {name: string}) => values.get(name), log: () => {}} as unknown as TaskContext;
  return Object.fromEntries((await exportTask.run(context)).map(({output, value}) => [output.name, value]));
}

it("exportTask writes every finalist in every form, and says which it has not", async () => {
  const written = await runTask();
  const {finalists} = written["book/exports.json"] as ExportsBook;
  const logistic = finalists.find(({name}) => name === "logistic")!;
  expect(logistic.files.map(({file}) => file)).toEqual([
    "logistic/model.onnx",
    ...["duckdb", "postgresql", "sqlite", "bigquery", "snowflake", "spark"].map((dialect) => `logistic/model.${dialect}.sql`),
    "logistic/card.md",
    "logistic/card.json"
  ]);
  expect(logistic.refused).toEqual([{title: "XGBoost JSON", reason: expect.stringContaining("Export it as ONNX.") as string}]);
  for (const {files} of finalists) {
    for (const {file, bytes} of files) expect((written[`book/exports/${file}`] as Uint8Array).length).toBe(bytes);
  }
});

it("exportTask writes the same bytes twice", async () => {
  const book = (await runTask())["book/exports.json"] as ExportsBook; // holds every file's hash
  expect((await runTask())["book/exports.json"]).toEqual(book);
});

it("publishExports(book, site) copies exports, and nothing else, to their stable addresses", async () => {
  const home = await mkdtemp(join(tmpdir(), "churnbook-exports-"));
  try {
    for (const name of ["exports/tree/model.onnx", "models.json"]) {
      await mkdir(dirname(join(home, name)), {recursive: true});
      await writeFile(join(home, name), name);
    }
    const site = join(home, "site");
    const book = {names: ["exports/tree/model.onnx", "models.json"], read: (name: string) => readFile(join(home, name))};
    expect(await publishExports(book, site)).toBe(1);
    expect(await readFile(join(site, "api/exports/tree/model.onnx"), "utf8")).toBe("exports/tree/model.onnx");
  } finally {
    await rm(home, {recursive: true, force: true});
  }
});
