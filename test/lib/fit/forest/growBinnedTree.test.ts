import * as fc from "fast-check";
import type {GrownTree} from "../../../../lib/fit/forest/growTree.js";
import {expect, it} from "vitest";
import {createBinnedGrower} from "../../../../lib/fit/forest/growBinnedTree.js";
import {putOnGrid} from "../../../../lib/fit/grid.js";

const OPTIONS = {maxDepth: 4, minNumSamples: 7, gainThreshold: 0};
const RULES = {minLeaf: 4, minUsers: 3};

/** The best boundary of a column between two of its values, by looking at every row for every one. */
function bestGain(rows: readonly number[], columns: readonly Float32Array[], y: Uint8Array): number {
  const giniOf = (part: readonly number[]): number => {
    const share = part.reduce((sum, row) => sum + y[row], 0) / part.length;
    return 1 - share ** 2 - (1 - share) ** 2;
  };
  let best = 0;
  for (const values of columns)
    for (const cut of new Set(rows.map((row) => values[row]))) {
      const sides = [rows.filter((row) => values[row] < cut), rows.filter((row) => values[row] >= cut)];
      if (sides.some((side) => side.length < RULES.minLeaf || new Set(side).size < RULES.minUsers)) continue;
      best = Math.max(best, giniOf(rows) - sides.reduce((sum, side) => sum + (side.length / rows.length) * giniOf(side), 0));
    }
  return best;
}

/** Sends drawn rows down a tree, and holds every node to what its rows say. @returns the number of splits */
function expectSound(tree: GrownTree, {columns, y, drawn}: {columns: readonly Float32Array[]; y: Uint8Array; drawn: Int32Array}): number {
  const visit = (node: number, rows: readonly number[], depth: number): number => {
    const churned = rows.reduce((sum, row) => sum + y[row], 0);
    expect([tree.count[node], tree.churned[node]]).toEqual([rows.length, churned]);
    const isOpen = rows.length > OPTIONS.minNumSamples && depth < OPTIONS.maxDepth && churned > 0 && churned < rows.length;
    if (tree.splitColumn[node] < 0) {
      // a leaf has nothing to gain, or just what its parent gained
      if (isOpen && depth === 0) expect(bestGain(rows, columns, y)).toBeCloseTo(0, 10);
      return 0;
    }
    expect(isOpen).toBe(true);
    expect(tree.gain[node]).toBeCloseTo(bestGain(rows, columns, y), 10);
    const values = columns[tree.splitColumn[node]];
    const sides = [rows.filter((row) => values[row] < tree.splitValue[node]), rows.filter((row) => values[row] >= tree.splitValue[node])];
    for (const side of sides) {
      expect(side.length).toBeGreaterThanOrEqual(RULES.minLeaf);
      expect(new Set(side).size).toBeGreaterThanOrEqual(RULES.minUsers);
    }
    return 1 + visit(tree.left[node], sides[0], depth + 1) + visit(tree.right[node], sides[1], depth + 1);
  };
  return visit(0, [...drawn], 0);
}

it("a binned tree splits each node where a search of every row would, and leaves enough different users on both sides", () => {
  let splits = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.nat(90), fc.nat(1)), {minLength: 12, maxLength: 90}),
      fc.nat(1e6),
      (users, seed) => {
        const gridded = [0, 1, 2].map((j) => putOnGrid(Float32Array.from(users, (user) => user[j])));
        const y = Uint8Array.from(users, (user) => user[3]);
        const drawn = Int32Array.from(users, (_, i) => (i * 7 + ((seed * (i + 1)) % 5)) % users.length); // some twice, some never
        const grower = createBinnedGrower(gridded, y, {maxBins: 255, ...RULES});
        grower.grow(drawn.slice().reverse(), [2, 0], {...OPTIONS, maxDepth: 2}); // a tree before leaves nothing behind
        const tree = grower.grow(drawn, [0, 1, 2], OPTIONS);
        splits += expectSound(tree, {columns: gridded.map((d) => d.values), y, drawn});
      }
    ),
    {numRuns: 150}
  );
  expect(splits).toBeGreaterThan(50);
});
