import type {BoostingModel, ForestModel, Model, Trees} from "../../../lib/model/model.js";
import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {createTreeShap} from "../../../lib/explain/treeShap.js";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {boosting} from "../../../lib/fit/learners/boosting.js";
import {forest} from "../../../lib/fit/learners/forest.js";
import {readModel} from "../../../lib/model/readModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {getRow} from "../../../lib/dataset/table.js";
import {mixedUsers, toRow} from "../../support/syntheticUsers.js";

interface Fixture {
  model: unknown;
  rows: (number | null)[][];
  base: number;
  path: number[][];
}

const readFixture = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../fixtures/engine/${name}`, import.meta.url), "utf8"));
const treesOf = (json: unknown): ForestModel | BoostingModel => {
  const model = readModel(json);
  if (!("trees" in model)) throw new Error("the fixture must hold trees");
  return model;
};

describe("createExplainer(model).explainRow(row, reference), of trees", () => {
  it("agrees with Python's shap on a scikit-learn forest, by path and against one user", () => {
    const fixture = readFixture<Fixture & {reference: number[]; single: number[][]; probability: number[]}>("shapForest.json");
    const model = treesOf(fixture.model);
    const explainer = createExplainer(model);
    fixture.rows.forEach((values, i) => {
      const row = toRow(values);
      expect(createScorer(model).scoreRow(row)).toBeCloseTo(fixture.probability[i], 10);
      const byPath = explainer.explainRow(row, null);
      expect(byPath.unit).toBe("probability");
      expect(byPath.base).toBeCloseTo(fixture.base, 9);
      byPath.contributions.forEach((value, j) => expect(Math.abs(value - fixture.path[i][j])).toBeLessThan(1e-6));
      const single = explainer.explainRow(row, toRow(fixture.reference));
      single.contributions.forEach((value, j) => expect(Math.abs(value - fixture.single[i][j])).toBeLessThan(1e-6));
    });
  });

  it("agrees with Python's shap on boosted trees of xgboost with missing values", () => {
    const fixture = readFixture<Fixture & {margin: number[]}>("shapBoosting.json");
    const model = treesOf(fixture.model);
    const explainer = createExplainer(model);
    fixture.rows.forEach((values, i) => {
      expect(createScorer(model).logOddsRow(toRow(values))).toBeCloseTo(fixture.margin[i], 5);
      const {base, contributions, unit} = explainer.explainRow(toRow(values), null);
      expect(unit).toBe("logOdds");
      expect(base).toBeCloseTo(fixture.base, 5);
      // shap and xgboost add in float32, so their own last digits are the limit
      contributions.forEach((value, j) => expect(Math.abs(value - fixture.path[i][j])).toBeLessThan(1e-6));
    });
  });

  it("adds up to the score, for users and references with missing values, recalibrated or not", () => {
    const data = mixedUsers(800, 5);
    const fitted = [
      boosting.fit(data, {nTrees: 30, maxDepth: 4, minWeight: 1}, {random: createRandom(1)}),
      forest.fit(data, {nTrees: 8}, {random: createRandom(1)})
    ];
    for (const plain of fitted) {
      for (const model of [plain, {...plain, calibration: {intercept: -0.2, slope: 0.8}}]) {
        const explainer = createExplainer(model as Model);
        const scorer = createScorer(model as Model);
        for (const i of [0, 1, 2, 30]) {
          const row = getRow(data.table, i);
          for (const reference of [null, getRow(data.table, i + 7)]) {
            const {base, contributions, unit} = explainer.explainRow(row, reference);
            const total = contributions.reduce((sum, value) => sum + value, base);
            expect(total).toBeCloseTo(unit === "logOdds" ? scorer.logOddsRow(row) : scorer.scoreRow(row), 10);
            if (reference) expect(base).toBeCloseTo(unit === "logOdds" ? scorer.logOddsRow(reference) : scorer.scoreRow(reference), 10);
          }
        }
      }
    }
  });
});

describe("createTreeShap(trees, nColumns)", () => {
  it("equals the definition, averaged over all orders of joining", () => {
    const data = mixedUsers(600, 9);
    const model = boosting.fit(data, {nTrees: 5, maxDepth: 5, minWeight: 0.5}, {random: createRandom(2)}) as BoostingModel;
    const n = model.encoding.length;
    const shap = createTreeShap(model.trees, n);
    const rows = [
      [4.5, 200, 3, 0.5, NaN, 0, 1, 0],
      [NaN, 12, 7, -1, 20, 1, 0, 0]
    ].map((row) => Float64Array.from(row));
    for (const reference of [null, Float64Array.from([20, 20, 2, 1, 5, 0, 0, 1])]) {
      for (const x of rows) {
        const got = new Float64Array(n);
        shap.addContributions(x, reference, got);
        const expected = byDefinition(model.trees, {x, reference, n});
        got.forEach((value, j) => expect(value).toBeCloseTo(expected[j], 12));
      }
    }
  });
});

function byDefinition(trees: Trees, {x, reference, n}: {x: Float64Array; reference: Float64Array | null; n: number}): number[] {
  const worth = Float64Array.from({length: 2 ** n}, (_, known) =>
    trees.roots.reduce((sum, root) => sum + expected(trees, root, {x, reference, known}), 0)
  );
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return Array.from({length: n}, (_, j) => {
    let value = 0;
    for (let known = 0; known < 2 ** n; ++known) {
      if (known & (1 << j)) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      value += ((factorial(size) * factorial(n - size - 1)) / factorial(n)) * (worth[known | (1 << j)] - worth[known]);
    }
    return value;
  });
}

function expected(trees: Trees, node: number, given: {x: Float64Array; reference: Float64Array | null; known: number}): number {
  const f = trees.feature[node];
  if (f < 0) return trees.value[node];
  const {left, right, cover, threshold, missingLeft} = trees;
  const isKnown = (given.known & (1 << f)) !== 0;
  const value = isKnown ? given.x[f] : given.reference?.[f];
  if (value !== undefined) {
    const goesLeft = value < threshold[node] || (Number.isNaN(value) && missingLeft[node] === 1);
    return expected(trees, goesLeft ? left[node] : right[node], given);
  }
  const share = cover[left[node]] / cover[node];
  return share * expected(trees, left[node], given) + (1 - share) * expected(trees, right[node], given);
}
