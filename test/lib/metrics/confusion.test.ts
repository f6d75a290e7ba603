import {describe, expect, it} from "vitest";
import {accuracy, balancedAccuracy, confusionAt, f1, precision, recall, specificityOf} from "../../../lib/metrics/confusion.js";
import {oracle} from "./oracle.js";

describe("confusionAt(yTrue, score, threshold)", () => {
  it("calls a score at the threshold churned", () => {
    expect(confusionAt([0, 1, 1], [0.2, 0.5, 0.4], 0.5)).toEqual({truePositive: 1, falsePositive: 0, falseNegative: 1, trueNegative: 1});
  });

  it.each(oracle.scores)("agrees with sklearn.metrics.confusion_matrix on $name scores", ({y, p, plain}) => {
    expect(confusionAt(y, p, 0.5)).toEqual(plain.confusion);
    expect(balancedAccuracy(y, p)).toBeCloseTo(plain.balancedAccuracy, 12);
  });

  it("refuses a threshold that is no number", () => {
    expect(() => confusionAt([0, 1], [0.1, 0.2], NaN)).toThrow("confusionAt: threshold must be a number; got NaN.");
  });
});

describe("rates of a rule that calls nobody churned", () => {
  it("are 0 for precision, recall and F1, and one minus the base rate for accuracy", () => {
    const [y, p] = [
      [0, 0, 0, 1],
      [0.1, 0.2, 0.3, 0.4]
    ];
    expect([precision(y, p), recall(y, p), f1(y, p)]).toEqual([0, 0, 0]);
    expect(accuracy(y, p)).toBe(0.75);
    expect(balancedAccuracy(y, p)).toBe(0.5);
    expect(specificityOf(confusionAt(y, p, 0.5))).toBe(1);
  });
});
