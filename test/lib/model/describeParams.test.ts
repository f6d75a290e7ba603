import {expect, it} from "vitest";
import {describeParams, describeValue, shortTitle} from "../../../lib/model/describeParams.js";

it("describeParams(params, titles) reads as words, with the name where there is no title", () => {
  expect(describeParams({n: 300, bagging: true, depth: 4}, {n: "trees, at most", bagging: "draw with repeats"})).toBe(
    "trees: 300 · draw with repeats: yes · depth: 4"
  );
});

it("describeParams(params, titles) says none where there are none", () => {
  expect(describeParams({}, {})).toBe("none");
});

it("describeValue(value) rounds numbers to three digits and turns booleans into words", () => {
  expect([0.012345, 1500, false, "gini"].map(describeValue)).toEqual(["0.0123", "1500", "no", "gini"]);
});

it("shortTitle(title) ends before the explanation", () => {
  expect(["penalty (half of it)", "least weight: the sum", "trees, at most", "trees; 0: never", "trees"].map(shortTitle)).toEqual([
    "penalty",
    "least weight",
    "trees",
    "trees",
    "trees"
  ]);
});
