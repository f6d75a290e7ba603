import type {Limits} from "../../../lib/whatif/counterfactual.js";
import {describe, expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {findCounterfactuals} from "../../../lib/whatif/counterfactual.js";
import {createMembers, predictBook as book, predictModel} from "../../fixtures/book/predict.js";

const {scoreRow} = createScorer(predictModel);
const limits: Limits = Object.fromEntries(
  book.inputs.filter((d) => !d.fixed && d.kind !== "category").map(({name, low, high}) => [name, {min: low, max: high}])
);
const search = (row: Record<string, number | string | null>, options = {}) =>
  findCounterfactuals(row, {rules: book, scoreRow, threshold: 0.177, limits, isOver: () => false, ...options});

describe("findCounterfactuals(row, options)", () => {
  const members = createMembers(60, "counterfactuals").map((row) => Object.freeze(row));
  test("crosses the line with at most two inputs, within limits, rules kept, fixed inputs untouched", () => {
    let n = 0;
    for (const row of members) {
      const {found, isComplete} = search(row);
      expect(isComplete).toBe(true);
      for (const {row: target, changes, probability} of found) {
        ++n;
        expect(probability).toBe(scoreRow(target));
        expect(probability >= 0.177).toBe(scoreRow(row) < 0.177);
        expect(changes.length).toBeLessThanOrEqual(2);
        expect(target).toMatchObject({tenure: row.tenure, plan: row.plan});
        for (const {input, to} of changes) expect(to).toSatisfy((x: number) => x >= limits[input].min && x <= limits[input].max);
        expect(Number(target.classes)).toBeLessThanOrEqual(Number(target.visits));
        expect(Number(target.workouts)).toBeLessThanOrEqual(Number(target.checkins));
      }
      expect(found.map((d) => d.distance)).toEqual(found.map((d) => d.distance).sort((a, b) => a - b));
    }
    expect(n).toBeGreaterThan(60);
  });

  test("a single change is as near as an exhaustive walk over that input", () => {
    const row = {...book.typical, visits: 3, classes: 2};
    const only: Limits = {visits: limits.visits};
    const walk = Array.from({length: 29}, (_, x) => x).filter((x) => x >= 3 && scoreRow({...row, visits: x}) < 0.177);
    expect(search(row, {limits: only}).found[0].changes).toEqual([{input: "visits", from: 3, to: walk[0]}]);
  });

  test("linked inputs keep their proportion, so that no row is found that does not occur", () => {
    let linked = 0;
    for (const row of members) {
      for (const {row: target, changes} of search(row, {together: true}).found) {
        const names = changes.map((d) => d.input);
        for (const [a, b] of [
          ["visits", "classes"],
          ["checkins", "workouts"]
        ] as const) {
          if (!names.includes(a) && !names.includes(b)) continue;
          ++linked;
          if (Number(row[a]) > 4 && Number(target[a]) > 4)
            expect(Number(target[b]) / Number(target[a])).toBeCloseTo(Number(row[b]) / Number(row[a]), 0);
          if (Number(row[b]) > 0 && Number(target[b]) !== Number(row[b])) expect(names).toContain(b);
        }
      }
    }
    expect(linked).toBeGreaterThan(0);
  });

  test("says none where the reader's limits leave no way", () => {
    expect(search({...book.typical, visits: 0, classes: 0}, {limits: {spent: {min: 300, max: 310}}})).toMatchObject({
      found: [],
      isComplete: true
    });
    expect(search(book.typical, {limits: {}})).toMatchObject({found: [], tried: 0});
  });

  test("ends when the time is over, with what it has", () => {
    let asked = 0;
    const {isComplete, found} = search({...book.typical, visits: 3, classes: 2}, {isOver: () => ++asked > 8});
    expect(isComplete).toBe(false);
    expect(found.length).toBeGreaterThan(0);
    expect(search({...book.typical, visits: 3, classes: 2}, {isOver: () => true})).toMatchObject({found: [], tried: 0, isComplete: false});
  });

  test("no pair is shown that is hardly nearer than one of its changes alone", () => {
    let pairs = 0;
    for (const row of members) {
      for (const {changes, distance} of search(row).found) {
        if (changes.length === 1) continue;
        ++pairs;
        for (const {input} of changes) {
          const alone = search(row, {limits: {[input]: limits[input]}}).found.find((d) => d.changes.length === 1);
          if (alone) expect(distance).toBeLessThan(alone.distance * 0.9);
        }
      }
    }
    expect(pairs).toBeGreaterThan(0);
  });
});
