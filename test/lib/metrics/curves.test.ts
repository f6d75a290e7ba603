import {describe, expect, it} from "vitest";
import {
  calibrationCurve,
  curveDifference,
  drawCurves,
  gainsCurve,
  heightAt,
  precisionRecallCurve,
  rateOfAll,
  rocCurve
} from "../../../lib/metrics/curves.js";
import {confusionAt} from "../../support/confusionAt.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {PERCENT_THRESHOLDS, createThresholdReader} from "../../../lib/metrics/thresholdTable.js";
import {createRandom} from "../../../lib/random.js";
import {SCORE_GRID} from "../../../lib/book/scores.js";
import {weighUsers} from "../../../lib/metrics/scored.js";
import {createScores, groupsOf, sideOf} from "../../fixtures/book/scores.js";
import {oracle} from "./oracle.js";

const smooth = oracle.scores[0];

describe("rocCurve and precisionRecallCurve, unthinned", () => {
  it.each(oracle.curves)(
    "pass through scikit-learn's points and no others on $case scores",
    ({case: name, roc, precisionRecall, thresholds}) => {
      const {y, p} = oracle.scores.find((d) => d.name === name) as (typeof oracle.scores)[number];
      const points = rocCurve(weighUsers("test", y, p), {maxPoints: Infinity}).map((d) => [d.falsePositiveRate, d.truePositiveRate]);
      for (const point of points) expect(nearest(point, roc)).toBeLessThan(1e-12);
      expect(areaUnder(points)).toBeCloseTo(areaUnder(roc), 12);
      const precisions = precisionRecallCurve(weighUsers("test", y, p), {maxPoints: Infinity});
      for (const d of precisions) {
        const i = thresholds.indexOf(d.threshold);
        expect([d.recall, d.precision]).toEqual([expect.closeTo(precisionRecall[i][0], 12), expect.closeTo(precisionRecall[i][1], 12)]);
      }
    }
  );
});

describe("curves of many users", () => {
  const random = createRandom(5);
  const p = Array.from({length: 15000}, () => random() ** 3);
  const y = p.map((d) => (random() < d ? 1 : 0));

  it("are thinned to at most 200 points and keep ends and area", () => {
    const roc = rocCurve(weighUsers("test", y, p));
    expect(roc.length).toBeLessThanOrEqual(200);
    expect(roc[0]).toEqual({falsePositiveRate: 0, truePositiveRate: 0, threshold: null});
    expect(roc[roc.length - 1]).toMatchObject({falsePositiveRate: 1, truePositiveRate: 1});
    const area = areaUnder(roc.map((d) => [d.falsePositiveRate, d.truePositiveRate]));
    expect(Math.abs(area - rocAuc(y, p))).toBeLessThan(2e-4);
    for (const curve of [precisionRecallCurve(weighUsers("test", y, p)), gainsCurve(weighUsers("test", y, p))])
      expect(curve.length).toBeLessThanOrEqual(200);
  });

  it("agree with each other: gains and precision-recall tell of the same thresholds", () => {
    const last = precisionRecallCurve(weighUsers("test", y, p)).at(-1);
    expect(last?.recall).toBe(1);
    expect(last?.precision).toBeCloseTo(y.reduce((a: number, b) => a + b, 0) / y.length, 12);
    for (const {share, captured, threshold} of gainsCurve(weighUsers("test", y, p)).slice(1, 20)) {
      const c = confusionAt(y, p, threshold as number);
      expect(share).toBeCloseTo((c.truePositive + c.falsePositive) / y.length, 12);
      expect(captured).toBeCloseTo(c.truePositive / (c.truePositive + c.falseNegative), 12);
    }
  });
});

describe("calibrationCurve(users, {bins})", () => {
  it("covers all users in bins of rising score with their Wilson intervals", () => {
    const bins = calibrationCurve(weighUsers("test", smooth.y, smooth.p), {bins: 5});
    expect(bins.map((d) => d.n).reduce((a, b) => a + b, 0)).toBe(smooth.y.length);
    expect(bins.length).toBe(5);
    for (const [i, d] of bins.entries()) {
      if (i > 0) expect(d.predicted).toBeGreaterThan(bins[i - 1].predicted);
      expect(d.low).toBeLessThan(d.observed);
      expect(d.high).toBeGreaterThan(d.observed);
    }
    const churned = bins.map((d) => d.n * d.observed).reduce((a, b) => a + b, 0);
    expect(churned).toBeCloseTo(
      smooth.y.reduce((a, b) => a + b, 0),
      9
    );
  });
});

