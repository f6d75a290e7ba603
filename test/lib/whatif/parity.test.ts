import {describe, expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {checkParity} from "../../../lib/whatif/session.js";
import {predictBook as book, predictModel} from "../../fixtures/book/predict.js";

describe("checkParity(scorer, golden, name)", () => {
  test("passes where every golden row scores as it did", () => {
    expect(checkParity(createScorer(predictModel), book.golden, "logistic")).toEqual({
      passed: true,
      rows: 40,
      agreeing: 40,
      largestDifference: 0
    });
  });
  test("fails when one weight is a billionth off", () => {
    const weights = predictModel.weights.map((w, i) => (i === 0 ? w + 1e-9 : w));
    const parity = checkParity(createScorer({...predictModel, weights}), book.golden, "logistic");
    expect(parity.passed).toBe(false);
    expect(parity.agreeing).toBeLessThan(40);
  });
  test("fails when there is nothing to compare with, or the model cannot read the rows", () => {
    expect(checkParity(createScorer(predictModel), {n: 0, columns: {}, scores: {}}, "logistic").passed).toBe(false);
    expect(checkParity(createScorer(predictModel), book.golden, "other").passed).toBe(false);
    expect(
      checkParity(
        {
          scoreRow: () => {
            throw new Error("no");
          }
        },
        book.golden,
        "logistic"
      )
    ).toMatchObject({passed: false, agreeing: 0});
  });
});
