import * as fc from "fast-check";
import {describe, expect, test} from "vitest";
import {logit, shiftToMean, sigmoid} from "../../../lib/model/logOdds.js";

const logOdds = fc.array(fc.double({min: -35, max: 35, noNaN: true}), {minLength: 1, maxLength: 40});
const mean = fc.double({min: 1e-6, max: 1 - 1e-6, noNaN: true});

describe("shiftToMean", () => {
  test("brings the weighted mean of the probabilities to what is said", () => {
    fc.assert(
      fc.property(logOdds, mean, fc.infiniteStream(fc.integer({min: 0, max: 9})), (zs, to, stream) => {
        const weights = zs.map((_, i) => (i === 0 ? 1 : Number(stream.next().value)));
        const shift = shiftToMean(zs, to, weights);
        const all = weights.reduce((a, b) => a + b);
        const came = zs.reduce((sum, z, i) => sum + (weights[i] / all) * sigmoid(z + shift), 0);
        expect(Math.abs(came - to)).toBeLessThan(1e-9);
      })
    );
  });

  test("moves one log-odds to that of the mean, and counts all alike where nobody says how much each does", () => {
    expect(shiftToMean([-2], 0.3)).toBeCloseTo(logit(0.3) + 2, 9);
    expect(shiftToMean([-3, 1, 2], 0.4)).toBeCloseTo(shiftToMean([-3, 1, 2], 0.4, [5, 5, 5]), 9);
  });

  test.each([0, 1, NaN, -0.1])("refuses a mean of %d, which no finite log-odds reach", (to) => {
    expect(() => shiftToMean([0, 1], to)).toThrow("between 0 and 1");
  });
});
