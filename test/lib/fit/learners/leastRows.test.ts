import fc from "fast-check";
import {expect, it} from "vitest";
import {boosting} from "../../../../lib/fit/learners/boosting.js";
import {forest} from "../../../../lib/fit/learners/forest.js";
import {leastRows} from "../../../../lib/fit/learners/leastRows.js";
import {tree} from "../../../../lib/fit/learners/tree.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom} from "../../../../lib/random.js";
import {splitHoldout} from "../../../../lib/fit/boosting/boost.js";

it("any rows as many as the least are of 20 users, and one fewer need not be", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 9}), {minLength: 20, maxLength: 40}), (sizes) => {
      const groups = sizes.flatMap((size, user) => Array.from({length: size}, () => user));
      const least = leastRows(groups.length, groups);
      const largest = [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a]);
      const worst = largest.flatMap((user) => groups.filter((d) => d === user));
      expect(new Set(worst.slice(0, least)).size).toBe(20);
      expect(new Set(worst.slice(0, least - 1)).size).toBe(19);
    })
  );
  expect(leastRows(30)).toBe(20);
  expect(
    leastRows(
      30,
      Array.from({length: 30}, (_, i) => i % 10)
    )
  ).toBeGreaterThan(30);
});

/** Customers of six rows each, whose own number lies in every row and says all of who churned. */
function drawCustomers(nCustomers: number) {
  const groups = Int32Array.from({length: 6 * nCustomers}, (_, i) => Math.floor(i / 6));
  const values = Float32Array.from(groups);
  const y = Uint8Array.from(groups, (d) => Number((d * 7919) % 5 < 2));
  return {groups, y, table: {nRows: y.length, columns: [{name: "x", kind: "number" as const, values}]}};
}

it("no leaf holds fewer than 20 customers where rows repeat them", () => {
  const {groups, y, table} = drawCustomers(200);
  const context = {random: createRandom(1)};
  for (const model of [
    tree.fit({table, y, groups}, {minLeaf: 20, maxDepth: 8}, context),
    forest.fit({table, y, groups}, {minLeaf: 20, nTrees: 1, maxDepth: 8}, context),
    boosting.fit({table, y, groups}, {minWeight: 0.1, maxDepth: 8, nTrees: 1}, context)
  ]) {
    const p = createScorer(model).scoreTable(table);
    const byScore = new Map<number, Set<number>>();
    for (const [i, score] of p.entries()) byScore.set(score, (byScore.get(score) ?? new Set()).add(groups[i]));
    expect(byScore.size, model.kind).toBeGreaterThan(1);
    expect(Math.min(...Array.from(byScore.values(), (d) => d.size)), model.kind).toBeGreaterThanOrEqual(20);
  }
});

it("boosting stops by customers of whom it has seen no row", () => {
  const {groups, y} = drawCustomers(100);
  const {rows, holdout} = splitHoldout({y, groups}, 0.15, createRandom(1));
  expect(rows.length + holdout.length).toBe(y.length);
  expect(holdout.length).toBeGreaterThanOrEqual(90);
  const held = new Set(Array.from(holdout, (row) => groups[row]));
  expect(Array.from(rows).filter((row) => held.has(groups[row]))).toEqual([]);
  expect(splitHoldout({y: y.subarray(0, 12), groups: groups.subarray(0, 12)}, 0.15, createRandom(1)).holdout).toHaveLength(0);
});
