import type {Trees} from "../../../lib/model/model.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {MIN_GROUP} from "../../../lib/groups.js";
import {boosting} from "../../../lib/fit/learners/boosting.js";
import {roundModel} from "../../../lib/model/roundModel.js";
import {tellCovers} from "../../../lib/model/tellCovers.js";
import {createRandom} from "../../../lib/random.js";
import {hasTrait} from "../../../lib/model/model.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

/** A tree of one split; its covers. */
function stump(nRows: number, nLeft: number): Trees {
  const none = [0, 0, 0];
  const covers = [nRows, nLeft, nRows - nLeft];
  const children = {left: [1, -1, -1], right: [2, -1, -1]};
  return {roots: [0], feature: [0, -1, -1], threshold: none, missingLeft: none, value: none, cover: covers, ...children};
}

/** Every node's rows are its children's. */
function addUp({feature, left, right, cover}: Trees): boolean {
  return feature.every((f, node) => f < 0 || cover[left[node]] + cover[right[node]] === cover[node]);
}

describe("tellCovers(trees, step)", () => {
  it("tells whoever knows the number of rows of no two cuts which number of 1 to 19 users lies between", () => {
    fc.assert(
      fc.property(fc.integer({min: 100, max: 400}), (nRows) => {
        const last = nRows - MIN_GROUP;
        const told = Array.from({length: last + 1}, (_, nLeft) => tellCovers(stump(nRows, nLeft), MIN_GROUP).join());
        const between = new Map<string, Set<number>>();
        for (let low = MIN_GROUP; low <= last; ++low) {
          for (let high = low; high <= Math.min(last, low + 2 * MIN_GROUP); ++high) {
            const both = `${told[low]} ${told[high]}`;
            between.set(both, (between.get(both) ?? new Set()).add(high - low));
          }
        }
        const close = [...between.values()].filter((counts) => [...counts].some((n) => n > 0 && n < MIN_GROUP));
        expect(close.length).toBeGreaterThan(0);
        expect(Math.min(...close.map((counts) => counts.size))).toBeGreaterThanOrEqual(MIN_GROUP / 2);
      }),
      {numRuns: 20}
    );
  });

  it("tells of boosted trees, which see the same rows, in steps that add up, near the counts, and no difference of 1 to 19", () => {
    fc.assert(
      fc.property(fc.integer({min: 300, max: 1500}), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 99}), (n, maxDepth, seed) => {
        const fitted = boosting.fit(mixedUsers(n, seed), {nTrees: 30, maxDepth}, {random: createRandom(seed)});
        const shipped = roundModel(fitted);
        if (!hasTrait(fitted, "hasTrees") || !hasTrait(shipped, "hasTrees")) throw new Error("boosting has no trees");
        const {cover, feature} = shipped.trees;
        expect(addUp(shipped.trees)).toBe(true);
        const counts = [...new Set(cover)].sort((a, b) => a - b);
        expect(counts.filter((count, i) => count - (counts[i - 1] ?? 0) < MIN_GROUP)).toEqual([]);
        for (const [node, count] of cover.entries()) {
          const off = Math.abs(count - fitted.trees.cover[node]);
          expect(off).toBeLessThanOrEqual((MIN_GROUP / 2) * (maxDepth + 1) + (feature[node] < 0 ? MIN_GROUP : 0));
        }
      }),
      {numRuns: 15}
    );
  });

  it("has a step for every leaf, whatever its step", () => {
    expect(tellCovers(stump(50, 22), 30)).toEqual([60, 30, 30]);
  });
});
