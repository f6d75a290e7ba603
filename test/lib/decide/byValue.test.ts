import type {ValueCell} from "../../../lib/book/scores.js";
import type {CountedUsers} from "../../../lib/decide/ranking.js";
import {describe, expect, test} from "vitest";
import {bestByValue, compareByValue, expectedGain, valueUsers} from "../../../lib/decide/byValue.js";
import {describeAnswerByValue, describeOddValues, describeValueChange} from "../../../lib/decide/valueWords.js";

const costs = {saveRate: 0.2, offerCost: 5, contactCost: 1, falseAccept: 0.3};
/** the highest scores are worth little, those below them much */
const cells: ValueCell[] = [
  {n: 100, churned: 50, from: 4000, mean: 0.5, value: 10},
  {n: 100, churned: 50, from: 4000, mean: 0.5, value: 4},
  {n: 100, churned: 30, from: 2000, mean: 0.3, value: 200},
  {n: 700, churned: 70, from: 0, mean: 0.1, value: 20}
];
const counted: CountedUsers = {n: 1000, churned: 200, stops: [], designs: null, weights: {churned: 1, retained: 1}};
const valued = {cells, ranking: counted};
const words = {unit: "€", many: "users"};

test("expected gain is the money of /decide at a value of one's own", () => {
  expect(expectedGain(0.3, 100, costs)).toBeCloseTo(0.3 * (0.2 * 95 - 1) + 0.7 * (-1.5 - 1), 12);
  expect(expectedGain(0.9, -50, costs)).toBeLessThan(0);
});

describe("as many by gain as by risk", () => {
  const change = compareByValue(valued, 100, costs);

  test("adds those of a high value, and drops those of a high score and little value alike", () => {
    expect(change.added).toMatchObject({n: 100, score: 0.3, value: 200});
    expect(change.dropped).toMatchObject({n: 100, score: 0.5, value: 7}); // half of each of the two cells that risk does not part
  });

  test("brings what happened to them brings, per 1,000 of all", () => {
    const byGain = 30 * (0.2 * 195 - 1) + 70 * -2.5;
    const byRisk = 0.5 * (50 * (0.2 * 5 - 1) + 50 * -2.5) + 0.5 * (50 * (0.2 * -1 - 1) + 50 * -2.5);
    expect(change.byGain).toBeCloseTo(byGain, 9); // of 1,000 users
    expect(change.byRisk).toBeCloseTo(byRisk, 9);
    expect(change.more.estimate).toBeCloseTo(byGain - byRisk, 9);
    expect(change.more.low).toBeLessThan(change.more.estimate);
  });

  test("says so", () => {
    expect(describeValueChange(change, words)).toEqual([
      "Of 100 users to contact, ranking by expected gain adds 100 who score 30 in 100 on average and are worth €200, and drops 100 who score " +
        "50 in 100 on average and are worth €7.",
      expect.stringMatching(/^That brings €[\d,.]+ per 1,000 users more than ranking by risk \(95%: €/)
    ]);
  });
});

test("whoever is expected to bring more than they cost is contacted, and nobody else", () => {
  const best = bestByValue(valued, costs);
  expect(best.contacted).toBe(100);
  expect(best.byRisk).toBeCloseTo(compareByValue(valued, 100, costs).byRisk, 9);
  expect(describeAnswerByValue(best, words)).toMatch(
    /^Contact the 10\.0% of users who are expected to bring more than contact costs: that brings €[\d,.]+ per 1,000 users \(95%: .*\)\. It pays if contact saves at least 3\.5% of the churners it reaches\. As many by risk alone: a loss of €\d/
  );
  expect(describeAnswerByValue(bestByValue(valued, {...costs, contactCost: 100}), words)).toBe(
    "Run nothing: none of the users is expected to bring more than contact costs."
  );
});

test("contacting them pays from the save rate at which they bring nothing, and its interval is where theirs ends", () => {
  const {breakEven, churned, allChurned, n} = bestByValue(valued, costs);
  expect([churned, allChurned, n]).toEqual([30, 200, 1000]);
  expect(breakEven.estimate).toBeCloseTo((30 * 1 + 70 * 2.5) / (30 * 195), 8); // who leaves costs a contact, who stays an offer too
  expect(breakEven.low).toBeLessThan(breakEven.estimate);
  expect(breakEven.high).toBeGreaterThan(breakEven.estimate);
  const atEnd = bestByValue(valued, {...costs, saveRate: breakEven.high}); // the same users, all the same
  expect(atEnd.contacted).toBe(100);
  expect(atEnd.gain.low).toBeCloseTo(0, 5);
  expect(bestByValue({...valued, cells: cells.slice(2)}, {...costs, contactCost: 0, falseAccept: 0}).breakEven).toEqual({
    estimate: 0,
    low: 0,
    high: 0
  });
});

test("at another churn rate users count by their outcome, and scores move", () => {
  const weights = {churned: 2, retained: 0.75};
  const moved = valueUsers({cells}, {...counted, weights}, {from: 0.2, to: 0.4}) ?? valued;
  expect(moved.cells[0]).toMatchObject({n: 50 * 2 + 50 * 0.75, churned: 100, value: 10});
  expect(moved.cells[0].mean).toBeCloseTo(4 / 6 / (4 / 6 + 1 / 4), 12); // odds of 1, times (4/6) / (1/4)
  const [before, after] = [bestByValue(valued, costs), bestByValue(moved, costs)];
  expect(after.contacted / after.n).toBeGreaterThan(before.contacted / before.n);
});

test("with one value for all the rankings are the same", () => {
  const same = cells.map((cell) => ({...cell, value: 60}));
  for (const contacted of [0, 50, 250, 1000]) {
    const change = compareByValue({...valued, cells: same}, contacted, costs);
    expect([change.added, change.dropped]).toEqual([null, null]);
    expect(change.more.estimate).toBeCloseTo(0, 9);
  }
});

test("odd values are told as counts that may be told", () => {
  expect(describeOddValues({missing: "fewer than 20", negative: 0}, "users")).toEqual([
    "Without a value: fewer than 20 users, who count at the mean of the others."
  ]);
});
