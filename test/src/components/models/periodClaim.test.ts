import {expect, it} from "vitest";
import {periodClaim} from "../../../../src/components/models/periodChart.js";

it("periodClaim says in how many periods the interval leaves zero, and tells of losses first", () => {
  const [better, worse, open] = [
    {low: 0.01, high: 0.03},
    {low: -0.03, high: -0.01},
    {low: -0.01, high: 0.02}
  ];
  expect(periodClaim("A tree", [better, better])).toBe("A tree beats the base rate in every period told of");
  expect(periodClaim("A tree", [better, open, open])).toBe(
    "A tree beats the base rate in 1 of 3 periods; in the others the two cannot be told apart"
  );
  expect(periodClaim("A tree", [better, worse])).toBe("A tree does worse than the base rate in 1 of 2 periods");
  expect(periodClaim("A tree", [open])).toBe("In no period can A tree be told from the base rate");
});
