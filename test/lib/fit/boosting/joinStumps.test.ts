import type {BoostedTree} from "../../../../lib/fit/boosting/growBoostedTree.js";
import {expect, it} from "vitest";
import {joinStumps} from "../../../../lib/fit/boosting/joinStumps.js";

it("joinStumps(boosted) adds up what trees of the same split add, and leaves other trees as they are", () => {
  const [a, b, c, whole, deep] = [stump(0, 3), stump(0, 4), stump(0, 3, false), tree(1), tree(5)];
  const add = (left: number, right: number): Float64Array => Float64Array.of(0, left, right);
  const boosted = {
    trees: [a, whole, b, stump(0, 3), c, deep, deep],
    values: [add(1, 2), Float64Array.of(9), add(3, 4), add(10, 20), add(5, 6), new Float64Array(5), new Float64Array(5)]
  };
  expect(joinStumps(boosted)).toEqual({
    trees: [a, whole, b, c, deep, deep],
    values: [add(11, 22), Float64Array.of(9), add(3, 4), add(5, 6), new Float64Array(5), new Float64Array(5)]
  });
  expect(boosted.values[0]).toEqual(add(1, 2));
});

function stump(column: number, bin: number, isMissingLeft = true): BoostedTree {
  const nodes = tree(3);
  return {
    ...nodes,
    column: [column, -1, -1],
    bin: [bin, 0, 0],
    left: [1, 0, 0],
    right: [2, 0, 0],
    missingLeft: [isMissingLeft, false, false]
  };
}

function tree(nNodes: number): BoostedTree {
  const zeros = new Array<number>(nNodes).fill(0);
  return {
    column: zeros,
    bin: zeros,
    left: zeros,
    right: zeros,
    missingLeft: zeros.map(() => true),
    start: zeros,
    end: zeros,
    total: zeros,
    bounds: []
  };
}
