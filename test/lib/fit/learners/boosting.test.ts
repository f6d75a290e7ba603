import type {FitContext, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {Params} from "../../../../lib/book/common.js";
import type {BoostingModel} from "../../../../lib/model/model.js";
import type {Table} from "../../../../lib/dataset/table.js";
import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {boosting} from "../../../../lib/fit/learners/boosting.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {getNumbers, getRow} from "../../../../lib/dataset/table.js";
import {logLossOf, mixedUsers, range, syntheticUsers, takeUsers} from "../../../support/syntheticUsers.js";

const fit = (data: TrainingData, params = {}, context: Partial<FitContext> = {}) =>
  boosting.fit(data, params, {random: createRandom(1), ...context}) as BoostingModel;

describe("boosting.fit(data, params, context)", () => {
  it("is as good as scikit-learn's HistGradientBoosting at the same settings", () => {
    const fixture = JSON.parse(readFileSync(new URL("../../../fixtures/engine/quality.json", import.meta.url), "utf8"));
    const data = syntheticUsers(fixture.n, fixture.seed);
    expect(data.y.reduce((a, b) => a + b, 0)).toBe(fixture.churned);
    const model = fit(takeUsers(data, range(0, fixture.nTrain)), {
      nTrees: 100,
      learningRate: 0.1,
      maxDepth: 4,
      minWeight: 2,
      l2: 1,
      maxBins: 64
    });
    const test = takeUsers(data, range(fixture.nTrain, fixture.n));
    expect(logLossOf(test.y, createScorer(model).scoreTable(test.table))).toBeLessThan(fixture.boosting + 0.003);
  });

  it("finds a corner of the truth to within a few users, and is then hardly ever in doubt", () => {
    const {table, y} = cornerUsers(1000, 1);
    const fresh = cornerUsers(10_000, 2);
    const params = {nTrees: 300, maxDepth: 4, learningRate: 0.1, l2: 1, minWeight: 0.1};
    const lossBy = (more: Params): number =>
      logLossOf(fresh.y, createScorer(fit({table, y}, {...params, ...more})).scoreTable(fresh.table));
    const least = lossBy({});
    expect(least).toBeLessThan(0.01);
    expect(lossBy({maxBins: 64})).toBeGreaterThan(2 * least);
  });

  it("keeps to its limits of depth, leaves and weight", () => {
    const data = mixedUsers(1500, 4);
    const {trees} = fit(data, {nTrees: 20, maxDepth: 5, maxLeaves: 7, minWeight: 12});
    trees.roots.forEach((root, t) => {
      const end = trees.roots[t + 1] ?? trees.feature.length;
      const leaves = range(root, end).filter((node) => trees.feature[node] < 0);
      expect(leaves.length).toBeLessThanOrEqual(7);
      expect(Math.min(...leaves.map((node) => trees.cover[node]))).toBeGreaterThanOrEqual(12 * 4); // p (1 - p) is at most 1/4
      expect(leaves.reduce((sum, node) => sum + trees.cover[node], 0)).toBe(1500);
    });
    expect(depthOf(fit(data, {nTrees: 5, maxDepth: 2}))).toBe(2);
  });

  it("gives the mean of its leaves as the value of an inner node", () => {
    const {trees} = fit(mixedUsers(800, 4), {nTrees: 5, maxDepth: 4});
    trees.feature.forEach((f, node) => {
      if (f < 0) return;
      const [l, r] = [trees.left[node], trees.right[node]];
      expect(trees.value[node]).toBeCloseTo((trees.cover[l] * trees.value[l] + trees.cover[r] * trees.value[r]) / trees.cover[node], 12);
    });
  });

  it.each(["increasing", "decreasing"] as const)("never moves against an input that must be %s", (direction) => {
    const data = mixedUsers(1500, 6);
    const params = {nTrees: 80, maxDepth: 4, learningRate: 0.2, minWeight: 1};
    const breaks = (model: BoostingModel): number => {
      const {scoreRow} = createScorer(model);
      let count = 0;
      for (const i of range(0, 60)) {
        const path = range(0, 80).map((k) => scoreRow({...getRow(data.table, i), x1: 5 * k}));
        for (const k of range(1, 80)) if ((path[k] - path[k - 1]) * (direction === "increasing" ? 1 : -1) < 0) ++count;
      }
      return count;
    };
    expect(breaks(fit(data, params))).toBeGreaterThan(100);
    expect(breaks(fit(data, params, {monotone: {x1: direction}}))).toBe(0);
  });

  it("refuses a monotone category", () => {
    expect(() => fit(mixedUsers(300, 1), {}, {monotone: {plan: "increasing"}})).toThrow(
      "boosting: only numbers can be monotone; got plan."
    );
  });

  it("learns from which values are missing", () => {
    const {table, y} = syntheticUsers(2000, 8);
    const values = getNumbers(table, "x2").map((value, i) => (y[i] === 1 && i % 3 > 0 ? NaN : value));
    const data = {table: {nRows: 2000, columns: [{name: "x2", kind: "number" as const, values}]}, y};
    const {scoreRow} = createScorer(fit(data, {nTrees: 60}));
    expect(scoreRow({x2: null})).toBeGreaterThan(0.9);
    expect(Math.max(...range(0, 10).map((x2) => scoreRow({x2})))).toBeLessThan(0.4);
  });

  it("sends a value that no training row missed where most rows go", () => {
    const model = fit(syntheticUsers(800, 3), {nTrees: 10});
    const {trees} = model;
    trees.feature.forEach((f, node) => {
      if (f >= 0) expect(trees.missingLeft[node]).toBe(trees.cover[trees.left[node]] > trees.cover[trees.right[node]] ? 1 : 0);
    });
  });

  it("stops early on noise, fits all rows with that number of trees, and reports it", () => {
    const {table} = syntheticUsers(1200, 3);
    const random = createRandom(3);
    const noise = {table, y: Uint8Array.from({length: 1200}, () => (random() < 0.3 ? 1 : 0))};
    const model = fit(noise, {nTrees: 400, patience: 15, maxDepth: 3});
    expect(model.report?.stoppedEarly).toBe(true);
    expect(model.trees.roots.length).toBe(model.report?.trees);
    expect(model.trees.roots.length).toBeLessThan(60);
    expect(model.trees.cover[0]).toBe(1200);
  });

  it("joins trees of one split at the same place: fewer trees, which add what all steps add", () => {
    const data = syntheticUsers(1200, 3);
    const settings = {nTrees: 60, maxDepth: 1, learningRate: 0.2};
    const model = fit(data, settings);
    const {roots, feature, threshold, value} = model.trees;
    expect(model.report?.trees).toBe(60);
    expect(roots.length).toBeLessThan(60);
    const cuts = roots.map((root) => `${feature[root]} ${threshold[root]}`);
    expect(new Set(cuts).size).toBe(cuts.length);
    const [first] = roots;
    const alone = fit(data, {...settings, nTrees: 1}).trees;
    expect([alone.feature[0], alone.threshold[0]]).toEqual([feature[first], threshold[first]]);
    expect(value.filter((_, node) => feature[node] < 0)).not.toContain(0);
    const more = fit(data, {...settings, nTrees: 61});
    const loss = (of: BoostingModel): number => logLossOf(data.y, createScorer(of).scoreTable(data.table));
    expect(loss(more)).toBeLessThan(loss(model)); // every step still lowers the loss of its own rows
    expect(loss(model)).toBeLessThan(loss(fit(data, {...settings, nTrees: 1})));
  });

  it("draws rows and columns, by its random source alone", () => {
    const data = mixedUsers(1000, 2);
    const params = {nTrees: 10, rowShare: 0.6, columnShare: 0.5};
    const [a, b, c] = [1, 1, 2].map((seed) => fit(data, params, {random: createRandom(seed)}));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    a.trees.roots.forEach((root, t) => {
      expect(Math.abs(a.trees.cover[root] - 600)).toBeLessThan(6 * Math.sqrt(600 * 0.4)); // each row by a draw of its own
      const used = new Set(a.trees.feature.slice(root, a.trees.roots[t + 1]).filter((f) => f >= 0));
      expect(used.size).toBeLessThanOrEqual(4);
    });
  });

  it("decides at a threshold as it decided by bins: training scores come out the same", () => {
    const data = mixedUsers(900, 12);
    const few = fit(data, {nTrees: 40, maxBins: 8});
    const edges = new Set(few.trees.threshold);
    expect(edges.size).toBeLessThan(8 * 8);
    // a value on an edge goes right, the float32 below it left: as the bins were cut
    for (const node of range(0, few.trees.feature.length).filter((i) => few.trees.feature[i] === 1)) {
      const threshold = few.trees.threshold[node];
      expect(getNumbers(data.table, "x1").filter((x) => x < threshold).length).toBeGreaterThan(0);
    }
  });

  it("has exact histograms: the order of the rows does not matter to the splits", () => {
    const data = mixedUsers(1000, 2);
    const rows = range(0, 1000).reverse();
    const reversed = fit(takeUsers(data, rows), {nTrees: 15});
    expect(reversed.trees.threshold).toEqual(fit(data, {nTrees: 15}).trees.threshold);
  });

  it("takes columns of any number of distinct values, and constant ones", () => {
    const n = 700;
    const columns: Table["columns"] = [
      {name: "same", kind: "number", values: new Float32Array(n).fill(3)},
      {name: "two", kind: "number", values: Float32Array.from({length: n}, (_, i) => i % 2)},
      {name: "all missing", kind: "number", values: new Float32Array(n).fill(NaN)},
      {name: "all different", kind: "number", values: Float32Array.from({length: n}, (_, i) => Math.sin(i) * 1e6)}
    ];
    const table = {nRows: n, columns};
    const y = Uint8Array.from({length: n}, (_, i) => (Math.sin(i) > 0.3 && i % 2 === 1 ? 1 : 0));
    expect(logLossOf(y, createScorer(fit({table, y}, {maxBins: 255})).scoreTable(table))).toBeLessThan(0.05);
  });
});

function depthOf({trees}: BoostingModel): number {
  const depth = (node: number): number => (trees.feature[node] < 0 ? 0 : 1 + Math.max(depth(trees.left[node]), depth(trees.right[node])));
  return Math.max(...trees.roots.map(depth));
}

/** Churned are those, and only those, of whom two of six numbers both lie above a line. */
function cornerUsers(n: number, seed: number): TrainingData {
  const random = createRandom(seed);
  const columns = range(0, 6).map((j) => {
    return {name: `x${j}`, kind: "number" as const, values: Float32Array.from({length: n}, () => drawNormal(random))};
  });
  return {
    table: {nRows: n, columns},
    y: Uint8Array.from({length: n}, (_, i) => Number(columns[2].values[i] > 0 && columns[4].values[i] > -0.3))
  };
}
