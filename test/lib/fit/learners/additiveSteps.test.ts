import type {FitContext, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {AdditiveModel, Step} from "../../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {MIN_GROUP} from "../../../../lib/groups.js";
import {additive} from "../../../../lib/fit/learners/additive.js";
import {roundModel} from "../../../../lib/model/roundModel.js";
import {readModel} from "../../../../lib/model/readModel.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {writeModel} from "../../../../lib/model/writeModel.js";
import {createRandom, drawIndex} from "../../../../lib/random.js";
import {logLossOf, range} from "../../../support/syntheticUsers.js";

const fit = (data: TrainingData, context: Partial<FitContext> = {}): AdditiveModel =>
  roundModel(additive.fit(data, {}, {random: createRandom(1), ...context})) as AdditiveModel;

/** Users of two numbers from -1 to 1 and one of whole days, with log-odds that are a function of these. */
function usersOf(n: number, seed: string, logOdds: (x: readonly [number, number, number]) => number): TrainingData & {truth: Float64Array} {
  const random = createRandom(seed);
  const users = range(0, n).map(() => [Math.fround(2 * random() - 1), Math.fround(2 * random() - 1), drawIndex(60, random)] as const);
  const truth = Float64Array.from(users, (user) => 1 / (1 + Math.exp(-logOdds(user))));
  const columns = ["a", "b", "days"].map((name, j) => ({
    name,
    kind: "number" as const,
    values: Float32Array.from(users, (user) => user[j])
  }));
  return {table: {nRows: n, columns}, y: Uint8Array.from(truth, (p) => Number(random() < p)), truth};
}

function stepsOf({shapes, encoding}: AdditiveModel): Record<string, Step[]> {
  return Object.fromEntries(shapes.flatMap(({steps}, j) => (steps ? [[encoding[j].input, steps]] : [])));
}

describe("additive.fit(data, params, context) of numbers that jump", () => {
  const jumps = ([a, b, days]: readonly [number, number, number]): number => -3 + 0.5 * a + (b >= 0.25 ? 2.5 : 0) + (days >= 20 ? 2 : 0);

  it("has a step at each, as high as the jump, and is nearly as good as the truth for other users", () => {
    const model = fit(usersOf(5000, "jumps", jumps));
    const {b, days, ...others} = stepsOf(model);
    expect(others).toEqual({});
    expect([b.length, days.map(({at}) => at)]).toEqual([1, [20]]);
    expect(Math.abs(b[0].at - 0.25)).toBeLessThan(0.03);
    expect(Math.abs(b[0].rise - 2.5)).toBeLessThan(0.5);
    expect(Math.abs(days[0].rise - 2)).toBeLessThan(0.5);
    const fresh = usersOf(8000, "fresh", jumps);
    expect(logLossOf(fresh.y, createScorer(model).scoreTable(fresh.table)) - logLossOf(fresh.y, fresh.truth)).toBeLessThan(0.006);
  });

  it("is found in eight of ten tables of 3,000 users where it is 1.2 high, beside a line", () => {
    const truth = ([a, b]: readonly number[]): number => -1.5 + a + (b >= 0.25 ? 1.2 : 0);
    const seeds = range(0, 10);
    const found = seeds.filter((seed) => Object.keys(stepsOf(fit(usersOf(3000, `small jump ${seed}`, truth)))).join() === "b");
    expect(found.length).toBeGreaterThanOrEqual(8);
  });

  it("is found in every number of a point score that decides who leaves, of whom next to nobody is in doubt", () => {
    const score = ([a, b, days]: readonly [number, number, number]): number =>
      [a >= 0.1, b >= 0.3, days >= 31].filter(Boolean).length >= 2 ? 12 : -12;
    const model = fit(usersOf(4000, "points", score));
    expect(Object.keys(stepsOf(model)).sort()).toEqual(["a", "b", "days"]);
    const fresh = usersOf(8000, "other points", score);
    expect(logLossOf(fresh.y, createScorer(model).scoreTable(fresh.table))).toBeLessThan(0.02);
  });

  it("is found near an end too, and where it counts least, of a point score that decides alone", () => {
    const score = ([a, b, days]: readonly [number, number, number]): number =>
      3 * Number(a >= 0.1) + 3 * Number(days >= 31) - Number(days < 6) + 2 * Number(b >= 0.3) + Number(b < -0.8) >= 3
        ? Infinity
        : -Infinity;
    const model = fit(usersOf(4000, "a score", score));
    const {a, b, days} = stepsOf(model);
    const isNear = (steps: readonly Step[], truth: number): boolean => steps.some(({at}) => Math.abs(at - truth) < 0.03);
    expect([isNear(a, 0.1), isNear(b, -0.8), isNear(b, 0.3), isNear(days, 6), isNear(days, 31)]).toEqual([true, true, true, true, true]);
  });

  it("parts users of round numbers as the rule does, which calls for more than 20 of one number and for 31 or more of another", () => {
    const random = createRandom("hours");
    const users = range(0, 4000).map(() => [drawIndex(1200, random) / 20, drawIndex(60, random), drawIndex(4, random)]);
    const columns = ["hours", "days", "kind"].map((name, j) => ({
      name,
      kind: "number" as const,
      values: Float32Array.from(users, (user) => user[j])
    }));
    const y = Uint8Array.from(users, ([hours, days, kind]) =>
      Number(2 * Number(hours > 20) + 2 * Number(days >= 31) + Number(kind >= 2) >= 3)
    );
    const data = {table: {nRows: users.length, columns}, y};
    const scores = createScorer(fit(data)).scoreTable(data.table);
    expect(users.filter((_, i) => scores[i] >= 0.5 !== (y[i] === 1))).toEqual([]);
  });

  it("is written and read back as it is, with six digits of what it learned", () => {
    const model = fit(usersOf(5000, "jumps", jumps));
    expect(readModel(JSON.parse(writeModel(model)))).toEqual(model);
    for (const {rise} of Object.values(stepsOf(model)).flat()) expect(String(rise).replace(/[^0-9]/g, "").length).toBeLessThanOrEqual(7);
  });

  it("has shapes with mean 0 over the training rows", () => {
    const {table, y} = usersOf(5000, "jumps", jumps);
    const model = fit({table, y});
    const odds = createScorer({...model, calibration: undefined})
      .scoreTable(table)
      .map((p) => Math.log(p / (1 - p)));
    expect(odds.reduce((sum, d) => sum + d, 0) / odds.length).toBeCloseTo(model.intercept, 2);
  });

  it.each([
    ["nothing", 500, (): number => -1],
    ["nothing, of many", 4000, (): number => -1.5],
    ["few who leave", 4000, (): number => -4],
    ["a line", 4000, ([a, b]: readonly number[]): number => -1 + a - b],
    ["a U shape", 4000, ([a]: readonly number[]): number => -2 + 3 * a * a],
    ["waves", 20_000, ([a]: readonly number[]): number => -1 + 1.5 * Math.sin(6 * a)],
    ["a steep slope", 4000, ([a]: readonly number[]): number => -1 + 2 * Math.tanh(4 * a)]
  ])("has none where there is none: %s", (name, n, truth) => {
    const seeds = range(0, n > 10_000 ? 2 : 10);
    const found = seeds.filter((seed) => Object.keys(stepsOf(fit(usersOf(n, `${name} ${seed}`, truth)))).length > 0);
    expect(found).toEqual([]);
  });

  it("has none in a number that must keep a direction", () => {
    expect(Object.keys(stepsOf(fit(usersOf(5000, "jumps", jumps), {monotone: {days: "increasing"}})))).toEqual(["b"]);
  });

  it("has none that fewer than 20 customers stand beyond, however many rows they have", () => {
    const {table, y} = usersOf(3000, "customers", ([, , days]) => (days >= 50 ? 2 : -2));
    const [, , days] = table.columns.map((column) => (column.kind === "number" ? column.values : new Float32Array()));
    const groups = Int32Array.from(days, (d, i) => (d >= 50 ? i % (MIN_GROUP - 5) : MIN_GROUP + i));
    expect(Object.keys(stepsOf(fit({table, y})))).toEqual(["days"]);
    expect(stepsOf(fit({table, y, groups})).days?.map(({at}) => at) ?? []).not.toContain(50);
  });
});
