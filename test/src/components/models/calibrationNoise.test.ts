import {expect, it} from "vitest";
import {expectedCalibrationError} from "../../../../lib/metrics/calibrationError.js";
import {createRandom} from "../../../../lib/random.js";
import {calibrationNoise, foldNoiseSentence} from "../../../../src/components/models/leaderboardRows.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

it("calibrationNoise(n, baseRate, bins) is what a perfectly calibrated score is off by", () => {
  const random = createRandom("noise");
  const errors = Array.from({length: 40}, () => {
    const p = Float64Array.from({length: 2000}, () => 0.1 + 0.2 * random());
    return expectedCalibrationError(
      p.map((d) => (random() < d ? 1 : 0)),
      p
    );
  });
  const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
  expect(calibrationNoise(2000, 0.2, 10) / mean).toBeGreaterThan(0.85);
  expect(calibrationNoise(2000, 0.2, 10) / mean).toBeLessThan(1.15);
});

it("foldNoiseSentence(book) counts a fold's users, not all", () => {
  const book = createModelsBook();
  const n = book.users.outOfFold.n;
  expect(foldNoiseSentence(book)).toMatch(new RegExp(`^A fold has about ${Math.round(n / 5)} users, .* of about 0\\.0\\d{2};`));
});
