import {describe, expect, it} from "vitest";
import {calibrationCurve, drawCurves, gainsCurve, precisionRecallCurve, rocCurve} from "../../../lib/metrics/curves.js";
import {confusionAt} from "../../../lib/metrics/confusion.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {PERCENT_THRESHOLDS, createThresholdReader} from "../../../lib/metrics/thresholdTable.js";
import {createRandom} from "../../../lib/random.js";
import {oracle} from "./oracle.js";

const smooth = oracle.scores[0];

describe("rocCurve and precisionRecallCurve, unthinned", () => {
  it.each(oracle.curves)(
    "pass through scikit-learn's points and no others on $case scores",
    ({case: name, roc, precisionRecall, thresholds}) => {
      const {y, p} = oracle.scores.find((d) => d.name === name) as (typeof oracle.scores)[number];
      const points = rocCurve(y, p, {maxPoints: Infinity}).map((d) => [d.falsePositiveRate, d.truePositiveRate]);
      for (const point of points) expect(nearest(point, roc)).toBeLessThan(1e-12);
      expect(areaUnder(points)).toBeCloseTo(areaUnder(roc), 12);
      const precisions = precisionRecallCurve(y, p, {maxPoints: Infinity});
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
    const roc = rocCurve(y, p);
    expect(roc.length).toBeLessThanOrEqual(200);
    expect(roc[0]).toEqual({falsePositiveRate: 0, truePositiveRate: 0, threshold: null});
    expect(roc[roc.length - 1]).toMatchObject({falsePositiveRate: 1, truePositiveRate: 1});
    const area = areaUnder(roc.map((d) => [d.falsePositiveRate, d.truePositiveRate]));
    expect(Math.abs(area - rocAuc(y, p))).toBeLessThan(2e-4);
    for (const curve of [precisionRecallCurve(y, p), gainsCurve(y, p)]) expect(curve.length).toBeLessThanOrEqual(200);
  });

  it("agree with each other: gains and precision-recall tell of the same thresholds", () => {
    const last = precisionRecallCurve(y, p).at(-1);
    expect(last?.recall).toBe(1);
    expect(last?.precision).toBeCloseTo(y.reduce((a: number, b) => a + b, 0) / y.length, 12);
    for (const {share, captured, threshold} of gainsCurve(y, p).slice(1, 20)) {
      const c = confusionAt(y, p, threshold as number);
      expect(share).toBeCloseTo((c.truePositive + c.falsePositive) / y.length, 12);
      expect(captured).toBeCloseTo(c.truePositive / (c.truePositive + c.falseNegative), 12);
    }
  });
});

describe("calibrationCurve(yTrue, pHat, {bins})", () => {
  it("covers all users in bins of rising score with their Wilson intervals", () => {
    const bins = calibrationCurve(smooth.y, smooth.p, {bins: 5});
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

describe("createThresholdReader(yTrue, score)", () => {
  it("counts as confusionAt does, at every per cent", () => {
    const table = PERCENT_THRESHOLDS.map(createThresholdReader(smooth.y, smooth.p));
    expect(table.map((d) => d.threshold)).toEqual(PERCENT_THRESHOLDS);
    for (const row of table) expect(row).toMatchObject(confusionAt(smooth.y, smooth.p, row.threshold));
  });

  it("calls nobody above the highest score and everybody below the lowest", () => {
    const [none, all] = [0.5, 0.1].map(createThresholdReader([0, 1], [0.2, 0.4]));
    expect(none).toMatchObject({contacted: 0, precision: 0, recall: 0, specificity: 1, f1: 0});
    expect(all).toMatchObject({contacted: 1, precision: 0.5, recall: 1, specificity: 0});
  });

  it("refuses thresholds that are no numbers", () => {
    expect(() => createThresholdReader([0, 1], [0.2, 0.4])(NaN)).toThrow("createThresholdReader: a threshold must be finite; got NaN.");
  });
});

describe("drawCurves(yTrue, pHat)", () => {
  it("gives the four curves as pairs", () => {
    const curves = drawCurves(smooth.y, smooth.p);
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
