import type {CategoryColumn, Table} from "../../lib/dataset/table.js";
import type {Model} from "../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {getCategory} from "../../lib/dataset/table.js";
import {exportOnnx} from "../../lib/export/exportOnnx.js";
import {hasTrait} from "../../lib/model/model.js";
import {findPeers} from "../support/peers.js";
import {mixedUsers} from "../support/syntheticUsers.js";
import {fitModels, modelsThat} from "./models.js";
import {scoresOf, tablesFor, toColumns, worst} from "./tables.js";

interface Answer {
  outputs: {name: string; type: string; shape: unknown[]}[];
  shape: number[];
  scores: number[];
}

const peers = await findPeers("engines");

describe.skipIf(!peers)("exportOnnx(model), by onnxruntime", () => {
  const cases = modelsThat(exportOnnx).flatMap(([name, model]) => tablesFor(model).map((table) => ({name, model, table})));
  const answers = peers?.ask<Answer[]>(
    "test/interop/engines.py",
    cases.map(({model, table}) => ({engine: "onnx", model: Buffer.from(exportOnnx(model)).toString("base64"), table: toColumns(table)}))
  );

  it.each(cases.map(({name}, i) => [name, i] as const))("scores as the %s model does (table %i)", async (_name, i) => {
    const {model, table} = cases[i];
    const {outputs, shape, scores} = (await answers!)[i];
    expect(outputs).toEqual([{name: "churn_probability", type: "tensor(float)", shape: ["N", 1]}]);
    expect(shape).toEqual([table.nRows, 1]);
    expect(worst(scores, scoresOf(model, table))).toBeLessThan(5e-7);
  });

  it("reads a category without a value as the level that a blank stands for", async () => {
    const {table} = mixedUsers(300, 4);
    const fill = (column: CategoryColumn): CategoryColumn => ({...column, codes: column.codes.map((code) => Math.max(code, 0))});
    const filled: Table = {...table, columns: table.columns.map((d) => (d.kind === "category" ? fill(d) : d))};
    expect(toColumns(filled)).not.toEqual(toColumns(table));
    const blankOf = (name: string): string => getCategory(table, name).levels[0];
    const models = Object.values(fitModels()).filter((model) => model.inputs[0].name === "x0" && hasTrait(model, "readsInputs"));
    const ticked = modelsThat(exportOnnx)
      .map(([, model]) => model)
      .filter((model) => models.includes(model))
      .map((model) => ({...model, inputs: model.inputs.map((d) => (d.kind === "category" ? {...d, blank: blankOf(d.name)} : d))}));
    const asked = ticked.map((model) => ({
      engine: "onnx",
      model: Buffer.from(exportOnnx(model)).toString("base64"),
      table: toColumns(table)
    }));
    const answer = await peers!.ask<Answer[]>("test/interop/engines.py", asked);
    for (const [i, model] of ticked.entries()) expect(worst(answer[i].scores, scoresOf(model, filled))).toBeLessThan(5e-7);
    expect(ticked.length).toBeGreaterThan(3);
  });

  it("reads a text that is spelled otherwise as its level", async () => {
    const {table} = mixedUsers(300, 4);
    const other = (column: CategoryColumn): CategoryColumn => ({
      ...column,
      levels: column.levels.map((d, i) => (i === 0 ? `${d}, too` : d))
    });
    const spelt: Table = {...table, columns: table.columns.map((d) => (d.kind === "category" ? other(d) : d))};
    const levelOf = (name: string): string => getCategory(table, name).levels[0];
    const models = modelsThat(exportOnnx)
      .map(([, model]) => model)
      .filter((model) => model.inputs[0].name === "x0" && hasTrait(model, "readsInputs"));
    const asked = models.map((model) => {
      const inputs = model.inputs.map((d) =>
        d.kind === "category" ? {...d, spelled: {[levelOf(d.name)]: [`${levelOf(d.name)}, too`]}} : d
      );
      return {engine: "onnx", model: Buffer.from(exportOnnx({...model, inputs})).toString("base64"), table: toColumns(spelt)};
    });
    const answer = await peers!.ask<Answer[]>("test/interop/engines.py", asked);
    for (const [i, model] of models.entries()) expect(worst(answer[i].scores, scoresOf(model, table))).toBeLessThan(5e-7);
    expect(models.length).toBeGreaterThan(3);
  });

  it("reads numbers that stand for a missing one as missing", async () => {
    const {table} = mixedUsers(300, 4);
    const change = (instead: number): Table => ({
      ...table,
      columns: table.columns.map((d) => (d.kind === "number" ? {...d, values: d.values.map((x, i) => (i % 3 === 0 ? instead : x))} : d))
    });
    const models = [fitModels().logistic, fitModels().boosting].map((model): Model => ({...model, missing: ["", "-999.1", "0.5", "k.A."]}));
    const asked = models.map((model) => ({
      engine: "onnx",
      model: Buffer.from(exportOnnx(model)).toString("base64"),
      table: toColumns(change(-999.1))
    }));
    const answer = await peers!.ask<Answer[]>("test/interop/engines.py", asked);
    for (const [i, model] of models.entries()) expect(worst(answer[i].scores, scoresOf(model, change(NaN)))).toBeLessThan(5e-7);
  });
});
