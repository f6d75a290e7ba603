import {expect, it} from "vitest";
import {periodClaim} from "../../../../src/components/models/periodChart.js";

it("periodClaim says in how many periods more was saved than chance makes of so many, and tells of losses first", () => {
  const [better, worse, open, hardly] = [
    {estimate: 0.02, low: 0.01, high: 0.03},
    {estimate: -0.02, low: -0.03, high: -0.01},
    {estimate: 0.005, low: -0.01, high: 0.02},
    {estimate: -0.02, low: -0.0395, high: -0.0005} // beyond its own interval: of a dozen without skill one in four has such a one
  ];
  expect(periodClaim("A tree", [...Array.from({length: 11}, () => open), hardly])).toBe(
    "In no period can A tree be told from the base rate"
  );
  expect(periodClaim("A tree", [hardly])).toBe("A tree does worse than the base rate in 1 of 1 periods");
  expect(periodClaim("A tree", [better, better])).toBe("A tree beats the base rate in every period told of");
  expect(periodClaim("A tree", [better, open, open])).toBe(
    "A tree beats the base rate in 1 of 3 periods; in the others the two cannot be told apart"
  );
  expect(periodClaim("A tree", [better, worse])).toBe("A tree does worse than the base rate in 1 of 2 periods");
  expect(periodClaim("A tree", [open])).toBe("In no period can A tree be told from the base rate");
});
