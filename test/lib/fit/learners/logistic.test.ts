import LogisticRegression from "ml-logistic-regression";
import type {LogisticModel} from "../../../../lib/model/model.js";
import {readFileSync} from "node:fs";
import {EigenvalueDecomposition, Matrix} from "ml-matrix";
import {describe, expect, it} from "vitest";
import {createExplainer} from "../../../../lib/explain/explainer.js";
import {denseDesign} from "../../../../lib/fit/blockDesign.js";
import {largestEigenvalue} from "../../../../lib/fit/logistic/climb.js";
import {FastLogisticRegression} from "../../../../lib/fit/logistic/fastLogisticRegression.js";
import {logistic} from "../../../../lib/fit/learners/logistic.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {getRow} from "../../../../lib/dataset/table.js";
import {logLossOf, mixedUsers, syntheticUsers} from "../../../support/syntheticUsers.js";

const random = createRandom(1);
const fit = (data: Parameters<typeof logistic.fit>[0], params = {}) => logistic.fit(data, params, {random}) as LogisticModel;

describe("FastLogisticRegression.train(X, Y)", () => {
  it.each([
    [2, 60, 0.05],
    [3, 300, 0.01]
  ])("finds the stock package's weights to 1e-9: %i classes, %i steps", (nClasses, numSteps, learningRate) => {
    const draw = createRandom(nClasses);
    const X = new Matrix(Array.from({length: 80}, () => [drawNormal(draw), 2 * drawNormal(draw) + 1, draw(), 1]));
    const Y = Matrix.columnVector(
      Array.from({length: 80}, (_, i) =>
        Math.floor(nClasses * Math.min(0.999, Math.max(0, 0.5 + 0.2 * X.get(i, 0) + 0.3 * (draw() - 0.5))))
      )
    );
    const [stock, fast] = [new LogisticRegression({numSteps, learningRate}), new FastLogisticRegression({numSteps, learningRate})];
    stock.train(X, Y);
    fast.train(X, Y);
    expect(fast.classifiers).toHaveLength(nClasses);
    stock.classifiers.forEach(({weights}, c) =>
      weights.to1DArray().forEach((weight, j) => expect(Math.abs(fast.classifiers[c].weights.get(0, j) - weight)).toBeLessThan(1e-9))
    );
    expect(fast.predict(X)).toEqual(stock.predict(X));
  });
});

