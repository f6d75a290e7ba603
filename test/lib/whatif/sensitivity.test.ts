import {describe, expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {
  densityOf,
  levelsShown,
  scoreOn,
  traceInput,
  claimOfCurve,
  describeCurve,
  describeWidest,
  endsToSay
} from "../../../lib/whatif/sensitivity.js";
import {setInput} from "../../../lib/whatif/setInput.js";
import {predictBook as book, predictModel} from "../../fixtures/book/predict.js";

const {scoreRow} = createScorer(predictModel);
const find = (name: string) => book.inputs.find((d) => d.name === name)!;

describe("traceInput(scoreRow, row, options)", () => {
  test("spans what its slider spans", () => {
    const {x} = traceInput(scoreRow, book.typical, {input: find("visits"), rules: book, range: {min: 0, max: 31}});
    expect([x[0], x[x.length - 1]]).toEqual([0, 31]);
  });
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
  test("sets each value as the slider does: rules hold, and linked inputs follow but those that were set", () => {
    const trace = (name: string, options = {}) => traceInput(scoreRow, book.typical, {input: find(name), rules: book, ...options});
    const scoreAt = (name: string, value: number, options = {}): number =>
      scoreRow(setInput(book, book.typical, {name, value}, options).row);
    for (const options of [{}, {together: true}, {together: true, own: new Set(["classes"])}]) {
      const {x, p} = trace("visits", options);
      expect(x[0]).toBe(0);
      expect(x[x.length - 1]).toBe(28);
      expect(p).toEqual(x.map((value) => scoreAt("visits", Number(value), options)));
    }
    expect(trace("visits", {together: true}).p).not.toEqual(trace("visits").p);
    expect(trace("visits").p[0]).toBe(scoreRow({...book.typical, visits: 0, classes: 0}));
  });
  test("has one point per level of a category", () => {
    expect(traceInput(scoreRow, book.typical, {input: find("plan"), rules: book}).x).toEqual(["basic", "premium"]);
  });
});

test("endsToSay(curve) goes from end to end of a number, and from the lowest to the highest of levels, which have no ends", () => {
  expect(endsToSay({x: [0, 6, 31], p: [0.45, 0.12, 0.4]})).toEqual([0, 2]);
  expect(endsToSay({x: ["a", "b", "c"], p: [0.3, 0.1, 0.5]})).toEqual([1, 2]);
  expect(endsToSay({x: ["a"], p: [0.3]})).toEqual([0, 0]);
});

describe("describeCurve(curve, input)", () => {
  test("says where the score runs from and to", () => {
    expect(describeCurve({x: [0, 31], p: [0.452, 0.06]}, find("visits"))).toBe("Visits: from 45 in 100 at 0 to 6 in 100 at 31");
    expect(describeCurve({x: [0, 31], p: [0.2, 0.205]}, find("visits"))).toBe("Visits: the score hardly moves");
    expect(describeCurve({x: [-8, 19], p: [0.11, 0.58]}, {title: "Change", unit: "%"})).toBe(
      "Change: from 11 in 100 at −8% to 58 in 100 at 19%"
    );
  });
  test("says how far the score goes in between, where that is further", () => {
    expect(describeCurve({x: [0, 6, 31], p: [0.45, 0.12, 0.4]}, find("visits"))).toBe("Visits: between 12 in 100 at 6 and 45 in 100 at 0");
  });
  test("says both ends on one scale, and of rare rates what would be too little of others", () => {
    expect(describeCurve({x: [0, 31], p: [0.51, 0.024]}, find("visits"))).toBe("Visits: from 51 in 100 at 0 to 2 in 100 at 31");
    expect(describeCurve({x: ["basic", "premium"], p: [0.02, 0.2]}, find("plan"))).toMatch(/: 2 in 100 for basic, 20 in 100 for premium$/);
    expect(describeCurve({x: [0, 31], p: [0.012, 0.004]}, find("visits"))).toBe("Visits: from 12 in 1,000 at 0 to 4 in 1,000 at 31");
    expect(describeCurve({x: [0, 31], p: [0.012, 0.0115]}, find("visits"))).toBe("Visits: the score hardly moves");
  });
});

describe("describeWidest(traced)", () => {
  const flat = {input: find("visits"), curve: {x: [0, 31], p: [0.2, 0.205]}};
  test("names the input that spans most, with its ends", () => {
    const traced = [flat, {input: find("tenure"), curve: {x: [4, 3500], p: [0.3, 0.1]}}, {input: find("plan"), curve: null}];
    expect(describeWidest(traced)).toBe("The score answers most to Days since joining here: from 30 in 100 at 4 to 10 in 100 at 3500.");
    expect(describeWidest([{input: find("plan"), curve: {x: ["basic", "premium"], p: [0.2, 0.4]}}])).toBe(
      "The score answers most to Plan here: 20 in 100 for basic, 40 in 100 for premium."
    );
  });
  test("says so where none moves it, or none is read", () => {
    expect(describeWidest([flat])).toBe("No input moves the score of this setting by much.");
    expect(describeWidest([{input: find("plan"), curve: null}])).toBe("No input moves the score of this setting by much.");
  });
});

describe("a curve of many levels", () => {
  const x = Array.from({length: 40}, (_, i) => `City ${i}`);
  const p = x.map((_, i) => 0.1 + 0.01 * ((i * 7) % 40));
  const plan = {...find("plan"), title: "City"};

  test("names its lowest and its highest alone", () => {
    expect(claimOfCurve({x, p}, plan)).toBe("City 0 10 to City 17 49 in 100");
    expect(describeCurve({x, p}, plan)).toBe("City: from 10 in 100 for City 0 to 49 in 100 for City 17");
  });
});

describe("claimOfCurve(curve)", () => {
  test.each([
    [[0.45, 0.2, 0.06], "falls from 45 to 6 in 100"],
    [[0.06, 0.2], "rises from 6 to 20 in 100"],
    [[0.2, 0.204], "hardly moves the score"],
    [[0.1, 0.3, 0.12], "between 10 and 30 in 100"]
  ])("%j", (p, claim) => expect(claimOfCurve({x: p.map((_, i) => i), p}, {unit: null})).toBe(claim));
  test("names the levels of a category", () => {
    expect(claimOfCurve({x: ["basic", "premium"], p: [0.2, 0.25]}, {unit: null})).toBe("basic 20, premium 25 in 100");
    const pooled = {unit: null, levels: ["basic", "other"], other: {level: "other", nLevels: 3}};
    expect(claimOfCurve({x: ["basic", "other", null], p: [0.2, 0.25, 0.3]}, pooled)).toBe(
      "basic 20, other (3 levels) 25, missing 30 in 100"
    );
  });
});

describe("densityOf(input, baseRate)", () => {
  test("weighs each class by its part of all users", () => {
    const histogram = [
      {low: 0, high: 1, churned: 1, retained: 0},
      {low: 1, high: 2, churned: 0, retained: 1}
    ];
    expect(densityOf({histogram}, 0.25)).toEqual([0.25, 0.75]);
  });
});

describe("scoreOn(curve, value)", () => {
  const curve = {x: [0, 10, 20], p: [0.1, 0.3, 0.2]};
  test("lies between the points beside it, and is the nearest beyond them", () => {
    expect([-5, 0, 5, 10, 15, 20, 99].map((x) => Number(scoreOn(curve, x).toFixed(6)))).toEqual([0.1, 0.1, 0.2, 0.3, 0.25, 0.2, 0.2]);
  });
  test("is a level's own, and nothing where there is no such place", () => {
    const levels = {x: ["a", null], p: [0.1, 0.4]};
    expect([scoreOn(levels, "a"), scoreOn(levels, null), scoreOn(levels, "z"), scoreOn(curve, null)]).toEqual([0.1, 0.4, NaN, NaN]);
    expect(scoreOn({x: [], p: []}, 3)).toBeNaN();
  });
});

describe("levelsShown(curve, present, most)", () => {
  const x = ["a", "b", "c", "d", "e"];
  const p = [0.3, 0.1, 0.5, 0.2, 0.4];
  test("is all of few, in their order", () => expect(levelsShown({x, p}, "a", 5)).toEqual([0, 1, 2, 3, 4]));
  test("of more the lowest and the highest, and the present one, by score", () => {
    expect(levelsShown({x, p}, "a", 2)).toEqual([1, 0, 2]);
    expect(levelsShown({x, p}, "b", 2)).toEqual([1, 2]);
  });
});
