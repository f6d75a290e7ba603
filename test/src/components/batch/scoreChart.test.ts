import {expect, test} from "vitest";
import {claimOfScores} from "../../../../src/components/batch/scoreChart.js";

test("claimOfScores(means, rate) sets scores of few rows beside the training's, and calls them neither higher nor lower", () => {
  const said = (n: number): string => claimOfScores({file: 0.19, training: 0.22, n}, null);
  expect(said(200)).toBe("The rows score lower than the training users: 19 in 100 on average, against 22 in 100");
  expect(said(199)).toBe("The rows score 19 in 100 on average, the training users 22 in 100");
  expect(said(1)).toBe("The row scores 19 in 100 on average, the training users 22 in 100");
});
