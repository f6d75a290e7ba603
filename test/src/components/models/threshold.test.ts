import {expect, it} from "vitest";
import {createEvidence} from "../../../../src/components/models/evidence.js";
import {agreementAt, agreementSentence, liftOf, thresholdClaim} from "../../../../src/components/models/thresholdTables.js";
import {scoreHistogram} from "../../../../src/components/models/histogramChart.js";
import {createScores} from "../../../fixtures/book/scores.js";

const model = createEvidence(createScores())("logistic", "outOfFold");

it("thresholdClaim(row, baseRate) says what the line finds, among how many, against the base rate", () => {
  const row = {...model.at(0.3), threshold: 0.3, recall: 0.45, contacted: 0.2, precision: 0.4};
  expect(thresholdClaim(row, 0.2)).toBe("A line at 30 in 100 finds 45% of churners among 20% of users: 2.0 times the base rate");
});

it("thresholdClaim(row, baseRate) says that nobody is called where nobody is", () => {
  const row = {...model.at(0.99), contacted: 0, precision: 0};
  expect(thresholdClaim(row, 0.2)).toBe("No user scores 99 in 100 or more: nobody is called churned");
  expect(liftOf(row, 0.2)).toBeNull();
});

it("liftOf(row, baseRate) is one where everybody is called", () => {
  expect(liftOf({...model.at(0.01), contacted: 1, precision: model.baseRate}, model.baseRate)).toBe(1);
});

it("scoreHistogram(y, p) counts every user once and stops at the last bin that holds one", () => {
  const bars = scoreHistogram(Object.freeze([0, 1, 1, 0]), Object.freeze([0, 0.02, 0.039, 0.1]));
  expect(bars.map(({retained, churned}) => [retained, churned])).toEqual([
    [1, 0],
    [0, 2],
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 0]
  ]);
  expect(bars[1]).toMatchObject({low: 0.02, high: 0.04});
});

it("scoreHistogram(y, p) puts a score of 1 into the last bin", () => {
  expect(scoreHistogram([1], [1], {nBins: 4}).at(-1)).toEqual({low: 0.75, high: 1, retained: 0, churned: 1});
});

it("agreementAt(y, scores, threshold) counts all four cells, the line itself included", () => {
  const agreement = agreementAt(
    [1, 0, 1, 0, 1],
    [
      [0.5, 0.6, 0.1, 0.1, 0.7],
      [0.5, 0.1, 0.9, 0.1, 0.2]
    ],
    0.5
  );
  expect(agreement).toEqual({n: 5, both: 1, neither: 1, onlyFirst: 2, onlySecond: 1, churnedOnlyFirst: 0.5, churnedOnlySecond: 1});
});

it("agreementSentence(agreement, titles) names who was right about the users between", () => {
  const agreement = agreementAt(
    [1, 0, 1],
    [
      [0.9, 0.9, 0.1],
      [0.1, 0.1, 0.1]
    ],
    0.5
  );
  expect(agreementSentence(agreement, ["A", "B"])).toBe(
    "At this line the two disagree about 2 of 3 users: 2 by A alone (50 in 100 of them churned), nobody by B alone."
  );
  expect(agreementSentence(agreementAt([1], [[0.1], [0.1]], 0.5), ["A", "B"])).toBe("At this line A and B call the same users churned.");
});
