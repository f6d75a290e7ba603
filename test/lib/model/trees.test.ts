import * as fc from "fast-check";
import type {Trees} from "../../../lib/model/model.js";
import type {Random} from "../../../lib/random.js";
import {describe, expect, it} from "vitest";
import {addTree, emptyTrees} from "../../../lib/fit/treesBuilder.js";
import {createLotAdder} from "../../../lib/model/treeBits.js";
import {createTreeSummer} from "../../../lib/model/treeSums.js";
import {createRandom, drawIndex, drawNormal} from "../../../lib/random.js";

/** Trees of random shape over three columns: one with thresholds of both signs, one with 0, one with positive ones only. */
function randomTrees(random: Random, {nTrees, maxDepth}: {nTrees: number; maxDepth: number}): Trees {
  const trees = emptyTrees();
  for (let t = 0; t < nTrees; ++t) {
    const nodes: {feature: number; threshold: number; left: number; right: number}[] = [];
    const grow = (depth: number): number => {
      const node = nodes.push({feature: -1, threshold: 0, left: -1, right: -1}) - 1;
      if (depth === maxDepth || random() < 0.2) return node;
      const feature = drawIndex(3, random);
      const threshold = feature === 0 ? drawNormal(random) : feature === 1 ? drawIndex(3, random) : 0.01 + random();
      const [left, right] = [grow(depth + 1), grow(depth + 1)];
      nodes[node] = {feature, threshold: Math.fround(threshold), left, right};
      return node;
    };
    grow(0);
    addTree(trees, nodes.length, (node) => ({
      ...nodes[node],
      missingLeft: node % 2 === 0,
      value: drawNormal(random),
      cover: 1
    }));
  }
  return trees;
}

describe("createTreeSummer(trees, {nColumns, start})", () => {
  it("sums many rows as it sums each, to the bit: thresholds met exactly, signs, zeros and missing values", () => {
    const shape = fc.record({
      seed: fc.integer(),
      nTrees: fc.integer({min: 1, max: 9}),
      maxDepth: fc.integer({min: 0, max: 9}),
      isMissing: fc.boolean()
    });
    fc.assert(
      fc.property(shape, ({seed, nTrees, maxDepth, isMissing}) => {
        const random = createRandom(seed);
        const trees = randomTrees(random, {nTrees, maxDepth});
        const odd = [0, -0, 1, 2, Infinity, -Infinity, 1e-40, -1e-40, ...(isMissing ? [NaN] : []), ...trees.threshold];
        const columns = [0, 1, 2].map(() =>
          Float32Array.from({length: 600}, () => (random() < 0.5 ? odd[drawIndex(odd.length, random)] : 2 * drawNormal(random)))
        );
        const {sumRow, sumColumns} = createTreeSummer(trees, {nColumns: 3, start: 0.25});
        const sums = sumColumns(columns, 600);
        for (let i = 0; i < 600; ++i) expect(sums[i]).toBe(sumRow(Float64Array.from(columns, (values) => values[i])));
      }),
      {numRuns: 60, seed: 2}
    );
  });

  it("walks trees that are too deep to be walked by many rows at once", () => {
    const trees = emptyTrees();
    const depth = 40; // one long arm
    addTree(trees, 2 * depth + 1, (node) => ({
      feature: node % 2 === 0 && node < 2 * depth ? 0 : -1,
      threshold: depth - node / 2,
      left: node + 2,
      right: node + 1,
      missingLeft: false,
      value: node,
      cover: 1
    }));
    expect(createLotAdder(trees)).toBeNull();
    const values = Float32Array.from({length: 300}, (_, i) => i % 50);
    const sums = createTreeSummer(trees, {nColumns: 1, start: 0}).sumColumns([values], 300);
    for (const [i, x] of values.entries()) expect(sums[i]).toBe(x >= depth ? 1 : x < 1 ? 2 * depth : 2 * (depth - x) + 1);
  });
});
