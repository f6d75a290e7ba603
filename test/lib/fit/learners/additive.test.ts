import type {Table} from "../../../../lib/dataset/table.js";
import type {FitContext, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {AdditiveModel} from "../../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {getNumbers} from "../../../../lib/dataset/table.js";
import {risingSplines} from "../../../../lib/fit/additive/basis.js";
import {additive} from "../../../../lib/fit/learners/additive.js";
import {logistic} from "../../../../lib/fit/learners/logistic.js";
import {heightAt, piecesOf} from "../../../../lib/model/curve.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {logLossOf, mixedUsers, syntheticUsers} from "../../../support/syntheticUsers.js";

const fit = (data: TrainingData, params = {}, context: Partial<FitContext> = {}) =>
  additive.fit(data, params, {random: createRandom(1), ...context}) as AdditiveModel;

/** Users whose log-odds are a function of two normal numbers. */
function usersOf(n: number, seed: number, logOdds: (a: number, b: number) => number): TrainingData & {truth: Float64Array} {
  const random = createRandom(seed);
  const [a, b] = [0, 1].map(() => Float32Array.from({length: n}, () => drawNormal(random)));
  const truth = Float64Array.from(a, (x, i) => 1 / (1 + Math.exp(-logOdds(x, b[i]))));
  const y = Uint8Array.from(truth, (p) => (random() < p ? 1 : 0));
  const table: Table = {nRows: n, columns: [a, b].map((values, j) => ({name: "ab"[j], kind: "number", values}))};
  return {table, y, truth};
}

describe("risingSplines(knots)", () => {
  it.each([[[0, 1]], [[0, 1, 5]], [[-3, -1, 0, 4, 40]]])("never fall, and add up to a straight line: %j", (knots) => {
    const splines = risingSplines(knots);
    expect(splines).toHaveLength(knots.length - 1);
    for (const [k, knot] of knots.entries()) expect(splines.reduce((sum, d) => sum + d[k], 0)).toBeCloseTo(knot - knots[0], 10);
    for (const values of splines) {
      const pieces = piecesOf({knots, values});
      const heights = Array.from({length: 400}, (_, i) =>
        heightAt(pieces, knots[0] - 1 + ((knots[knots.length - 1] - knots[0] + 2) * i) / 399)
      );
      for (let i = 1; i < heights.length; ++i) expect(heights[i] - heights[i - 1]).toBeGreaterThan(-1e-12);
    }
  });
});

describe("additive.fit(data, params, context)", () => {
  const bent = usersOf(4000, 1, (a, b) => -1.2 + 0.9 * (a * a - 1) + 0.6 * b);

  it("finds an effect that rises on both sides, and a straight one beside it", () => {
    const fresh = usersOf(4000, 2, (a, b) => -1.2 + 0.9 * (a * a - 1) + 0.6 * b);
    const model = fit(bent);
    const loss = logLossOf(fresh.y, createScorer(model).scoreTable(fresh.table));
    expect(loss - logLossOf(fresh.y, fresh.truth)).toBeLessThan(0.006);
    const straight = logistic.fit(bent, {}, {random: createRandom(1)});
    expect(logLossOf(fresh.y, createScorer(straight).scoreTable(fresh.table)) - loss).toBeGreaterThan(0.05);
    const line = piecesOf(model.shapes[1]);
    for (const x of [-1.5, 0, 1.5]) expect(Math.abs(heightAt(line, x) - 0.6 * x)).toBeLessThan(0.2);
  });

  it("takes bends to nothing where there are none, and is then as good as a straight line", () => {
    const straight = usersOf(3000, 3, (a, b) => -1 + 0.8 * a - 0.5 * b);
    const fresh = usersOf(3000, 4, (a, b) => -1 + 0.8 * a - 0.5 * b);
    const model = fit(straight);
    expect(model.report!.freedom).toBeLessThan(4);
    const losses = [model, logistic.fit(straight, {}, {random: createRandom(1)})].map((d) =>
      logLossOf(fresh.y, createScorer(d).scoreTable(fresh.table))
    );
    expect(losses[0] - losses[1]).toBeLessThan(0.001);
  });

  it("keeps shapes at mean 0 over the training rows, so that the intercept is the mean log-odds", () => {
    const data = mixedUsers(900, 17);
    const model = fit(data);
    const logOdds = createScorer(model).logOddsTable(data.table);
    expect(logOdds.reduce((sum, z) => sum + z / 900, 0)).toBeCloseTo(model.intercept, 9);
    expect(model.report).toMatchObject({converged: true});
  });

  it("keeps its knots where no single user is: on lines of the column's grid, twenty users apart", () => {
    const {shapes} = fit(bent, {knots: 12});
    const values = getNumbers(bent.table, "a");
    for (const [k, knot] of shapes[0].knots.entries()) {
      expect(Number(knot.toFixed(2))).toBe(knot);
      if (k > 0) expect(values.filter((x) => x >= shapes[0].knots[k - 1] && x < knot).length).toBeGreaterThanOrEqual(20);
    }
  });

  it.each(["increasing", "decreasing"] as const)("keeps a direction: %s", (direction) => {
    const sign = direction === "increasing" ? 1 : -1;
    const falls = (model: AdditiveModel): number => {
      const pieces = piecesOf(model.shapes[0]);
      const heights = Array.from({length: 900}, (_, i) => sign * heightAt(pieces, -6 + i / 75));
      return heights.filter((height, i) => i > 0 && height < heights[i - 1] - 1e-12).length;
    };
    expect(falls(fit(bent))).toBeGreaterThan(100);
    const held = fit(bent, {}, {monotone: {a: direction}});
    expect(falls(held)).toBe(0);
    expect(held.report).toMatchObject({converged: true});
  });

  it("refuses a monotone category", () => {
    expect(() => fit(mixedUsers(300, 1), {}, {monotone: {plan: "increasing"}})).toThrow(
      "additive: only numbers can be monotone; got plan."
    );
  });

  it("learns from which values are missing", () => {
    const {table, y} = syntheticUsers(2000, 8);
    const values = getNumbers(table, "x2").map((value, i) => (y[i] === 1 && i % 3 > 0 ? NaN : value));
    const {scoreRow} = createScorer(fit({table: {nRows: 2000, columns: [{name: "x2", kind: "number", values}]}, y}));
    expect(scoreRow({x2: null})).toBeGreaterThan(0.9);
    expect(Math.max(...Array.from({length: 10}, (_, x2) => scoreRow({x2})))).toBeLessThan(0.4);
  });

  it("takes columns that are constant, nearly constant, of two numbers, and of very few rows", () => {
    for (const n of [6, 45, 400]) {
      const y = Uint8Array.from({length: n}, (_, i) => Number(i % 3 === 0));
      const columns = [
        () => 7,
        (i: number) => (i === 1 ? 9 : 7),
        (i: number) => i % 2,
        (i: number) => (i < n / 2 ? NaN : 1e30 * i),
        () => NaN
      ];
      const table: Table = {
        nRows: n,
        columns: columns.map((of, j) => ({name: `x${j}`, kind: "number", values: Float32Array.from({length: n}, (_, i) => of(i))}))
      };
      const p = createScorer(fit({table, y})).scoreTable(table);
      for (const each of p) expect(each).toBeGreaterThanOrEqual(0);
    }
  });

  it("pulls levels of a category towards their mean as far as they do not differ", () => {
    const random = createRandom(4);
    const n = 6000;
    const codes = Int32Array.from({length: n}, () => Math.floor(100 * random()));
    const levels = Array.from({length: 100}, (_, i) => `level ${i}`);
    const table: Table = {nRows: n, columns: [{name: "city", kind: "category", levels, codes}]};
    const noise = Uint8Array.from(codes, () => Number(random() < 0.3));
    const effects = levels.map(() => drawNormal(random));
    const real = Uint8Array.from(codes, (code) => Number(random() < 1 / (1 + Math.exp(1 - effects[code]))));
    const spreadOf = (y: Uint8Array): number =>
      Math.sqrt(fit({table, y}, {smooth: 1}).shapes.reduce((sum, {values}) => sum + (values[1] - values[0]) ** 2 / 100, 0));
    expect(spreadOf(noise)).toBeLessThan(0.12);
    expect(spreadOf(real)).toBeGreaterThan(0.7);
  });
});
