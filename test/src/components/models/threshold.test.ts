import {expect, it} from "vitest";
import {createEvidence} from "../../../../src/components/models/evidence.js";
import {agreementSentence, ladderOf, liftOf, thresholdClaim} from "../../../../src/components/models/thresholdTables.js";
import {scoreHistogram} from "../../../../src/components/models/histogramChart.js";
import {createModelsBook} from "../../../fixtures/book/models.js";
import {createGroups, createScores} from "../../../fixtures/book/scores.js";

const scores = createScores();
const model = createEvidence(createModelsBook(scores), createGroups(scores))("logistic", "outOfFold")!;

it("thresholdClaim(row, baseRate) says what the line finds, among how many, against the base rate", () => {
  const row = {...model.at(0.3), threshold: 0.3, recall: 0.45, contacted: 0.2, precision: 0.4};
  expect(thresholdClaim(row, 0.2)).toBe("A line at 30 in 100 finds 45% of churners among 20% of users: 2.0 times the base rate");
});

it("thresholdClaim(row, baseRate) claims all of none whom it misses", () => {
  const row = {...model.at(0.3), threshold: 0.3, contacted: 0.999, recall: 0.9997, precision: 0.2};
  expect(thresholdClaim(row, 0.2)).toContain("finds more than 99% of churners among more than 99% of");
});

it("thresholdClaim(row, baseRate) says that nobody is called where nobody is", () => {
  const row = {...model.at(0.99), contacted: 0, precision: 0};
  expect(thresholdClaim(row, 0.2)).toBe("No user scores 99 in 100 or more: nobody is called churned");
  expect(liftOf(row, 0.2)).toBeNull();
});

it("liftOf(row, baseRate) is one where everybody is called", () => {
  expect(liftOf({...model.at(0.01), contacted: 1, precision: model.baseRate}, model.baseRate)).toBe(1);
});

it("scoreHistogram(groups) counts every user once and stops at the last bin that holds one", () => {
  const bars = scoreHistogram([
    {n: 30, churned: 9, from: 1000, mean: 0.1},
    {n: 25, churned: 4, from: 200, mean: 0.039},
    {n: 20, churned: 3, from: 0, mean: 0}
  ]);
  expect(bars.map(({retained, churned}) => [retained, churned])).toEqual([
    [17, 3],
    [21, 4],
    [0, 0],
    [0, 0],
    [0, 0],
    [21, 9]
  ]);
  expect(bars[1]).toMatchObject({low: 0.02, high: 0.04});
});

it("scoreHistogram(groups) puts a score of 1 into the last bin", () => {
  expect(scoreHistogram([{n: 1, churned: 1, from: 9999, mean: 1}], {nBins: 4}).at(-1)).toEqual({
    low: 0.75,
    high: 1,
    retained: 0,
    churned: 1
  });
});

it("agreementSentence(ladder, threshold, titleOf) tells of the step nearest to the line, or nothing", () => {
  const ladder = {
    first: "a",
    second: "b",
    n: 500,
    steps: [
      {percent: 20, both: 100, onlyFirst: 20, onlySecond: 0},
      {percent: 40, both: 50, onlyFirst: 0, onlySecond: 0}
    ]
  };
  const titleOf = (name: string): string => name.toUpperCase();
  expect(agreementSentence(ladder, 0.26, titleOf)).toBe(
    "At a line of 20 in 100 the two disagree about 20 of 500 users: 20 by A alone, nobody by B alone."
  );
  expect(agreementSentence(ladder, 0.9, titleOf)).toBe("At a line of 40 in 100 A and B call the same users churned.");
  expect(agreementSentence({...ladder, steps: []}, 0.9, titleOf)).toBe("");
  expect(ladderOf([ladder], "b", "a")).toBe(ladder);
  expect(ladderOf([ladder], "b", "c")).toBeNull();
});
