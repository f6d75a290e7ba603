import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {ScoreGroup} from "../../../lib/book/scores.js";
import {SCORE_GRID} from "../../../lib/book/scores.js";
import {getMetric} from "../../../lib/metrics/metrics.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {
  boundAveragePrecision,
  boundRocAuc,
  countContacted,
  cutScoreGroups,
  groupMeans,
  MIN_CLASS,
  total,
  weighGroups
} from "../../../lib/metrics/scoreGroups.js";
import {weighRocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

/** Users of any number and skill, some models with few distinct scores, some scores on the grid's edges. */
const anyUsers = fc
  .record({
    n: fc.integer({min: 40, max: 1500}),
    seed: fc.integer(),
    rate: fc.double({min: -3, max: 1, noNaN: true}),
    steps: fc.constantFrom(0, 3, 20, SCORE_GRID)
  })
  .map(({n, seed, rate, steps}) => {
    const random = createRandom(seed);
    const p = Array.from({length: n}, () => {
      const score = 1 / (1 + Math.exp(-rate - drawNormal(random)));
      return steps === 0 ? score : Math.round(score * steps) / steps;
    });
    const y = p.map((d, i) => (i < 2 ? i : random() < d ? 1 : 0));
    return {y, p};
  });

describe("cutScoreGroups(yTrue, pHat, minGroup)", () => {
  it("tells of every user once, in groups of enough users and of both classes, or of nobody", () => {
    fc.assert(
      fc.property(anyUsers, fc.constantFrom(20, 50), ({y, p}, k) => {
        const groups = cutScoreGroups(y, p, k);
        if (groups === null) return;
        expect(total(groups)).toMatchObject({n: y.length, churned: y.reduce((a, b) => a + b, 0)});
        if (groups.length === 1) return;
        for (const {n, churned} of groups) {
          expect(n).toBeGreaterThanOrEqual(k);
          expect(Math.min(churned, n - churned)).toBeGreaterThanOrEqual(MIN_CLASS);
        }
      })
    );
  });

  it("counts exactly at every edge", () => {
    fc.assert(
      fc.property(anyUsers, ({y, p}) => {
        const groups = cutScoreGroups(y, p, 20) ?? [];
        groups.forEach(({from, mean}, g) => {
          const line = from / SCORE_GRID;
          expect(countContacted(groups, line)).toBe(g + 1);
          expect(total(groups.slice(0, g + 1)).n).toBe(p.filter((d) => d >= line).length);
          expect(mean).toBeGreaterThanOrEqual(line);
          if (g > 0) expect(mean).toBeLessThan(groups[g - 1].from / SCORE_GRID);
        });
      })
    );
  });

  it("puts every user into the group that counts the user", () => {
    fc.assert(
      fc.property(anyUsers, ({y, p}) => {
        const groups = cutScoreGroups(y, p, 20);
        if (groups === null) return;
        const means = groupMeans(groups, p);
        for (const {mean, n} of groups) expect(means.filter((d) => d === mean)).toHaveLength(n);
      })
    );
  });

  it("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(anyUsers, ({y, p}) => {
        const order = y.map((_, i) => i).sort((i, j) => Math.sin(i) - Math.sin(j));
        const again = cutScoreGroups(
          order.map((i) => y[i]),
          order.map((i) => p[i]),
          20
        );
        expect(again).toEqual(cutScoreGroups(y, p, 20));
      })
    );
  });

  it("keeps ranking metrics within the bounds that the groups allow, and near what the groups give", () => {
    fc.assert(
      fc.property(anyUsers, ({y, p}) => {
        const groups = cutScoreGroups(y, p, 20);
        if (groups === null) return;
        const {scored, weights} = weighGroups(groups);
        expectWithin(boundRocAuc(groups), rocAuc(y, p));
        expectWithin(boundRocAuc(groups), weighRocAuc(scored, weights));
        expectWithin(boundAveragePrecision(groups), getMetric("averagePrecision").score(y, p));
      })
    );
  });

  it("comes close for thousands of users: ROC AUC within 0.0006", () => {
    const random = createRandom("many");
    const p = Array.from({length: 11_000}, () => 1 / (1 + Math.exp(1.8 - drawNormal(random))));
    const y = p.map((d) => (random() < d ? 1 : 0));
    const groups = cutScoreGroups(y, p, 20) as ScoreGroup[];
    const {scored, weights} = weighGroups(groups);
    expect(Math.abs(weighRocAuc(scored, weights) - rocAuc(y, p))).toBeLessThan(0.0006);
  });

  it("has an edge at 0.5 where both sides can stand alone", () => {
    const p = Array.from({length: 2000}, (_, i) => i / 2000);
    const y = p.map((_, i) => i % 2);
    expect(cutScoreGroups(y, p, 20)?.map((d) => d.from)).toContain(SCORE_GRID / 2);
  });

  it("parts many users about as finely as 12,000, at the top as where few churn", () => {
    const few = cutScoreGroups(...drawUsers(12_000, 1.8), 20) as ScoreGroup[];
    const many = cutScoreGroups(...drawUsers(240_000, 1.8), 20) as ScoreGroup[];
    expect(many.length / few.length).toBeGreaterThan(0.9);
    expect(many.length / few.length).toBeLessThan(1.15);
    for (const {n, churned} of many) expect([n >= 400, churned >= 60, n - churned >= 60]).toEqual([true, true, true]);
  });

  it("asks for no more than 3 of a class that is rare among many", () => {
    const [y, p] = drawUsers(200_000, 6);
    const groups = cutScoreGroups(y, p, 20) as ScoreGroup[];
    expect(Math.min(...groups.map(({churned}) => churned))).toBe(3);
    expect(groups.length).toBeGreaterThan(100);
  });

  it("shows no groups of too few users, but a constant score as it is", () => {
    const y = Array.from({length: 100}, (_, i) => (i % 4 === 0 ? 1 : 0));
    expect(
      cutScoreGroups(
        y,
        y.map((_, i) => i / 100),
        20
      )
    ).toBeNull();
    expect(
      cutScoreGroups(
        y,
        y.map(() => 0.25),
        20
      )
    ).toEqual([{n: 100, churned: 25, from: 2500, mean: 0.25}]);
  });

  it("refuses scores that are no probabilities", () => {
    expect(() => cutScoreGroups([0, 1], [0.2, 1.5], 20)).toThrow("cutScoreGroups: pHat must lie in [0, 1]; got 1.5.");
    expect(() => cutScoreGroups([0, 1], [0.2, 0.5], 0)).toThrow("minGroup must be a whole number >= 1");
  });
});

function expectWithin({low, high}: {low: number; high: number}, value: number): void {
  expect(value).toBeGreaterThanOrEqual(low - 1e-12);
  expect(value).toBeLessThanOrEqual(high + 1e-12);
}

/** Labels drawn by their scores. @param shift how far the log-odds lie below 0 */
function drawUsers(n: number, shift: number): [Uint8Array, Float64Array] {
  const random = createRandom(n);
  const p = Float64Array.from({length: n}, () => 1 / (1 + Math.exp(shift - drawNormal(random))));
  return [Uint8Array.from(p, (d) => Number(random() < d)), p];
}
