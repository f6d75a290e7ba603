import {describe, expect, it} from "vitest";
import {binScores, expectedCalibrationError} from "../../../lib/metrics/calibrationError.js";
import {rankProbabilities, unitWeights} from "../../../lib/metrics/scored.js";
import {createRandom} from "../../../lib/random.js";

describe("expectedCalibrationError(yTrue, pHat, {bins})", () => {
  it("is 0 where each bin's mean is its rate", () => {
    expect(expectedCalibrationError([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0);
  });

  it("averages the gaps of bins of equal count", () => {
    // high bin: mean 0.85, rate 0.5; low bin: mean 0.15, rate 0.5
    expect(expectedCalibrationError([0, 1, 0, 1], [0.1, 0.2, 0.8, 0.9], {bins: 2})).toBeCloseTo(0.35, 12);
  });

  it("has one bin for a constant score, whatever the number asked for", () => {
    expect(expectedCalibrationError([0, 0, 0, 1], [0.45, 0.45, 0.45, 0.45])).toBeCloseTo(0.2, 12);
  });

  it("is about what chance gives for a perfectly calibrated score", () => {
    const random = createRandom(3);
    const p = Array.from({length: 3000}, () => random() * 0.4);
    const y = p.map((d) => (random() < d ? 1 : 0));
    const byChance = 0.8 * Math.sqrt((10 * 0.2 * 0.8) / 3000);
    expect(expectedCalibrationError(y, p)).toBeLessThan(2 * byChance);
    expect(expectedCalibrationError(y, p)).toBeGreaterThan(byChance / 3);
  });

  it("refuses a number of bins that is none", () => {
    expect(() => expectedCalibrationError([0, 1], [0.1, 0.2], {bins: 0})).toThrow("binScores: bins must be a whole number >= 1; got 0.");
  });
});

describe("binScores(scored, weights, bins)", () => {
  it("covers every row once, in bins of equal count up to ties", () => {
    const p = Array.from({length: 103}, (_, i) => ((i * 37) % 103) / 103);
    const y = p.map((_, i) => i % 2);
    const scored = rankProbabilities("test", y, p);
    const bins = binScores(scored, unitWeights(scored), 10);
    expect(bins.map((d) => d.to - d.from).reduce((a, b) => a + b, 0)).toBe(103);
    for (const bin of bins) expect([10, 11]).toContain(bin.n);
  });
});
