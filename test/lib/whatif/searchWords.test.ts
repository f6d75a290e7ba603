import {describe, expect, test} from "vitest";
import {describeCounterfactual, describeDifferences} from "../../../lib/whatif/settingWords.js";
import {predictBook as book} from "../../fixtures/book/predict.js";

describe("describeCounterfactual(counterfactual, book, line)", () => {
  test("says what the model would say, the unit only where the title does not", () => {
    expect(describeCounterfactual({probability: 0.14, changes: [{input: "visits", from: 3, to: 12}]}, book, 0.2)).toBe(
      "The model would score 14 in 100 if Visits were 12 instead of 3."
    );
    expect(describeCounterfactual({probability: 0.14, changes: [{input: "spent", from: 3, to: 1}]}, book, 0.2)).toBe(
      "The model would score 14 in 100 if Money spent were 1 euro instead of 3."
    );
  });
  test("shows the digits that differ, of values and of the score beside the line", () => {
    expect(describeCounterfactual({probability: 0.1996, changes: [{input: "spent", from: 158.7, to: 159.2}]}, book, 0.2)).toBe(
      "The model would score 19.96 in 100 if Money spent were 159.2 euros instead of 158.7."
    );
  });
});

describe("describeDifferences(there, here, book)", () => {
  const here = book.typical;
  test("names the largest and counts the rest", () => {
    const there = {...here, visits: 26, classes: 20, checkins: 70, workouts: 53, spent: 313};
    expect(describeDifferences(there, here, book)).toBe(
      "It differs in Visits (26 instead of 12), Classes (20 instead of 10), Check-ins (70 instead of 60), Workouts (53 instead of 50) and 1 more."
    );
  });
  test("tells fixed inputs apart", () => {
    expect(describeDifferences({...here, visits: 26, tenure: 10, plan: "basic"}, here, book)).toBe(
      "It differs in Visits (26 instead of 12); also in what cannot change: Plan (basic instead of premium) and Days since joining (10 instead of 1740)."
    );
    expect(describeDifferences({...here, tenure: 10}, here, book)).toBe(
      "It differs only in what cannot change: Days since joining (10 instead of 1740)."
    );
    expect(describeDifferences(here, here, book)).toBe("It differs in nothing.");
  });
});
