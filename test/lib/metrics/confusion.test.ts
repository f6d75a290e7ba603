import type {Confusion} from "../../../lib/metrics/confusion.js";
import {describe, expect, it} from "vitest";
import {accuracyOf, f1Of, precisionOf, recallOf, specificityOf, weighConfusion} from "../../../lib/metrics/confusion.js";
import {weighUsers} from "../../../lib/metrics/scored.js";
import {oracle} from "./oracle.js";

function confusionOf(y: number[], p: number[]): Confusion {
  const {scored, weights} = weighUsers("test", y, p);
  return weighConfusion(scored, weights, 0.5);
}

describe("weighConfusion(scored, weights, threshold)", () => {
  it("calls a score at the threshold churned", () => {
    expect(confusionOf([0, 1, 1], [0.2, 0.5, 0.4])).toEqual({truePositive: 1, falsePositive: 0, falseNegative: 1, trueNegative: 1});
  });

  it.each(oracle.scores)("agrees with sklearn.metrics.confusion_matrix on $name scores", ({y, p, plain}) => {
    const c = confusionOf(y, p);
    expect(c).toEqual(plain.confusion);
    expect((recallOf(c) + specificityOf(c)) / 2).toBeCloseTo(plain.balancedAccuracy, 12);
  });
});

describe("rates of a rule that calls nobody churned", () => {
  it("are 0 for precision, recall and F1, and one minus the base rate for accuracy", () => {
    const c = confusionOf([0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4]);
    expect([precisionOf(c), recallOf(c), f1Of(c)]).toEqual([0, 0, 0]);
    expect(accuracyOf(c)).toBe(0.75);
    expect(specificityOf(c)).toBe(1);
  });
});
