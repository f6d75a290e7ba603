import {expect, it} from "vitest";
import {claimOfTop, sayHonest} from "../../../../src/components/report/calibrationFigure.js";

it("counts groups where there are several, and says of one whether it is so", () => {
  expect(sayHonest(9, 10)).toEqual({
    describe: "In 9 of 10 groups what the model said lies within the interval of what happened.",
    note: "9 of 10 intervals hold the diagonal, on which every word is true."
  });
  expect(sayHonest(0, 1)).toEqual({
    describe: "What the model said lies outside the interval of what happened.",
    note: "The interval does not hold the diagonal, on which every word is true."
  });
  expect(sayHonest(1, 1).note).toBe("The interval holds the diagonal, on which every word is true.");
});

it("claims a difference between said and happened only where the interval of what happened does", () => {
  expect(claimOfTop({predicted: 0.33, observed: 0.23, low: 0.12, high: 0.41})).toBe(
    "When it says 33 in 100, 23 in 100 churned: no further off than chance explains"
  );
  expect(claimOfTop({predicted: 0.33, observed: 0.23, low: 0.12, high: 0.41}, true)).toBe("When it says 33 in 100, 23 in 100 churned");
  expect(claimOfTop({predicted: 0.33, observed: 0.23, low: 0.2, high: 0.27})).toBe("When it says 33 in 100, it is about 23 in 100");
  expect(claimOfTop({predicted: 0.33, observed: 0.33, low: 0.2, high: 0.47})).toBe("When it says 33 in 100, it is about 33 in 100");
});
