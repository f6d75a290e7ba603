import * as fc from "fast-check";
import type {GrownTree} from "../../../../lib/fit/forest/growTree.js";
import {expect, it} from "vitest";
import {binColumns} from "../../../../lib/fit/boosting/bins.js";
import {createBinnedGrower} from "../../../../lib/fit/forest/growBinnedTree.js";
import {putOnGrid} from "../../../../lib/fit/grid.js";
import {linesByRow} from "../../../support/linesByRow.js";
import {createRandom, drawIndex} from "../../../../lib/random.js";

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
  const visit = (node: number, rows: readonly number[], {depth, parentGain}: {depth: number; parentGain: number}): number => {
    const churned = rows.reduce((sum, row) => sum + y[row], 0);
    expect([tree.count[node], tree.churned[node]]).toEqual([rows.length, churned]);
    const isOpen = rows.length > OPTIONS.minNumSamples && depth < OPTIONS.maxDepth && churned > 0 && churned < rows.length;
    if (tree.splitColumn[node] < 0) {
      const missed = isOpen ? bestGain(rows, columns, y) : 0;
      if (!(Math.abs(missed - parentGain) < 1e-10)) expect(missed).toBeCloseTo(0, 10); // just what its parent gained stops ml-cart
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
    const below = {depth: depth + 1, parentGain: tree.gain[node]};
    return 1 + visit(tree.left[node], sides[0], below) + visit(tree.right[node], sides[1], below);
  };
  return visit(0, [...drawn], {depth: 0, parentGain: NaN});
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
        const grower = createBinnedGrower(binColumns(gridded, y.length, {maxBins: 255}), y, RULES);
        grower.grow(drawn.slice().reverse(), [2, 0], {...OPTIONS, maxDepth: 2}); // a tree before leaves nothing behind
        const tree = grower.grow(drawn, [0, 1, 2], OPTIONS);
        splits += expectSound(tree, {columns: gridded.map(linesByRow), y, drawn});
      }
    ),
    {numRuns: 150}
  );
  expect(splits).toBeGreaterThan(50);
});

it("keeps at least minLeaf rows on either side, where smaller leaves would gain more", () => {
  const random = createRandom("minLeaf");
  const column = putOnGrid(Float32Array.from({length: 150}, () => drawIndex(9, random)));
  const other = putOnGrid(Float32Array.from({length: 150}, () => random()));
  const y = Uint8Array.from(linesByRow(column), (value) => Number(value > 12 * random()));
  const leavesOf = (minLeaf: number): number[] => {
    const grower = createBinnedGrower(binColumns([column, other], y.length, {maxBins: 255}), y, {minLeaf, minUsers: 1});
    const tree = grower.grow(Int32Array.from(y.keys()), [0, 1], {maxDepth: 8, minNumSamples: 2, gainThreshold: 0});
    return tree.count.filter((_, node) => tree.splitColumn[node] < 0);
  };
  expect(Math.min(...leavesOf(1))).toBeLessThan(9);
  expect(leavesOf(9).length).toBeGreaterThan(3);
  expect(Math.min(...leavesOf(9))).toBeGreaterThanOrEqual(9);
});
