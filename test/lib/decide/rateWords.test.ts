import {expect, test} from "vitest";
import {sayMove, sayUnmoved, sayWeighing} from "../../../lib/decide/rateWords.js";

const move = {from: 0.177, to: 0.25};

test("sayMove(move) says from what to what, by a score that moves", () => {
  expect(sayMove(move)).toBe(
    "Moved from 17.7 in 100, the churn rate of the data, to 25 in 100: a score of 17.7 in 100 becomes 25 in 100, " +
      "all others move alike in log-odds, and nobody changes places."
  );
});

test("sayWeighing(move, many) and sayUnmoved(move) say what counts", () => {
  expect(sayWeighing(move, "members")).toContain("as if 25 in 100 of these members churned, and not 17.7 in 100");
  expect(sayUnmoved(move)).toContain("A churn rate of 25 in 100 is set.");
});
