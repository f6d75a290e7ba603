import {describe, expect, test} from "vitest";
import {createScorer} from "../../../../lib/model/scorer.js";
import {densityOf, feasibleRange, traceInput} from "../../../../lib/whatif/answer/sensitivity.js";
import {claimOfCurve, describeCurve} from "../../../../lib/whatif/answer/curveWords.js";
import {predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const {scoreRow} = createScorer(predictModel);
const find = (name: string) => book.inputs.find((d) => d.name === name)!;

describe("traceInput(scoreRow, row, options)", () => {
  test("is the model's score with one input moved", () => {
    const {x, p} = traceInput(scoreRow, book.typical, {input: find("tenure"), rules: book, nPoints: 5});
    expect(x).toEqual([4, 878, 1752, 2626, 3500]);
    expect(p).toEqual(x.map((tenure) => scoreRow({...book.typical, tenure})));
  });
  test("stands on the input's steps only: a count has no halves", () => {
    for (const name of ["visits", "checkins", "tenure"]) {
      const {x} = traceInput(scoreRow, book.typical, {input: find(name), rules: book});
      expect(x.every(Number.isInteger)).toBe(true);
      expect(new Set(x).size).toBe(x.length);
    }
  });
  test("ends where an enforced rule would break, and not where a rule only warns", () => {
    expect(feasibleRange(find("classes"), book.typical, book)).toEqual({min: 0, max: 12});
    expect(feasibleRange(find("visits"), book.typical, book)).toEqual({min: 10, max: 28});
    expect(feasibleRange(find("tenure"), {...book.typical, checkins: 200}, book).min).toBe(4);
  });
  test("has one point per level of a category", () => {
    expect(traceInput(scoreRow, book.typical, {input: find("plan"), rules: book}).x).toEqual(["basic", "premium"]);
  });
});

describe("describeCurve(curve, input)", () => {
  test("says where the score runs from and to", () => {
    expect(describeCurve({x: [0, 31], p: [0.452, 0.06]}, find("visits"))).toBe("Visits: the score runs from 45 to 6 in 100 over 0 to 31");
    expect(describeCurve({x: [0, 31], p: [0.2, 0.205]}, find("visits"))).toBe("Visits: the score hardly moves over 0 to 31");
  });
});

describe("claimOfCurve(curve)", () => {
  test.each([
    [[0.45, 0.2, 0.06], "falls from 45 to 6 in 100"], [[0.06, 0.2], "rises from 6 to 20 in 100"], [[0.2, 0.204], "hardly moves the score (20 in 100)"], [[0.1, 0.3, 0.12], "between 10 and 30 in 100"]
  ])("%j", (p, claim) => expect(claimOfCurve({x: p.map((_, i) => i), p})).toBe(claim));
  test("names the levels of a category", () => {
    expect(claimOfCurve({x: ["basic", "premium"], p: [0.2, 0.25]})).toBe("basic 20, premium 25 in 100");
  });
});

describe("densityOf(input, baseRate)", () => {
  test("weighs each class by its part of all users", () => {
    const histogram = [{low: 0, high: 1, churned: 1, retained: 0}, {low: 1, high: 2, churned: 0, retained: 1}];
    expect(densityOf({histogram}, 0.25)).toEqual([0.25, 0.75]);
  });
});