describe("logistic.fit(data, params, context)", () => {
  const fixture = JSON.parse(readFileSync(new URL("../../../fixtures/engine/logistic.json", import.meta.url), "utf8"));
  const data = syntheticUsers(fixture.n, fixture.seed);

  /** What each column adds at scikit-learn's mean: ours is rounded to three digits of the spread. */
  const shiftsOf = (model: LogisticModel) =>
    model.encoding.map(({mean, scale}, j) => (model.weights[j] * (fixture.mean[j] - mean)) / scale);

  it("finds scikit-learn's unpenalised weights, scales and probabilities", () => {
    const model = fit(data, {l2: 0});
    expect(model.report?.converged).toBe(true);
    const moved = shiftsOf(model).reduce((sum, shift) => sum + shift, 0);
    expect(model.intercept + moved).toBeCloseTo(fixture.intercept, 6);
    model.encoding.forEach(({mean, scale}, j) => {
      expect((model.weights[j] * fixture.scale[j]) / scale).toBeCloseTo(fixture.weights[j], 6);
      expect(Math.abs(mean - fixture.mean[j]) / fixture.scale[j]).toBeLessThan(0.005);
      expect(Math.abs(scale / fixture.scale[j] - 1)).toBeLessThan(0.005);
    });
    fixture.probability.forEach((p: number, i: number) => expect(createScorer(model).scoreRow(getRow(data.table, i))).toBeCloseTo(p, 6));
  });

  it("takes the stock package's steps, over standardised inputs and ones", () => {
    const model = fit(data, {l2: 0, steps: 40, finish: "none"});
    const rows = Array.from(data.y, (_, i) => {
      const row = getRow(data.table, i);
      return [...model.encoding.map(({input, mean, scale}) => (Number(row[input]) - mean) / scale), 1];
    });
    const columns = model.encoding.map((_, j) => Float64Array.from(rows, (row) => row[j]));
    const design = denseDesign(rows.length, columns);
    const stock = new LogisticRegression({numSteps: 40, learningRate: 4 / largestEigenvalue(design)});
    stock.train(new Matrix(rows), Matrix.columnVector(Array.from(data.y)));
    const weights = stock.classifiers[0].weights.to1DArray();
    [...model.weights, model.intercept].forEach((weight, j) => expect(Math.abs(weight - weights[j])).toBeLessThan(1e-9));
    expect(Math.abs(model.intercept)).toBeGreaterThan(0.1);
  });

  it.each([3000, 40_000, 100_001])("knows the length of %i rows in whatever order they come", (n) => {
    const random = createRandom(n);
    const rising = Float64Array.from({length: n}, (_, i) => (3 * i) / n);
    const spread = Float64Array.from({length: n}, () => random());
    const byHand = (columns: readonly Float64Array[]): number => {
      const [a, b] = columns;
      const times = (x: Float64Array, z: Float64Array): number => x.reduce((sum, d, i) => sum + d * z[i], 0);
      const ones = new Float64Array(n).fill(1);
      const all = [a, b, ones];
      return new EigenvalueDecomposition(new Matrix(all.map((x) => all.map((z) => times(x, z))))).realEigenvalues.reduce((x, z) =>
        Math.max(x, z)
      );
    };
    const found = largestEigenvalue(denseDesign(n, [rising, spread]));
    expect(Math.abs(found / byHand([rising, spread]) - 1)).toBeLessThan(n <= 3000 ? 1e-9 : 0.15);
  });

  it("explains as Python's shap explains scikit-learn's", () => {
    const model = fit(data, {l2: 0});
    const explainer = createExplainer(model);
    const shifts = shiftsOf(model);
    fixture.shap.forEach((expected: number[], i: number) => {
      explainer
        .explainRow(getRow(data.table, i), null)
        .contributions.forEach((value, j) => expect(Math.abs(value - shifts[j] - expected[j])).toBeLessThan(1e-6));
    });
  });

  it("comes to the same place by gradient steps alone, if there are enough, and says whether it got there", () => {
    const [polished, climbed, tooFew] = [fit(data), fit(data, {finish: "none", steps: 3000}), fit(data, {finish: "none", steps: 3})];
    climbed.weights.forEach((weight, j) => expect(Math.abs(weight - polished.weights[j])).toBeLessThan(1e-3));
    expect(climbed.report?.converged).toBe(true);
    expect(tooFew.report).toMatchObject({steps: 3, newtonSteps: 0, converged: false});
  });

  it("shrinks weights, and not the intercept, by its penalty", () => {
    const [free, held] = [fit(data), fit(data, {l2: 3000})];
    held.weights.forEach((weight, j) => expect(Math.abs(weight)).toBeLessThan(Math.abs(free.weights[j])));
    const held2 = fit(data, {l2: 1e9});
    const base = data.y.reduce((a, b) => a + b, 0) / data.y.length;
    expect(held2.intercept).toBeCloseTo(Math.log(base / (1 - base)), 4);
  });

  it("drops a category's first level, reads missing numbers as the mean and a missing category as a level of its own", () => {
    const mixed = mixedUsers(500, 2);
    const columns = mixed.table.columns.map((d) =>
      d.kind === "number" ? d : {...d, codes: d.codes.map((code, i) => (i < 25 ? -1 : code))}
    );
    const model = fit({...mixed, table: {...mixed.table, columns}});
    expect(model.encoding.flatMap((d) => (d.kind === "level" ? [d.level] : []))).toEqual(["family", "pro"]);
    const [x0] = model.encoding;
    const row = getRow(mixed.table, 4);
    const {scoreRow} = createScorer(model);
    expect(scoreRow({...row, x0: null})).toBeCloseTo(scoreRow({...row, x0: x0.mean}), 6);
    expect(model.encoding.at(-1)).toMatchObject({input: "plan", kind: "rest", rest: "missing"});
    const plans = [null, "basic", "family", "pro"].map((plan) => scoreRow({...row, plan}));
    expect(new Set(plans).size).toBe(4);
  });

  it("stays finite on separable users and on columns that never vary", () => {
    const y = Uint8Array.from({length: 60}, (_, i) => (i < 30 ? 0 : 1));
    const values = Float32Array.from({length: 60}, (_, i) => i);
    const table = {
      nRows: 60,
      columns: [
        {name: "x", kind: "number" as const, values},
        {name: "same", kind: "number" as const, values: new Float32Array(60).fill(7)}
      ]
    };
    const model = fit({table, y});
    expect(model.weights.every(Number.isFinite)).toBe(true);
    expect(logLossOf(y, createScorer(model).scoreTable(table))).toBeLessThan(0.01);
  });
});

describe("a category of many levels", () => {
  const n = 3000;
  const draw = createRandom(9);
  const codes = Int32Array.from({length: n}, () => Math.min(39, Math.floor(60 * draw() ** 2)));
  const values = Float32Array.from({length: n}, () => drawNormal(draw));
  const effects = Array.from({length: 40}, () => drawNormal(draw));
  const y = Uint8Array.from(codes, (code, i) => Number(draw() < 1 / (1 + Math.exp(1 - effects[code] - 0.7 * values[i]))));
  const levels = effects.map((_, i) => `level ${i}`);
  const table = {
    nRows: n,
    columns: [
      {name: "x", kind: "number" as const, values},
      {name: "city", kind: "category" as const, levels, codes}
    ]
  };

  it("has a weight for every level, at the maximum of the likelihood less the penalty", () => {
    const model = fit({table, y}, {levelL2: 3});
    expect(model.encoding).toHaveLength(41);
    expect(model.report?.converged).toBe(true);
    const p = createScorer(model).scoreTable(table);
    // where the slope is 0: what a level's users left more often than they score is what its penalty takes
    for (const [j, column] of model.encoding.entries()) {
      if (column.kind !== "level") continue;
      const code = levels.indexOf(column.level);
      const left = p.reduce((sum, score, i) => sum + (codes[i] === code ? y[i] - score : 0), 0);
      expect(left).toBeCloseTo(3 * model.weights[j], 3);
    }
    expect(p.reduce((sum, score, i) => sum + y[i] - score, 0)).toBeCloseTo(0, 3);
  });

  it("is pulled to the mean by its penalty, rare levels first", () => {
    const [free, held] = [0.01, 30].map((levelL2) => fit({table, y}, {levelL2}));
    const keptOf = (code: number): number => {
      const j = free.encoding.findIndex((d) => d.kind === "level" && d.level === levels[code]);
      return held.weights[j] / free.weights[j];
    };
    const counts = levels.map((_, code) => codes.filter((d) => d === code).length);
    const [rarest, commonest] = [Math.min(...counts), Math.max(...counts)].map((d) => counts.indexOf(d));
    expect(Math.abs(keptOf(rarest))).toBeLessThan(Math.abs(keptOf(commonest)));
  });
});
