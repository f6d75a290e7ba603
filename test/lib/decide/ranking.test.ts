import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {traceGains} from "../../../lib/decide/gains.js";
import {traceBenefit, usefulRange} from "../../../lib/decide/netBenefit.js";
import {pointAt} from "../../../lib/decide/operatingPoint.js";
import {countAbove, rankUsers, thresholdAtShare} from "../../../lib/decide/ranking.js";
import {confusionAt} from "../../../lib/metrics/confusion.js";
import {createScores} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const p = scores.logistic;
const ranking = rankUsers(y, p);

describe("pointAt(ranking, threshold)", () => {
  test("counts as the confusion matrix does, at any threshold", () => {
    fc.assert(fc.property(fc.double({min: 0, max: 1, noNaN: true}), (threshold) => {
      expect(pointAt(ranking, threshold)).toMatchObject(confusionAt(y, p, threshold));
    }));
  });
  test("gives no precision and no lift where nobody is contacted", () => {
    expect(pointAt(ranking, 1)).toMatchObject({contacted: 0, precision: null, lift: null});
  });
  test("contacting all has lift 1", () => {
    expect(pointAt(ranking, 0)).toMatchObject({share: 1, lift: 1});
  });
});

describe("thresholdAtShare(ranking, share)", () => {
  test("contacts that share, give or take those who score the same", () => {
    for (const share of [0.01, 0.1, 0.2, 0.5, 1]) expect(countAbove(ranking, thresholdAtShare(ranking, share)) / ranking.n).toBeCloseTo(share, 2);
  });
  test("share 0 contacts nobody, and a share outside [0, 1] is refused", () => {
    expect(countAbove(ranking, thresholdAtShare(ranking, 0))).toBe(0);
    expect(() => thresholdAtShare(ranking, 1.5)).toThrow("thresholdAtShare: share must lie in [0, 1]; got 1.5.");
  });
  test("equal scores come along together", () => {
    const tied = rankUsers([1, 0, 1, 0], [0.4, 0.4, 0.4, 0.1]);
    expect(countAbove(tied, thresholdAtShare(tied, 0.25))).toBe(3);
  });
});

describe("traceGains(ranking)", () => {
  test("rises from nothing to everything, between random and perfect", () => {
    const curve = traceGains(ranking);
    expect(curve[0]).toEqual({share: 0, model: 0, random: 0, perfect: 0});
    expect(curve[100]).toEqual({share: 1, model: 1, random: 1, perfect: 1});
    for (let i = 1; i < curve.length; ++i) {
      expect(curve[i].model).toBeGreaterThanOrEqual(curve[i - 1].model);
      expect(curve[i].model).toBeLessThanOrEqual(curve[i].perfect + 0.005);
    }
  });
});

describe("traceBenefit(ranking)", () => {
  test("agrees with the definition, and contact-all is nothing at the base rate", () => {
    const curve = traceBenefit(ranking);
    const at20 = curve[19];
    const {truePositive, falsePositive} = confusionAt(y, p, 0.2);
    expect(at20).toMatchObject({preference: 0.2, contactNone: 0});
    expect(at20.model).toBeCloseTo(truePositive / y.length - (falsePositive / y.length) * 0.25, 12);
    expect(at20.contactAll).toBeCloseTo(ranking.baseRate - (1 - ranking.baseRate) * 0.25, 12);
  });
  test("a model without skill is useful nowhere beyond chance", () => {
    expect(usefulRange(traceBenefit(rankUsers(y, scores.baseline)))).toBeNull();
    const range = usefulRange(traceBenefit(ranking));
    expect(range?.from).toBeLessThan(0.15);
    expect(range?.to).toBeGreaterThan(0.3);
  });
});
