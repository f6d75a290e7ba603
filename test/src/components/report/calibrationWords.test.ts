import {expect, it} from "vitest";
import {sayHonest} from "../../../../src/components/report/calibrationFigure.js";

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
