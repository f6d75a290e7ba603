import type {Params} from "../../../../lib/book/common.js";
import type {Learner} from "../../../../lib/fit/learners/learner.js";
import fc from "fast-check";
import {expect, it} from "vitest";
import {forest} from "../../../../lib/fit/learners/forest.js";
import {tree} from "../../../../lib/fit/learners/tree.js";
import {createRandom} from "../../../../lib/random.js";
import {createScorer} from "../../../../lib/model/scorer.js";

it("a tree and a forest say never and always of nobody, however well a column tells the classes apart", () => {
  fc.assert(
    fc.property(fc.integer({min: 200, max: 600}), fc.double({min: 0.2, max: 0.8, noNaN: true}), (n, share) => {
      const churned = Math.round(n * share);
      const values = Float32Array.from({length: n}, (_, i) => (i < churned ? i : i + n));
      const y = Uint8Array.from(values, (_, i) => Number(i < churned));
      const table = {nRows: n, columns: [{name: "x", kind: "number" as const, values}]};
      const fits: [Learner, Params][] = [
        [tree, {minLeaf: 20}],
        [forest, {minLeaf: 20, nTrees: 3}]
      ];
      for (const [learner, params] of fits) {
        const p = createScorer(learner.fit({table, y}, params, {random: createRandom(1)})).scoreTable(table);
        expect(Math.min(...p)).toBeGreaterThan(0);
        expect(Math.max(...p)).toBeLessThan(1);
        expect(p[0]).toBeGreaterThan(p[n - 1] + 0.5);
      }
    }),
    {numRuns: 25}
  );
});

it("a leaf's value is the share of its users with one more at the churn rate of all", () => {
  const n = 100;
  const values = Float32Array.from({length: n}, (_, i) => i);
  const y = Uint8Array.from(values, (i) => Number(i < 40));
  const table = {nRows: n, columns: [{name: "x", kind: "number" as const, values}]};
  const p = createScorer(tree.fit({table, y}, {maxDepth: 1, minLeaf: 20}, {random: createRandom(1)})).scoreTable(table);
  expect(p[0]).toBeCloseTo((40 + 0.4) / 41, 10);
  expect(p[n - 1]).toBeCloseTo(0.4 / 61, 10);
});

it("a tree parts the classes where the truth does, to within a few users", () => {
  const n = 2000;
  const values = Float32Array.from({length: n}, (_, i) => i);
  for (const last of [703, 811, 1246]) {
    const y = Uint8Array.from(values, (i) => Number(i <= last));
    const table = {nRows: n, columns: [{name: "x", kind: "number" as const, values}]};
    const p = createScorer(tree.fit({table, y}, {maxDepth: 1, minLeaf: 20}, {random: createRandom(1)})).scoreTable(table);
    expect(p.filter((score, i) => score > 0.5 !== (y[i] === 1)).length).toBeLessThanOrEqual(n / 500);
  }
});
