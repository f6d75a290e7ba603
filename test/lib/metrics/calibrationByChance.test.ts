import {describe, expect, it} from "vitest";
import {expectedCalibrationError} from "../../../lib/metrics/calibrationError.js";
import {CALIBRATION_LIMIT} from "../../../lib/metrics/calibrationError.js";
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
