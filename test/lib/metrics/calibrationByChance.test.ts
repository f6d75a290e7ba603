import {describe, expect, it} from "vitest";
import {CALIBRATION_LIMIT, expectedCalibrationError, misjudges} from "../../../lib/metrics/calibrationError.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {calibrationByChance} from "../../../lib/metrics/calibrationByChance.js";

/** Scores, and labels drawn by them, or by them moved by a constant. */
function draw(n: number, seed: number, {centre = -1.8, moved = 0} = {}): {y: Uint8Array; p: Float64Array} {
  const random = createRandom(`${n}/${seed}`);
  const p = Float64Array.from({length: n}, () => 1 / (1 + Math.exp(-(centre + 1.1 * drawNormal(random)))));
  return {p, y: Uint8Array.from(p, (d) => (random() < d + moved ? 1 : 0))};
}

const passes = ({y, p}: ReturnType<typeof draw>): boolean =>
  expectedCalibrationError(y, p) < Math.max(CALIBRATION_LIMIT, calibrationByChance(y, p).most);

describe("calibrationByChance(yTrue, pHat)", () => {
  it("expects what perfectly calibrated scores show on average", () => {
    const drawn = Array.from({length: 60}, (_, seed) => draw(1000, seed));
    const mean = drawn.reduce((sum, {y, p}) => sum + expectedCalibrationError(y, p), 0) / 60;
    const {expected, most} = calibrationByChance(drawn[0].y, drawn[0].p);
    expect(expected / mean).toBeGreaterThan(0.93);
    expect(expected / mean).toBeLessThan(1.07);
    expect(most).toBeGreaterThan(expected);
  });

  it.each([
    [400, -1.8],
    [800, -1.8],
    [2500, -1.8],
    [400, -4],
    [1500, 0]
  ])("lets perfectly calibrated scores of %d users pass", (n, centre) => {
    const failed = Array.from({length: 150}, (_, seed) => draw(n, seed, {centre})).filter((d) => !passes(d)).length;
    expect(failed).toBeLessThanOrEqual(6); // 1 in 100 is meant
  });

  it("still bars scores that are off by five in a hundred, from few users on", () => {
    const failed = (n: number): number =>
      Array.from({length: 40}, (_, seed) => draw(n, seed, {moved: 0.05})).filter((d) => !passes(d)).length;
    expect(failed(8000)).toBe(40);
    expect(failed(2500)).toBeGreaterThan(36);
  });

  it("is the same at every call, and 0 where nothing is left to chance", () => {
    const {y, p} = draw(500, 1);
    expect(calibrationByChance(y, p)).toEqual(calibrationByChance(y, p));
    expect(calibrationByChance([0, 1], [0, 1])).toEqual({expected: 0, most: 0});
    expect(() => calibrationByChance([0, 1], [0.5, 2])).toThrow("calibrationByChance: pHat must lie in [0, 1]; got 2.");
  });
});

describe("calibrationByChance(yTrue, pHat, {groups})", () => {
  const [nCustomers, months] = [200, 6];
  const groups = Int32Array.from({length: nCustomers * months}, (_, i) => Math.floor(i / months));
  /** Months of customers who share part of their score, and their luck. */
  const drawPanel = (seed: number): {y: Uint8Array; p: Float64Array} => {
    const random = createRandom(`panel ${seed}`);
    let [shared, luck] = [0, 0];
    const p = Float64Array.from(groups, (_, i) => {
      if (i % months === 0) shared = drawNormal(random);
      return 1 / (1 + Math.exp(-(-1.5 + 0.8 * (shared + drawNormal(random)))));
    });
    return {
      p,
      y: Uint8Array.from(p, (d, i) => {
        if (i % months === 0) luck = random();
        return Number(luck < d);
      })
    };
  };
  const panels = Array.from({length: 60}, (_, seed) => drawPanel(seed));

  it("expects what perfectly calibrated scores show where customers have several rows", () => {
    const mean = panels.reduce((sum, {y, p}) => sum + expectedCalibrationError(y, p), 0) / panels.length;
    const expected = panels.reduce((sum, {y, p}) => sum + calibrationByChance(y, p, {groups}).expected, 0) / panels.length;
    expect(expected / mean).toBeGreaterThan(0.9);
    expect(expected / mean).toBeLessThan(1.15);
  });

  it("says of few of them that they misjudge, and of more where rows count as customers", () => {
    const wrong = (own: Int32Array | null): number =>
      panels.filter(({y, p}) => misjudges(expectedCalibrationError(y, p), calibrationByChance(y, p, {groups: own}).expected)).length;
    expect(wrong(groups)).toBeLessThanOrEqual(6);
    expect(wrong(null)).toBeGreaterThan(8);
  });

  it("says of few that they misjudge where 60 customers churn with all of their ten rows", () => {
    const own = Int32Array.from({length: 600}, (_, i) => Math.floor(i / 10));
    const wrong = Array.from({length: 300}, (_, seed) => draw(60, seed)).filter(({y, p}) => {
      const [labels, scores] = [Uint8Array.from(own, (d) => y[d]), Float64Array.from(own, (d) => p[d])];
      return misjudges(expectedCalibrationError(labels, scores), calibrationByChance(labels, scores, {groups: own}).expected);
    });
    expect(wrong.length / 300).toBeLessThan(0.1); // 0.18 where each bin's spread is taken from the six customers in it
  });

  it("is the same where each row is a group of its own", () => {
    const {y, p} = draw(2000, 1);
    const own = Int32Array.from(y.keys());
    expect(calibrationByChance(y, p, {groups: own}).expected).toBeCloseTo(calibrationByChance(y, p).expected, 12);
  });
});
