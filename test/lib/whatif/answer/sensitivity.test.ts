import {describe, expect, test} from "vitest";
import {createScorer} from "../../../../lib/model/scorer.js";
import {feasibleRange, traceInput} from "../../../../lib/whatif/answer/sensitivity.js";
import {describeCurve} from "../../../../lib/whatif/words.js";
import {predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const {scoreRow} = createScorer(predictModel);
const find = (name: string) => book.inputs.find((d) => d.name === name)!;

describe("traceInput(scoreRow, row, options)", () => {
  test("is the model's score with one input moved", () => {
    const {x, p} = traceInput(scoreRow, book.typical, {input: find("tenure"), rules: book, nPoints: 5});
    expect(x).toEqual([4, 878, 1752, 2626, 3500]);
    expect(p).toEqual(x.map((tenure) => scoreRow({...book.typical, tenure})));
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
    expect(describeCurve({x: [0, 31], p: [0.452, 0.06]}, find("visits"))).toBe("Visits: the score runs from 45 to 6 in 100 over 0 to 31 visits");
    expect(describeCurve({x: [0, 31], p: [0.2, 0.205]}, find("visits"))).toBe("Visits: the score hardly moves over 0 to 31 visits");
  });
});
