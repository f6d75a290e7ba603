import {describe, expect, it} from "vitest";
import {judgeLine, makeScoreCard} from "../../../lib/judge/scoreCard.js";
import {readPromise} from "../../../lib/judge/promise.js";
import {tellOutOfFold} from "../../fixtures/book/scores.js";
import {scoreAll} from "../../../lib/metrics/metrics.js";
import {sumOf} from "../../../lib/numbers.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

function drawUsers(n: number, seed: string): {y: Uint8Array; p: Float64Array} {
  const random = createRandom(seed);
  const p = Float64Array.from({length: n}, () => sigmoid(drawNormal(random) - 1));
  return {y: Uint8Array.from(p, (score) => Number(random() < score)), p};
}

describe("makeScoreCard(truth, promised)", () => {
  const users = drawUsers(3000, "card");
  const promised = readPromise(tellOutOfFold(users.y, users.p));

  it("states the metrics of lib/metrics, each within its interval", () => {
    const {metrics, n, churned, said, happened} = makeScoreCard(users, promised);
    expect([n, churned]).toEqual([3000, sumOf(users.y)]);
    expect(happened.estimate).toBe(churned / n);
    expect(said).toBeCloseTo(sumOf(users.p) / n, 12);
    const exact = scoreAll(users.y, users.p);
    for (const name of ["rocAuc", "averagePrecision", "logLoss", "brierScore"] as const) {
      const {estimate, low, high} = metrics?.[name] ?? {estimate: NaN, low: NaN, high: NaN};
      expect(estimate).toBe(exact[name]);
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
    }
  });

  it("reads of a promise what is stated of the users", () => {
    const exact = scoreAll(users.y, users.p);
    for (const name of ["rocAuc", "averagePrecision", "logLoss", "brierScore"] as const) expect(promised?.metrics[name]).toBe(exact[name]);
  });

  it("counts in its calibration everybody once", () => {
    const {calibration} = makeScoreCard(users, promised);
    expect(sumOf(calibration.map(({n}) => n))).toBe(3000);
  });

  it("has no metric where all have one outcome, and none but counts", () => {
    const card = makeScoreCard({y: new Uint8Array(40), p: users.p.slice(0, 40)}, promised);
    expect(card).toMatchObject({n: 40, churned: 0, metrics: null, calibration: [], verdict: {state: "too few to say"}});
  });

  it("needs no promise", () => {
    expect(readPromise(undefined)).toBe(null);
    expect(makeScoreCard(users, null).verdict.ranking).toBe(null);
  });
});

describe("judgeLine(truth, line, promised)", () => {
  const y = Uint8Array.of(1, 0, 1, 0);
  const p = Float64Array.of(0.9, 0.6, 0.5, 0.1);

  it("contacts whoever scores the line", () => {
    expect(judgeLine({y, p}, 0.5, null)).toMatchObject({contacted: 3, churned: 2, recall: {estimate: 1}, precision: {estimate: 2 / 3}});
    expect(judgeLine({y, p}, 0.95, null)).toMatchObject({contacted: 0, precision: null, recall: {estimate: 0}});
    expect(judgeLine({y: new Uint8Array(4), p}, 0.5, null).recall).toBe(null);
  });
});
