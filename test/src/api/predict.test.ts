import * as fc from "fast-check";
import type {Model} from "../../../lib/model/model.js";
import {describe, expect, onTestFinished, test, vi} from "vitest";
import {createJsonRowReader} from "../../../lib/batch/readJsonRow.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createPredictor, loadChampion, loadFinalist} from "../../../src/api/predict.js";

const model: Model = {
  version: 2,
  kind: "logistic",
  inputs: [
    {name: "visits", kind: "number"},
    {name: "plan", kind: "category", levels: ["basic", "plus"]}
  ],
  encoding: [
    {input: "visits", kind: "number", mean: 10, scale: 5, missing: 10},
    {input: "plan", kind: "level", level: "plus", mean: 0, scale: 1}
  ],
  intercept: 0,
  weights: [-1, Math.log(3)]
};

/** As a table of spreadsheets writes cells: dates by the day, decimals after a comma. */
const formatted: Model = {
  ...model,
  inputs: [
    {name: "joined", kind: "number", asOf: "2024-12-31"},
    {name: "fee", kind: "number"},
    {name: "plan", kind: "category", levels: ["basic", "plus", "none"], missing: true}
  ],
  encoding: [
    {input: "joined", kind: "number", mean: 300, scale: 900, missing: 300},
    {input: "fee", kind: "number", mean: 100, scale: 2000, missing: 100},
    {input: "plan", kind: "level", level: "plus", mean: 0, scale: 1}
  ],
  weights: [-1, 0.5, Math.log(3)],
  missing: ["", "-999", "none", "k.A."],
  format: {dates: "dmy", decimal: ",", thousands: "."}
};

describe("createPredictor(model)", () => {
  test("says what a row must hold, and scores it", () => {
    const {inputs, predict} = createPredictor(model);
    expect(inputs.map(({name}) => name)).toEqual(["visits", "plan"]);
    expect(predict({visits: 10, plan: "basic"})).toEqual({probability: 0.5});
    expect(predict({visits: 10, plan: "plus"}).probability).toBeCloseTo(0.75, 12);
    expect(predict({visits: null, plan: "basic", other: 1})).toEqual({probability: 0.5});
  });

  test("names every input that a row lacks", () => {
    expect(() => createPredictor(model).predict({other: 1})).toThrow(/^predict: the row must .*got none named visits, plan/);
  });

  test("names values that cannot be", () => {
    const {predict} = createPredictor(model);
    expect(() => predict({visits: "many", plan: "basic"})).toThrow(/visits/);
    expect(() => predict({visits: 1, plan: "gold"})).toThrow(/plan.*gold|gold.*plan/s);
  });

  test("reads as missing what stands for it in the model's words, and levels as levels", () => {
    const [visits] = model.inputs;
    const plan = {name: "plan", kind: "category", levels: ["basic", "plus", "none"], missing: true} as const;
    const {predict} = createPredictor({...model, inputs: [visits, plan], missing: ["", "-999", "none", "k.A."]});
    const nothing = predict({visits: null, plan: null});
    for (const row of [
      {visits: -999, plan: "k.A."},
      {visits: null, plan: " k.A. "},
      {visits: -999, plan: ""}
    ]) {
      expect(predict(row)).toEqual(nothing);
    }
    expect(() => createPredictor({...model, missing: ["", "none"]}).predict({visits: 1, plan: "none"})).toThrow(/plan/);
    expect(predict({visits: -998, plan: "none"}).probability).not.toBe(nothing.probability);
    expect(() => predict({visits: -999})).toThrow(/none named plan/);
  });

  test("reads texts as the build read them: dates and numbers as the model's format writes them", () => {
    const read = createPredictor(formatted).predict;
    const known = read({joined: 306, fee: 1234.5, plan: "plus"});
    expect(read({joined: "29.02.2024", fee: "1.234,5", plan: " plus "})).toEqual(known);
    expect(read({joined: "2024-02-29", fee: 1234.5, plan: "plus"})).toEqual(known);
    expect(() => read({joined: "30.02.2024", fee: 1, plan: "plus"})).toThrow(/^predict: .*joined/);
    expect(read({joined: "k.A.", fee: "k.A.", plan: "plus"})).toEqual(read({joined: null, fee: null, plan: "plus"}));
  });

  test("scores what the endpoint scores, as it does, and refuses what it refuses", () => {
    const scorer = createScorer(formatted);
    const readJson = createJsonRowReader(formatted);
    const dates = fc.constantFrom("29.02.2024", "30.02.2024", "2024-12-31", "2024-12-31 10:00", "01.05.1999", "k.A.", "", "soon", null);
    const fees = fc.oneof(
      fc.constantFrom("1,5", "1.234,5", "1.5", "-999", " 7 ", "k.A.", "", "many", -999, 1e39, null),
      fc.double({noNaN: true})
    );
    const plans = fc.constantFrom("basic", " plus ", "none", "k.A.", "-999", "gold", "", null);
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(dates, fees, plans, (joined, fee, plan) => {
        const given = {joined, fee, plan, other: 1}; // so that no row is bare
        const {row} = readJson(given);
        outcomes.add(row !== null);
        if (row === null) expect(() => createPredictor(formatted).predict(given)).toThrow(/^predict: /);
        else expect(createPredictor(formatted).predict(given).probability).toBe(scorer.scoreRow(row));
      }),
      {numRuns: 300}
    );
    expect(outcomes.size).toBe(2);
  });

  test("refuses what is no row, and what is no model", () => {
    const {predict} = createPredictor(model);
    expect(() => predict([1, 2] as never)).toThrow("predict: a row must be an object with visits, plan; got a list.");
    expect(() => predict(null as never)).toThrow("predict: a row must be an object with visits, plan; got null.");
    expect(() => createPredictor(null)).toThrow("a model must be an object");
  });
});

describe("loadChampion()", () => {
  test("fetches the model from beside the predictor", async () => {
    const fetched: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      fetched.push(url);
      return new Response(JSON.stringify(model));
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    const champion = await loadChampion();
    expect(fetched).toEqual([expect.stringMatching(/\/src\/api\/champion\.json$/)]);
    expect(champion.predict({visits: 10, plan: "basic"})).toEqual({probability: 0.5});
    expect(champion.model).toEqual(model);
  });

  test("says what is missing", async () => {
    vi.stubGlobal("fetch", async () => new Response("", {status: 404}));
    onTestFinished(() => void vi.unstubAllGlobals());
    await expect(loadChampion()).rejects.toThrow("loadChampion: champion.json must be there; got 404.");
  });
});

describe("loadChampion(), where nothing can be fetched", () => {
  test("names the way for a program that has the files", async () => {
    await expect(loadChampion()).rejects.toThrow(
      /^loadChampion: file:.*champion\.json must be reachable by fetch; got a file\. Read it, and give what JSON\.parse makes of it to createPredictor\.$/
    );
  });

  test("says why an address does not answer", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    onTestFinished(() => void vi.unstubAllGlobals());
    await expect(loadFinalist("tree")).rejects.toThrow(/^loadFinalist: .*tree\.json must be reachable by fetch; got /);
  });
});

describe("loadFinalist(name)", () => {
  test("fetches a finalist by its name", async () => {
    const fetched: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      fetched.push(url);
      return new Response(JSON.stringify(model));
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect((await loadFinalist("a tree")).predict({visits: 10, plan: "basic"})).toEqual({probability: 0.5});
    expect(fetched).toEqual([expect.stringMatching(/\/src\/api\/models\/a%20tree\.json$/)]);
  });
});
