import type {Column} from "../../../../lib/dataset/table.js";
import type {FitContext, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {AdditiveModel, PairShape} from "../../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {takeRows} from "../../../../lib/dataset/table.js";
import {additive} from "../../../../lib/fit/learners/additive.js";
import {readModel} from "../../../../lib/model/readModel.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {heightOver, surfaceOf} from "../../../../lib/model/surface.js";
import {createRandom, drawIndex, drawNormal, shuffleRows} from "../../../../lib/random.js";
import {logLossOf, mixedUsers, range} from "../../../support/syntheticUsers.js";

const MOST = {pairs: 10};
const fit = (data: TrainingData, params = {}, context: Partial<FitContext> = {}) =>
  additive.fit(data, params, {random: createRandom(1), ...context}) as AdditiveModel;

interface User {
  x: number[];
  city: number;
  side: number;
}

/** Users of four normal numbers x0 to x3, a city of three and a side of two, with log-odds that are a function of these. */
function usersOf(n: number, seed: number, logOdds: (user: User) => number): TrainingData & {truth: Float64Array} {
  const random = createRandom(seed);
  const users = Array.from({length: n}, (): User => {
    const x = Array.from({length: 4}, () => Math.fround(drawNormal(random)));
    return {x, city: drawIndex(3, random), side: drawIndex(2, random)};
  });
  const truth = Float64Array.from(users, (user) => 1 / (1 + Math.exp(-logOdds(user))));
  const columns: Column[] = [
    ...range(0, 4).map((j): Column => ({name: `x${j}`, kind: "number", values: Float32Array.from(users, ({x}) => x[j])})),
    {name: "city", kind: "category", levels: ["a", "b", "c"], codes: Int32Array.from(users, ({city}) => city)},
    {name: "side", kind: "category", levels: ["left", "right"], codes: Int32Array.from(users, ({side}) => side)}
  ];
  return {table: {nRows: n, columns}, y: Uint8Array.from(truth, (p) => Number(random() < p)), truth};
}

/** The inputs of each pair, in words. */
function namesOf({pairs = [], encoding}: AdditiveModel): string[] {
  return [...new Set(pairs.map(({columns}) => columns.map((j) => encoding[j].input).join(" x ")))];
}

/** What the pairs add for a user. */
function heightFor({pairs = [], encoding}: AdditiveModel, {x, city, side}: User): number {
  const at = (j: number): number => {
    const column = encoding[j];
    if (column.kind === "number") return x[Number(column.input.slice(1))];
    return Number(column.kind === "level" && (column.level === "abc"[city] || column.level === ["left", "right"][side]));
  };
  return pairs.reduce((sum, pair) => sum + heightOver(surfaceOf(pair), at(pair.columns[0]), at(pair.columns[1])), 0);
}

const user = (x: number[], city = 0, side = 0): User => ({x, city, side});

describe("additive.fit(data, {pairs}, context)", () => {
  const product = ({x}: User): number => -1 + 0.6 * x[0] + 0.9 * x[1] * x[2];
  const turned = ({x, city}: User): number => -1 + 0.6 * x[0] + [1, -1, 0][city] * x[1];
  const jumping = ({x}: User): number => -1 + 0.6 * x[0] + 1.3 * Math.sign(x[1] - 0.7) * Math.sign(x[2] + 0.4);
  const crossed = ({x, city, side}: User): number => -1 + 0.6 * x[0] + [1, -0.5, -0.5][city] * (side === 0 ? 1 : -1);

  it("finds the product of two numbers", () => {
    const model = fit(usersOf(4000, 1, product), MOST);
    expect(namesOf(model)).toEqual(["x1 x x2"]);
    for (const [a, b] of [-1.5, -0.5, 0, 0.5, 1.5].flatMap((d) => [-1.5, 0, 1].map((e) => [d, e])))
      expect(Math.abs(heightFor(model, user([0, a, b, 0])) - 0.9 * a * b)).toBeLessThan(0.35);
  });

  it("finds a slope that differs by level", () => {
    const model = fit(usersOf(4000, 2, turned), MOST);
    expect(namesOf(model)).toEqual(["x1 x city"]);
    for (const a of [-1.5, -0.5, 0.5, 1.5])
      for (const city of [0, 1, 2]) expect(Math.abs(heightFor(model, user([0, a, 0, 0], city)) - [1, -1, 0][city] * a)).toBeLessThan(0.3);
  });

  it("finds levels that count together", () => {
    const model = fit(usersOf(4000, 3, crossed), MOST);
    expect(namesOf(model)).toEqual(["city x side"]);
    for (const city of [0, 1, 2])
      for (const side of [0, 1])
        expect(Math.abs(heightFor(model, user([0, 0, 0, 0], city, side)) - [1, -0.5, -0.5][city] * (side === 0 ? 1 : -1))).toBeLessThan(
          0.25
        );
  });

  it.each([["product", product] as const, ["slope", turned] as const, ["levels", crossed] as const])(
    "is then nearly as good as the truth, for other users: %s",
    (_, truth) => {
      const fresh = usersOf(6000, 5, truth);
      const [plain, paired] = [{}, MOST].map((params) => {
        const {scoreTable} = createScorer(fit(usersOf(4000, 4, truth), params));
        return logLossOf(fresh.y, scoreTable(fresh.table)) - logLossOf(fresh.y, fresh.truth);
      });
      expect(plain).toBeGreaterThan(0.03);
      expect(paired).toBeLessThan(0.006);
    }
  );

  it("follows jumps of two numbers that count by the signs of both, where ramps would stay far behind", () => {
    const fresh = usersOf(6000, 5, jumping);
    const model = fit(usersOf(4000, 4, jumping), MOST);
    expect(namesOf(model)).toEqual(["x1 x x2"]);
    const {scoreTable} = createScorer(model);
    expect(logLossOf(fresh.y, scoreTable(fresh.table)) - logLossOf(fresh.y, fresh.truth)).toBeLessThan(0.018);
    const heightAt = (a: number, b: number): number => heightFor(model, user([0, a, b, 0]));
    for (const b of [-1, 0.2]) expect(Math.abs(heightAt(0.75, b) - heightAt(0.65, b))).toBeGreaterThan(1);
  });

  it("says in a pair nothing of either input alone, and writes what readers take", () => {
    for (const truth of [product, turned, crossed]) {
      const data = usersOf(3000, 6, truth);
      const model = fit(data, MOST);
      expect(readModel(JSON.parse(JSON.stringify(model))).kind).toBe("additive");
      const random = createRandom(6);
      const users = Array.from({length: 3000}, (): User => {
        const x = Array.from({length: 4}, () => Math.fround(drawNormal(random)));
        return {x, city: drawIndex(3, random), side: drawIndex(2, random)};
      });
      const heights = users.map((d) => heightFor(model, d));
      const parts = [(d: User) => Math.round(d.x[1]), (d: User) => Math.round(d.x[2]), (d: User) => d.city, (d: User) => d.side];
      for (const part of parts) {
        const sums = new Map<number, [n: number, sum: number]>();
        for (const [i, d] of users.entries()) {
          const [n, sum] = sums.get(part(d)) ?? [0, 0];
          sums.set(part(d), [n + 1, sum + heights[i]]);
        }
        for (const [n, sum] of sums.values()) if (n > 300) expect(Math.abs(sum / n)).toBeLessThan(0.1);
      }
    }
  });

  it.each([
    ["of noise", () => -1],
    ["where inputs add up", ({x, city}: User) => -1 + 0.8 * x[0] + 0.5 * x[1] ** 2 + [0.5, 0, -0.5][city]]
  ] as const)("finds nothing in 57 of 60 tables %s, and is then the same to the byte as without", (_, truth) => {
    let nFound = 0;
    for (const seed of range(1, 61)) {
      const data = usersOf(600, seed, truth);
      const model = fit(data, MOST);
      if (model.pairs) ++nFound;
      else if (seed % 20 === 0) expect(JSON.stringify(model)).toBe(JSON.stringify(fit(data)));
    }
    expect(nFound).toBeLessThanOrEqual(3);
  });

  it("gives the same model whatever the order of the rows, up to rounding", () => {
    const data = usersOf(2000, 7, product);
    const order = shuffleRows(Int32Array.from(data.y.keys()), createRandom(7));
    const shuffled = {table: takeRows(data.table, order), y: Uint8Array.from(order, (i) => data.y[i])};
    const [one, other] = [fit(data, MOST), fit(shuffled, MOST)];
    expect(namesOf(other)).toEqual(namesOf(one));
    expect(other.pairs?.map(({knots}) => knots)).toEqual(one.pairs?.map(({knots}) => knots));
    const heights = (model: AdditiveModel): number[] => (model.pairs ?? []).flatMap((d: PairShape) => d.values.flat());
    for (const [i, height] of heights(one).entries()) expect(heights(other)[i]).toBeCloseTo(height, 6);
  });

  it("has no pair of an input that must keep a direction", () => {
    const model = fit(usersOf(3000, 8, product), MOST, {monotone: {x1: "increasing"}});
    expect(namesOf(model)).toEqual([]);
  });

  it("leaves out who has no number", () => {
    const {table, y} = usersOf(3000, 10, product);
    const columns = table.columns.map((d): Column =>
      d.kind === "number" && d.name === "x1" ? {...d, values: d.values.map((x, i) => (i % 9 === 0 ? NaN : x))} : d
    );
    const model = fit({table: {nRows: 3000, columns}, y}, MOST);
    expect(namesOf(model)).toEqual(["x1 x x2"]);
    expect(heightFor(model, user([0, NaN, 2, 0]))).toBe(0);
  });

  it("has as many as are asked for, at most", () => {
    const truth = ({x}: User): number => -1 + 1.2 * x[0] * x[1] + 0.8 * x[2] * x[3];
    const data = usersOf(4000, 11, truth);
    expect(namesOf(fit(data, MOST))).toEqual(["x0 x x1", "x2 x x3"]);
    expect(namesOf(fit(data, {pairs: 1}))).toEqual(["x0 x x1"]);
    expect(fit(mixedUsers(900, 1)).pairs).toBeUndefined();
  });
});
