import {describe, expect, it} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {shiftBaseRate, shiftScore, unshiftScore} from "../../../lib/model/shiftBaseRate.js";
import {fitModels} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {logistic, forest} = fitModels();
const users = mixedUsers(50, 31).table;
const scores = createScorer(logistic).scoreTable(users);
const move = {from: 0.3, to: 0.5};
const odds = (p: number): number => p / (1 - p);

describe("shiftBaseRate(model, move)", () => {
  it("moves every score by as much in log-odds, and takes itself back", () => {
    const moved = createScorer(shiftBaseRate(logistic, move)).scoreTable(users);
    for (let i = 0; i < 50; ++i) expect(odds(moved[i]) / odds(scores[i])).toBeCloseTo(odds(0.5) / odds(0.3), 9);
    const back = createScorer(shiftBaseRate(shiftBaseRate(logistic, move), {from: 0.5, to: 0.3})).scoreTable(users);
    for (let i = 0; i < 50; ++i) expect(back[i]).toBeCloseTo(scores[i], 12);
    expect(() => shiftBaseRate(logistic, {from: 0.3, to: 1})).toThrow("a churn rate must lie between 0 and 1");
  });

  it("moves what a recalibration says, bent or not", () => {
    const bent = {...forest, calibration: {intercept: -0.2, slope: 0.8, bend: 0.3}};
    const [before, after] = [bent, shiftBaseRate(bent, move)].map((model) => createScorer(model).scoreTable(users));
    for (let i = 0; i < 50; ++i) expect(after[i]).toBeCloseTo(shiftScore(before[i], move), 12);
  });

  it("moves a score by itself as it moves the model's", () => {
    const moved = createScorer(shiftBaseRate(logistic, move)).scoreTable(users);
    for (let i = 0; i < 50; ++i) expect(shiftScore(scores[i], move)).toBeCloseTo(moved[i], 12);
    expect([0, 1, Infinity].map((score) => shiftScore(score, move))).toEqual([0, 1, Infinity]);
  });
});

it("unshiftScore(score, move) gives lines of few digits back as they were, and a line that nobody reaches", () => {
  for (const line of [0.0001, 0.0417, 0.3641, 0.9999]) expect(unshiftScore(shiftScore(line, move), move)).toBe(line);
  expect(unshiftScore(Infinity, move)).toBe(Infinity);
});
