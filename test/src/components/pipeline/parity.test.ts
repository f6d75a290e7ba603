import type {LogisticModel} from "../../../../lib/model/model.js";
import {createHash} from "node:crypto";
import {expect, it} from "vitest";
import {checkModels, describeParity, formatDifference, isTrusted, parityClaim} from "../../../../src/components/pipeline/parityPanel.js";
import {columnsOf} from "../../../../lib/dataset/rowColumns.js";
import {createScorer} from "../../../../lib/model/scorer.js";

const model: LogisticModel = {
  version: 2,
  kind: "logistic",
  intercept: -1.5,
  weights: [0.7],
  inputs: [{name: "days", kind: "number"}],
  encoding: [{input: "days", kind: "number", mean: 10, scale: 5, missing: 10}]
};
const rows = [{days: 0}, {days: 12}, {days: null}];
const golden = {...columnsOf(rows), scores: {logistic: rows.map((row) => createScorer(model).scoreRow(row))}};
const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));
const entry = {
  name: "logistic",
  title: "Logistic regression",
  file: "models/logistic.json",
  alias: null,
  bytes: 1,
  inputs: ["days"],
  sha256: createHash("sha256").update(bytesOf(model)).digest("hex")
};

it("checkModels(book, load) agrees when file and scores are those of the build", async () => {
  const [result] = await checkModels({models: [entry], golden}, async () => bytesOf(model));
  expect(result).toMatchObject({hashMatches: true, error: null, parity: {passed: true, rows: 3, agreeing: 3}});
  expect(describeParity(result)).toBe("3/3 within 1e-12");
  expect(parityClaim([result])).toBe("The model scores 3 of 3 golden rows in your browser as in the build");
});

it("checkModels(book, load) finds one weight that was touched, by score and by hash", async () => {
  const [result] = await checkModels({models: [entry], golden}, async () => bytesOf({...model, weights: [0.7000001]}));
  expect(isTrusted(result)).toBe(false);
  expect(result.hashMatches).toBe(false);
  expect(result.parity?.agreeing).toBeLessThan(3);
  expect(parityClaim([result])).toBe("Do not trust the numbers of Logistic regression in this browser");
});

it("checkModels(book, load) reports a file that is not there or no model, and checks the others", async () => {
  const load = async (file: string): Promise<Uint8Array<ArrayBuffer>> => {
    if (file === "models/gone.json") throw new Error("status 404");
    return bytesOf(file === entry.file ? model : {kind: "oracle"});
  };
  const models = [{...entry, file: "models/gone.json"}, {...entry, file: "models/other.json"}, entry];
  const results = await checkModels({models, golden}, load);
  expect(results.map(isTrusted)).toEqual([false, false, true]);
  expect(describeParity(results[0])).toBe("status 404");
  expect(describeParity(results[1])).toMatch(/^readModel: the version must be \d/);
});

it("checkModels(book, load) does not trust a model that the build left no scores of", async () => {
  const [result] = await checkModels({models: [{...entry, name: "unknown"}], golden}, async () => bytesOf(model));
  expect(isTrusted(result)).toBe(false);
});

it("isTrusted(result) does not hold a missing hash against the model", async () => {
  const [result] = await checkModels({models: [entry], golden}, async () => bytesOf(model));
  expect(isTrusted({...result, hashMatches: null})).toBe(true);
});

it("parityClaim(results) says when there is nothing to check", () => {
  expect(parityClaim([])).toBe("There is no model to check");
});

it("formatDifference(value) keeps zero exact", () => {
  expect([0, 1.1102e-16, null, NaN].map(formatDifference)).toEqual(["0", "1.1e-16", "–", "–"]);
});
