import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {findBestDepth} from "../../../lib/decide/bestDepth.js";
import {describeEdge, edgeAt, pointAt} from "../../../lib/decide/contactLine.js";
import {gainAt, perUser, USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {churnersAmong, countAbove, rankAtRate, rankGroups, thresholdAtShare, traceGains} from "../../../lib/decide/ranking.js";
import {isUseful, preferenceStep, traceBenefit, usefulRange} from "../../../lib/decide/netBenefit.js";
import {shiftScore} from "../../../lib/model/shiftBaseRate.js";
import {createRandom} from "../../../lib/random.js";
import {confusionAt} from "../../support/confusionAt.js";
import {createScores, groupsOf} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const p = scores.logistic;
const ranking = rankGroups(groupsOf(y, p));

describe("pointAt(ranking, threshold)", () => {
  test("counts as the confusion matrix does, at every stop", () => {
    for (const {line} of ranking.stops) expect(pointAt(ranking, line)).toMatchObject(confusionAt(y, p, line));
  });
  test("counts at any other line as a stop beside it, which is never far", () => {
    fc.assert(
      fc.property(fc.double({min: 0, max: 1, noNaN: true}), (threshold) => {
        const {contacted} = pointAt(ranking, threshold);
        expect(ranking.stops.map((d) => d.contacted)).toContain(contacted);
        const {truePositive, falsePositive} = confusionAt(y, p, threshold);
        expect(Math.abs(contacted - truePositive - falsePositive)).toBeLessThanOrEqual(Math.max(...ranking.groups.map((d) => d.n)));
      })
    );
  });
  test("gives no precision and no lift where nobody is contacted", () => {
    expect(pointAt(ranking, 1)).toMatchObject({contacted: 0, precision: null, lift: null});
  });
  test("contacting all has lift 1", () => {
    expect(pointAt(ranking, 0)).toMatchObject({share: 1, lift: 1});
  });
});

describe("thresholdAtShare(ranking, share)", () => {
  test("contacts that share, give or take half a group", () => {
    for (const share of [0.01, 0.1, 0.2, 0.5, 1])
      expect(Math.abs(countAbove(ranking, thresholdAtShare(ranking, share)) / ranking.n - share)).toBeLessThan(0.012);
  });
  test("share 0 contacts nobody, and a share outside [0, 1] is refused", () => {
    expect(countAbove(ranking, thresholdAtShare(ranking, 0))).toBe(0);
    expect(() => thresholdAtShare(ranking, 1.5)).toThrow("thresholdAtShare: share must lie in [0, 1]; got 1.5.");
  });
  test("equal scores come along together", () => {
    const tied = rankGroups([
      {n: 3, churned: 2, from: 4000, mean: 0.4},
      {n: 1, churned: 0, from: 1000, mean: 0.1}
    ]);
    expect(countAbove(tied, thresholdAtShare(tied, 0.25))).toBe(3);
  });
});

describe("churnersAmong(ranking, k)", () => {
  test("is exact at stops, and rises evenly between them", () => {
    for (const {contacted, churned} of ranking.stops) expect(churnersAmong(ranking, contacted)).toBeCloseTo(churned, 9);
    for (let k = 1; k <= ranking.n; ++k) expect(churnersAmong(ranking, k)).toBeGreaterThanOrEqual(churnersAmong(ranking, k - 1) - 1e-9);
  });
});

describe("describeEdge({threshold, edge})", () => {
  test("says at which line the counts hold", () => {
    expect(describeEdge({threshold: 0.3, edge: 0.3})).toBe("");
    expect(describeEdge({threshold: 0.3, edge: 0.2987})).toBe("Counted at the nearest edge of the score groups: 29.9.");
    expect(describeEdge({threshold: 0.99, edge: null})).toBe("No group scores as high.");
  });
  test("is exact at every stop", () => {
    for (const {line} of ranking.stops.slice(1)) expect(edgeAt(ranking, line)).toBe(line);
    expect(edgeAt(ranking, 1)).toBeNull();
  });
});

describe("traceGains(ranking)", () => {
  test("rises from nothing to everything, between random and perfect", () => {
    const curve = traceGains(ranking);
    expect(curve[0]).toMatchObject({share: 0, model: 0, low: 0, random: 0, perfect: 0});
    expect(curve[100]).toMatchObject({share: 1, model: 1, high: 1, random: 1, perfect: 1});
    for (let i = 1; i < curve.length; ++i) {
      expect(curve[i].model).toBeGreaterThanOrEqual(curve[i - 1].model);
      expect(curve[i].model).toBeLessThanOrEqual(curve[i].perfect + 0.005);
      expect(curve[i].low).toBeLessThanOrEqual(curve[i].model);
      expect(curve[i].high).toBeGreaterThanOrEqual(curve[i].model);
    }
  });
});

describe("traceGains(ranking), its intervals", () => {
  /** As many churn as scores say, which are spread evenly about the rate: of endlessly many users, what a share of them finds is known. */
  const heldOf = (rate: number, share: number): number => {
    const [n, spread, tables] = [1000, 0.25, 200];
    const truth = (share * (rate + spread * (1 - share))) / rate;
    let held = 0;
    for (let table = 0; table < tables; ++table) {
      const random = createRandom(`gains ${rate} ${table}`);
      const p = Float64Array.from({length: n}, () => rate + spread * (2 * random() - 1));
      const y = Uint8Array.from(p, (chance) => Number(random() < chance));
      const {low, high} = traceGains(rankGroups(groupsOf(y, p)), 10)[Math.round(10 * share)];
      if (low <= truth && truth <= high) ++held;
    }
    return held / tables;
  };
  test.each([
    [0.3, 0.2],
    [0.7, 0.2],
    [0.7, 0.5]
  ])("hold 95 in 100 truths, neither fewer nor more, where %d churn and a share of %d is contacted", (rate, share) => {
    const held = heldOf(rate, share); // of 200 within three standard errors
    expect(held).toBeGreaterThan(0.9);
    expect(held).toBeLessThan(0.99);
  });
});

describe("traceBenefit(ranking)", () => {
  test("agrees with the definition, and contact-all is nothing at the base rate", () => {
    const curve = traceBenefit(ranking);
    const at20 = curve[19];
    const {truePositive, falsePositive} = pointAt(ranking, 0.2);
    expect(at20).toMatchObject({preference: 0.2, contactNone: 0});
    expect(at20.model).toBeCloseTo(truePositive / y.length - (falsePositive / y.length) * 0.25, 12);
    expect(at20.contactAll).toBeCloseTo(ranking.baseRate - (1 - ranking.baseRate) * 0.25, 12);
  });
  test("the interval's lower end lies below the difference, and says clearly better only above zero", () => {
    for (const point of traceBenefit(ranking)) {
      expect(point.leastOverAll).toBeLessThanOrEqual(point.model - point.contactAll + 1e-12);
      expect(point.leastOverNone).toBeLessThanOrEqual(point.model + 1e-12);
      expect(isUseful(point)).toBe(point.leastOverAll > 0 && point.leastOverNone > 0);
    }
  });
  test("the interval is that of the mean over users", () => {
    const {leastOverNone, model} = traceBenefit(ranking)[19];
    const {truePositive, falsePositive, n} = pointAt(ranking, 0.2);
    const variance =
      (truePositive * (1 - model) ** 2 + falsePositive * (0.25 + model) ** 2 + (n - truePositive - falsePositive) * model ** 2) / n;
    expect(leastOverNone).toBeCloseTo(model - 1.959963984540054 * Math.sqrt(variance / n), 12);
  });
});

describe("preferenceStep(baseRate)", () => {
  test("is a whole percent where a tenth or more churns, and finer where fewer do", () => {
    expect([0.6, 0.2, 0.1].map(preferenceStep)).toEqual([0.01, 0.01, 0.01]);
    expect([0.05, 0.02, 0.01, 0.005, 0.0004].map(preferenceStep)).toEqual([0.005, 0.002, 0.001, 0.0005, 0.00005]);
  });
  test.each([0.5, 0.05, 0.02, 0.01, 0.005, 0.001])(
    "at a base rate of %s contacting all is of use at some preferences, and of none at others",
    (rate) => {
      const groups = Array.from({length: 20}, (_, i) => {
        const mean = (rate * (20 - i)) / 10.5;
        return {n: 10_000, churned: Math.round(10_000 * mean), from: Math.round(10_000 * mean), mean};
      });
      const curve = traceBenefit(rankGroups(groups));
      expect(curve.length).toBe(60);
      const ofUse = curve.filter(({contactAll}) => contactAll > 0).length;
      expect(ofUse).toBeGreaterThan(1);
      expect(ofUse).toBeLessThan(60);
    }
  );
});

describe("usefulRange(points, line)", () => {
  const point = (preference: number, isGood: boolean) => ({
    preference,
    model: 0,
    contactAll: 0,
    contactNone: 0 as const,
    leastOverAll: isGood ? 1 : -1,
    leastOverNone: 1
  });
  const points = [
    point(0.01, true),
    point(0.02, false),
    point(0.03, true),
    point(0.04, true),
    point(0.05, true),
    point(0.06, false),
    point(0.07, true)
  ];
  test("never reaches over a gap: the stretch round the line, else the longest", () => {
    expect(usefulRange(points, 0.07)).toEqual({from: 0.07, to: 0.07, holdsLine: true});
    expect(usefulRange(points, 0.04)).toEqual({from: 0.03, to: 0.05, holdsLine: true});
    expect(usefulRange(points, 0.02)).toEqual({from: 0.03, to: 0.05, holdsLine: false});
    expect(usefulRange(points)).toEqual({from: 0.03, to: 0.05, holdsLine: false});
  });
  test("a model without skill is useful nowhere", () => {
    expect(usefulRange(traceBenefit(rankGroups(groupsOf(y, scores.baseline))))).toBeNull();
    const range = usefulRange(traceBenefit(ranking));
    expect(range?.from).toBeLessThan(0.15);
    expect(range?.to).toBeGreaterThan(0.3);
  });
});

describe("rankAtRate(ranking, move)", () => {
  const move = {from: 0.2, to: 0.4};
  const moved = rankAtRate(ranking, move);
  const assumptions = {...USUAL_ASSUMPTIONS, saveRate: 0.25};

  test("counts users so that the share comes out, moves scores as a model's, and leaves everybody in place", () => {
    expect(moved.baseRate).toBe(0.4);
    expect(moved.churned / moved.n).toBeCloseTo(0.4, 12);
    expect(moved.n).toBeCloseTo(ranking.n, 8);
    for (const [i, {line, contacted}] of ranking.stops.entries()) {
      expect(moved.stops[i].line).toBe(shiftScore(line, move));
      if (i > 0 && line > 0) expect(countAbove(moved, shiftScore(line, move))).toBe(moved.stops[i].contacted);
      const {truePositive, recall} = pointAt(moved, moved.stops[i].line);
      const before = pointAt(ranking, line);
      for (const key of ["estimate", "low", "high"] as const) expect(recall[key]).toBeCloseTo(before.recall[key], 12);
      if (contacted > 0 && line > 0 && line < 1) expect(truePositive).toBeCloseTo(before.truePositive * (0.4 / ranking.baseRate), 6);
    }
  });

  test("gives the intervals of weighted means: as wide as repeated draws of the same users spread", () => {
    const line = ranking.stops[Math.round(ranking.stops.length / 3)].line;
    const {contacted} = pointAt(moved, shiftScore(line, move));
    const {estimate, low, high} = gainAt(moved, contacted, assumptions);
    const {churner, stayer} = perUser(assumptions);
    const random = createRandom("draws");
    const [w1, w0] = [0.4 / ranking.baseRate, 0.6 / (1 - ranking.baseRate)];
    const {truePositive, falsePositive} = pointAt(ranking, line);
    const gains = Array.from({length: 400}, () => {
      let sum = 0;
      for (let i = 0; i < ranking.n; ++i) {
        const u = Math.floor(random() * ranking.n);
        if (u < truePositive) sum += w1 * churner;
        else if (u < truePositive + falsePositive) sum += w0 * stayer;
      }
      return (sum / ranking.n) * 1000;
    });
    const mean = gains.reduce((a, b) => a + b) / gains.length;
    const spread = Math.sqrt(gains.reduce((a, b) => a + (b - mean) ** 2, 0) / gains.length);
    expect(Math.abs(mean - estimate)).toBeLessThan(4 * (spread / 20));
    expect((high - low) / (2 * 1.96 * spread)).toBeGreaterThan(0.88);
    expect((high - low) / (2 * 1.96 * spread)).toBeLessThan(1.12);
  });

  test("is the ranking as it was where the rate does not move", () => {
    const same = rankAtRate(ranking, {from: ranking.baseRate, to: ranking.baseRate});
    expect(same.stops.map(({contacted}) => Math.round(contacted))).toEqual(ranking.stops.map(({contacted}) => contacted));
    expect(findBestDepth(same, assumptions).contacted).toBeCloseTo(findBestDepth(ranking, assumptions).contacted, 6);
  });

  test("contacts deeper where more churn, and not as deep where fewer do", () => {
    const shareAt = (to: number): number => {
      const at = rankAtRate(ranking, {from: ranking.baseRate, to});
      return churnersAmong(at, findBestDepth(at, assumptions).contacted) / at.churned;
    };
    expect(shareAt(0.5)).toBeGreaterThan(shareAt(ranking.baseRate));
    expect(shareAt(0.05)).toBeLessThan(shareAt(ranking.baseRate));
  });
});
