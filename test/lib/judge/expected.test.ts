import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {perUser, USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {expectGain, expectPerformance} from "../../../lib/judge/expected.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {logLoss} from "../../../lib/metrics/probabilityLosses.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {meanOf, sumOf} from "../../../lib/numbers.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

function drawScores(n: number, seed: string): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({length: n}, () => sigmoid(drawNormal(random) - 1.5));
}

function drawOutcomes(p: Float64Array, seed: string): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from(p, (score) => Number(random() < score));
}

describe("expectPerformance(p, line)", () => {
  it("gives the mean over outcomes that fall as scores say, and intervals that hold 95 in 100 of them", () => {
    const p = drawScores(800, "scores");
    const expected = expectPerformance(p, 0.25);
    const draws = Array.from({length: 400}, (_, s) => {
      const y = drawOutcomes(p, `${s}`);
      return {rocAuc: rocAuc(y, p), logLoss: logLoss(y, p), churned: sumOf(y), above: sumOf(y.filter((_, i) => p[i] >= 0.25))};
    });
    const check = (came: number[], {estimate, low, high}: {estimate: number; low: number; high: number}): void => {
      const within = came.filter((value) => value >= low && value <= high).length / came.length;
      expect(within).toBeGreaterThan(0.92);
      expect(within).toBeLessThan(0.985);
      expect(Math.abs(meanOf(came) - estimate)).toBeLessThan((high - low) / 20);
    };
    check(
      draws.map((d) => d.rocAuc),
      expected.rocAuc ?? {estimate: NaN, low: NaN, high: NaN}
    );
    check(
      draws.map((d) => d.logLoss),
      expected.logLoss
    );
    check(
      draws.map((d) => d.churned),
      expected.churned
    );
    check(
      draws.map((d) => d.above),
      expected.atLine.churned
    );
  });

  it("gives what contact brings, as outcomes that fall as scores say bring it", () => {
    const p = drawScores(800, "money");
    const {atLine} = expectPerformance(p, 0.25);
    // the second: a churner brings less than a stayer
    for (const assumptions of [USUAL_ASSUMPTIONS, {...USUAL_ASSUMPTIONS, value: 0, saveRate: 0.9}]) {
      const {churner, stayer} = perUser(assumptions);
      const {estimate, low, high} = expectGain(atLine, assumptions);
      const came = Array.from({length: 400}, (_, s) => {
        const y = drawOutcomes(p, `${s}`);
        return sumOf(Float64Array.from(p, (score, i) => (score < 0.25 ? 0 : y[i] === 1 ? churner : stayer)));
      });
      expect(Math.abs(meanOf(came) - estimate)).toBeLessThan((high - low) / 20);
      const within = came.filter((value) => value >= low && value <= high).length / came.length;
      expect(within).toBeGreaterThan(0.92);
      expect(within).toBeLessThan(0.985);
    }
  });

  it("counts every pair of two rows", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1), {minLength: 2, maxLength: 9}), (scores) => {
        let [pairs, all] = [0, 0];
        for (const [i, a] of scores.entries())
          for (const [j, b] of scores.entries()) {
            if (i === j) continue;
            all += a * (1 - b);
            pairs += a * (1 - b) * (a > b ? 1 : a === b ? 0.5 : 0);
          }
        const {rocAuc: found} = expectPerformance(scores, 0.5);
        if (all < 1e-12) expect(found).toBe(null);
        else expect(found?.estimate).toBeCloseTo(pairs / all, 12);
      })
    );
  });

  it("refuses what is no score", () => {
    expect(() => expectPerformance([], 0.5)).toThrow("expectPerformance: there must be a score; got none.");
    expect(() => expectPerformance([0.2, 1.2], 0.5)).toThrow("scores must lie in [0, 1]; got 1.2");
  });
});
