import type {LogisticModel} from "../../../../lib/model/model.js";
import type {Table} from "../../../../lib/dataset/table.js";
import type {Random} from "../../../../lib/random.js";
import {deviation} from "d3-array";
import {describe, expect, test} from "vitest";
import {logistic} from "../../../../lib/fit/learners/logistic.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom, drawIndex} from "../../../../lib/random.js";
import {takeRows} from "../../../../lib/dataset/table.js";
import {fitRefits} from "../../../../lib/fit/evidence/refits.js";
import {createBandReader} from "../../../../lib/whatif/refitBand.js";
import {createMembers, predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const members = createMembers(3000, "refits");
const scorer = createScorer(predictModel);
const random = createRandom("labels");
const y = Uint8Array.from(members, (row) => (random() < scorer.scoreRow(row) ? 1 : 0));
const table: Table = {
  nRows: members.length,
  columns: book.inputs
    .filter((d) => d.kind !== "category")
    .map(({name}) => ({name, kind: "number", values: Float32Array.from(members, (row) => Number(row[name]))}))
};
const model = logistic.fit({table, y}, logistic.defaults, {random: createRandom(0)}) as LogisticModel;

describe("fitRefits(model, name, data, options)", () => {
  test("one step from the model's weights ends where a refit to convergence ends", () => {
    const {coefficients} = fitRefits(model, "logistic", {table, y}, {n: 3, random: createRandom("same")});
    const draw = createRandom("same");
    for (const [intercept, ...weights] of coefficients) {
      const rows = Array.from(y, () => drawIndex(y.length, draw));
      const refit = logistic.fit({table: takeRows(table, rows), y: Uint8Array.from(rows, (i) => y[i])}, logistic.defaults, {
        random: createRandom(0)
      });
      const step = createScorer({...model, intercept, weights});
      const whole = createScorer(refit);
      const gaps = members.slice(0, 200).map((row) => Math.abs(step.scoreRow(row) - whole.scoreRow(row)));
      expect(Math.max(...gaps)).toBeLessThan(0.01);
      expect(gaps.reduce((a, b) => a + b) / gaps.length).toBeLessThan(0.002);
    }
  });

  test("draws customers with all of their rows: each repeated four times, refits are those of each once, and half as wide apart without", () => {
    const random = (): Random => createRandom("customers");
    const rows = Array.from({length: 4 * y.length}, (_, i) => i % y.length);
    const repeated = {table: takeRows(table, rows), y: Uint8Array.from(rows, (row) => y[row])};
    const once = fitRefits(model, "logistic", {table, y}, {n: 60, random: random()}).coefficients;
    const ofCustomers = fitRefits(model, "logistic", {...repeated, groups: rows}, {n: 60, random: random()}).coefficients;
    for (const [i, weights] of ofCustomers.entries())
      for (const [j, weight] of weights.entries()) expect(weight).toBeCloseTo(once[i][j], 4);
    const ofRows = fitRefits(model, "logistic", repeated, {n: 60, random: random()}).coefficients;
    const widths = [once, ofRows].map((refits) => deviation(refits, (weights) => weights[0]) as number);
    expect(widths[1] / widths[0]).toBeGreaterThan(0.35);
    expect(widths[1] / widths[0]).toBeLessThan(0.7);
  });

  test("same randomness, same refits", () => {
    const once = () => fitRefits(model, "logistic", {table, y}, {n: 2, random: createRandom(7)});
    expect(once()).toEqual(once());
  });
});

describe("createBandReader(model, refits)", () => {
  const refits = fitRefits(model, "logistic", {table, y}, {n: 100, random: createRandom(5)});
  const read = createBandReader(model, refits);
  test("holds the model's own score for nearly every row, and is wider where users are rare", () => {
    const bands = members.slice(0, 300).map((row) => ({...read(row), p: createScorer(model).scoreRow(row)}));
    expect(bands.filter((d) => d.low <= d.p && d.p <= d.high).length).toBeGreaterThan(290);
    const odd = read({...book.typical, checkins: 400, workouts: 0});
    expect(odd.high - odd.low).toBeGreaterThan(Math.max(...bands.map((d) => d.high - d.low)));
  });
  test("recalibrates the refits as it does the model", () => {
    const shifted = createBandReader({...model, calibration: {intercept: -1, slope: 1}}, refits);
    const logit = (p: number): number => Math.log(p / (1 - p));
    expect(logit(shifted(members[0]).low)).toBeCloseTo(logit(read(members[0]).low) - 1, 9);
  });
  test("refuses refits of another model", () => {
    expect(() => createBandReader(model, {model: "x", coefficients: [[1, 2]]})).toThrow(
      /^createBandReader: refits must have \d+ coefficients each; got 1 others\.$/
    );
  });
});
