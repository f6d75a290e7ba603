import type {Truth} from "../../../lib/judge/truth.js";
import {describe, expect, it} from "vitest";
import {tellOutOfFold} from "../../fixtures/book/scores.js";
import {readPromise} from "../../../lib/judge/promise.js";
import {judgePromise} from "../../../lib/judge/verdict.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {createRandom, drawNormal, forkRandom} from "../../../lib/random.js";

interface World {
  /** how far users differ, in log-odds */
  spread?: number;
  /** what scores say of the log-odds: times `slope` */
  slope?: number;
  /** of those who churn, in log-odds, which scores do not know of */
  shift?: number;
  /** how much of the users' log-odds scores no longer see */
  noise?: number;
}

/** Users whose log-odds are normal around -1.5, and a model that knows them, up to what the world does to it. */
function drawUsers(n: number, seed: string | number, {spread = 1, slope = 1, shift = 0, noise = 0}: World = {}): Truth {
  const random = createRandom(seed);
  const y = new Uint8Array(n);
  const p = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    const z = spread * drawNormal(random);
    y[i] = Number(random() < sigmoid(z + shift - 1.5));
    p[i] = sigmoid(slope * ((1 - noise) * z + noise * spread * drawNormal(random)) - 1.5);
  }
  return {y, p};
}

const book = drawUsers(11_000, "book");
const promised = readPromise(tellOutOfFold(book.y, book.p));

/** In how many of 200 files the model is found to be worse than promised. */
function countWorse(world: World, n = 1500): number {
  let worse = 0;
  for (let s = 0; s < 200; ++s) if (judgePromise(drawUsers(n, `${s} of ${n}`, world), promised).state === "worse than promised") ++worse;
  return worse;
}

describe("judgePromise(truth, promised)", () => {
  it("finds a model that is as good as ever worse in no more than 5 of 100 files, whatever their rate", () => {
    expect(countWorse({})).toBeLessThanOrEqual(15); // 10 of 200 on average, and two standard errors
    expect(countWorse({shift: 1})).toBeLessThanOrEqual(15);
    expect(countWorse({shift: -1})).toBeLessThanOrEqual(15);
  });

  it("finds scores worse that no longer see who leaves, or are too sure of it", () => {
    expect(countWorse({noise: 0.5})).toBeGreaterThan(190);
    expect(countWorse({slope: 1.6})).toBeGreaterThan(190);
  });

  it("tells of a rate that moved, which makes no model worse", () => {
    const {rate, state} = judgePromise(drawUsers(4000, "moved", {shift: 1}), promised);
    expect(rate.moved).toBe(true);
    expect(rate.happened).toBeGreaterThan(rate.said + 0.1);
    expect(state).toBe("as promised");
    expect(judgePromise(drawUsers(4000, "stayed"), promised).rate.moved).toBe(false);
  });

  it("does not judge by fewer than 50 of either outcome", () => {
    const few = drawUsers(150, "few");
    expect(judgePromise(few, promised)).toMatchObject({state: "too few to say", ranking: null, certainty: null});
    const all = {y: few.y.map(() => 1), p: few.p};
    expect(judgePromise(all, promised).state).toBe("too few to say");
  });

  it("judges scores by what they say themselves where nothing was promised", () => {
    expect(judgePromise(drawUsers(3000, "alone"), null)).toMatchObject({state: "as promised", ranking: null});
    expect(judgePromise(drawUsers(3000, "alone", {slope: 2}), null).state).toBe("worse than promised");
  });

  it("takes scores of 0 and 1, and scores that are all the same", () => {
    const {y} = drawUsers(2000, "edges");
    const sure = {y, p: Float64Array.from(y)};
    expect(judgePromise(sure, promised).state).toBe("as promised");
    const wrong = {y, p: Float64Array.from(y, (label) => 1 - label)};
    expect(judgePromise(wrong, promised).state).toBe("worse than promised");
    const same = judgePromise({y, p: new Float64Array(y.length).fill(0.2)}, promised);
    expect(same.ranking?.isWorse).toBe(true);
    expect(same.certainty?.isWorse).toBe(false);
  });

  it("is the same for any order of the rows", () => {
    const {y, p} = drawUsers(800, "order");
    const order = Array.from(y.keys()).sort(() => forkRandom("order")() - 0.5);
    const turned = {y: Uint8Array.from(order, (i) => y[i]), p: Float64Array.from(order, (i) => p[i])};
    expect(judgePromise(turned, promised).ranking?.pValue).toBeCloseTo(judgePromise({y, p}, promised).ranking?.pValue as number, 9);
  });
});

it("calls a rate moved only beyond what the few whom a book was made from tell of it", () => {
  const moved = Array.from({length: 100}, (_, i) => {
    const few = drawUsers(600, `few ${i}`);
    const rate = few.y.reduce((sum, d) => sum + d, 0) / few.y.length;
    const file = drawUsers(4000, `file ${i}`);
    const p = new Float64Array(file.y.length).fill(rate);
    const base = readPromise(tellOutOfFold(few.y, few.p));
    expect(base).not.toBe(null);
    return [judgePromise({y: file.y, p}, base).rate.moved, judgePromise({y: file.y, p}, null).rate.moved];
  });
  expect(moved.filter(([withBook]) => withBook).length).toBeLessThanOrEqual(11);
  expect(moved.filter(([, alone]) => alone).length).toBeGreaterThan(30);
});