describe("createThresholdReader(groups)", () => {
  const many = createScores();
  const {y, p} = sideOf(many, "logistic", 0);
  const groups = groupsOf(y, p);

  it("counts as confusionAt does, at every edge", () => {
    const read = createThresholdReader(groups);
    for (const {from} of groups) {
      const line = from / SCORE_GRID;
      expect(read(line)).toMatchObject({threshold: line, edge: line, ...confusionAt(y, p, line)});
    }
  });

  it("counts any other line at an edge beside it, and says at which", () => {
    const read = createThresholdReader(groups);
    for (const row of PERCENT_THRESHOLDS.map(read)) {
      if (row.edge !== null) expect(row).toMatchObject(confusionAt(y, p, row.edge));
      else expect(row.contacted).toBe(0);
    }
  });

  it("calls nobody above the highest score and everybody at the lowest edge", () => {
    const [none, all] = [1, groups[groups.length - 1].from / SCORE_GRID].map(createThresholdReader(groups));
    expect(none).toMatchObject({contacted: 0, edge: null, precision: 0, recall: 0, specificity: 1, f1: 0});
    expect(all).toMatchObject({contacted: 1, recall: 1, specificity: 0});
  });

  it("refuses thresholds that are no numbers", () => {
    expect(() => createThresholdReader(groups)(NaN)).toThrow("createThresholdReader: a threshold must be a number; got NaN.");
    expect(createThresholdReader(groups)(Infinity).contacted).toBe(0); // the line of nobody
  });
});

describe("drawCurves(users)", () => {
  it("gives the four curves as pairs", () => {
    const curves = drawCurves(weighUsers("test", smooth.y, smooth.p));
    expect(curves.roc[0]).toEqual([0, 0]);
    expect(curves.gains.at(-1)).toEqual([1, 1]);
    expect(curves.precisionRecall.at(-1)?.[0]).toBe(1);
    expect(curves.calibration.length).toBe(10);
  });
});

function areaUnder(points: number[][]): number {
  return points.slice(1).reduce((sum, [x, y], i) => sum + ((x - points[i][0]) * (y + points[i][1])) / 2, 0);
}

function nearest([x, y]: number[], points: number[][]): number {
  return Math.min(...points.map(([a, b]) => Math.hypot(a - x, b - y)));
}

describe("curveDifference(curve, base, steps)", () => {
  const upright: [number, number][] = [
    [0, 0],
    [0, 0.2],
    [0.5, 0.8],
    [0.5, 0.9],
    [1, 1]
  ];

  it("is nothing of a curve to itself, and turns its sign with the two", () => {
    const chance: [number, number][] = [
      [0, 0],
      [1, 1]
    ];
    expect(curveDifference(upright, upright, 10).every(([, y]) => y === 0)).toBe(true);
    const [there, back] = [curveDifference(upright, chance, 4), curveDifference(chance, upright, 4)];
    expect(there.map(([x]) => x)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(there.map(([, y]) => y)).toEqual([0.2, 0.25, 0.4, 0.2, 0].map((y) => expect.closeTo(y, 12)));
    expect(back.map(([, y]) => -y)).toEqual(there.map(([, y]) => expect.closeTo(y, 12)));
  });

  it("reads every corner of real curves at the height that they have there", () => {
    const {y, p} = smooth;
    const gains = gainsCurve(weighUsers("test", y, p), {maxPoints: Infinity}).map((d): [number, number] => [d.share, d.captured]);
    for (const [x, height] of gains) expect(heightAt(gains, x)).toBe(height);
  });
});

it("rateOfAll(bins) counts users, not groups", () => {
  expect(
    rateOfAll([
      {n: 300, observed: 0.1},
      {n: 100, observed: 0.5}
    ])
  ).toBeCloseTo(0.2, 12);
});
