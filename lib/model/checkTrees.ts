import {check, someOf} from "../check.js";
import type {Trees} from "./model.js";

const KEYS = ["roots", "feature", "threshold", "left", "right", "missingLeft", "value", "cover"] as const;
const where = "readModel";

/**
 * Checks that flat arrays are trees: equal lengths, whole-number indices in range, float32 thresholds, every child after
 * its parent (so there is no cycle), and every node but a root the child of exactly one.
 *
 * @param values "share": values must lie in [0, 1], as a forest's do
 */
export function checkTrees(trees: unknown, nColumns: number, values: "share" | "any"): asserts trees is Trees {
  const arrays = trees as Record<string, unknown> | null | undefined;
  const absent = KEYS.filter((key) => !isNumbers(arrays?.[key]));
  check(absent.length === 0, {
    where,
    rule: "trees must have all their arrays of numbers",
    got: `none named ${absent.join(", ")}`
  });
  const checked = arrays as unknown as Trees;
  checkLengths(checked);
  checkNodes(checked, nColumns);
  checkParents(checked);
  const outside = values === "any" ? [] : checked.value.filter((value) => value < 0 || value > 1);
  check(outside.length === 0, {where, rule: "a share must lie in [0, 1]", got: someOf(outside)});
}

function checkLengths(trees: Trees): void {
  const nNodes = trees.feature.length;
  const uneven = KEYS.slice(1).filter((key) => trees[key].length !== nNodes);
  check(uneven.length === 0, {
    where,
    rule: `the trees' arrays must be of one length, ${nNodes}`,
    got: uneven.map((key) => `${trees[key].length} in ${key}`).join(", ")
  });
  check(trees.roots.length > 0, {where, rule: "there must be a tree", got: "no root"});
}

function checkNodes(trees: Trees, nColumns: number): void {
  const {feature, threshold, left, right, missingLeft, cover} = trees;
  const wrong: string[] = [];
  const isChild = (parent: number, child: number): boolean =>
    Number.isInteger(child) && child > parent && child < feature.length;
  for (let node = 0; node < feature.length; ++node) {
    const f = feature[node];
    if (!Number.isInteger(f) || f < -1 || f >= nColumns) wrong.push(`feature ${f} in node ${node}`);
    if (threshold[node] !== Math.fround(threshold[node])) wrong.push(`threshold ${threshold[node]} in node ${node}`);
    if (missingLeft[node] !== 0 && missingLeft[node] !== 1)
      wrong.push(`missingLeft ${missingLeft[node]} in node ${node}`);
    if (!(cover[node] >= 0)) wrong.push(`cover ${cover[node]} in node ${node}`);
    if (f >= 0 && !(isChild(node, left[node]) && isChild(node, right[node])))
      wrong.push(`children ${left[node]} and ${right[node]} of node ${node}`);
  }
  check(wrong.length === 0, {
    where,
    rule: `nodes must split on one of ${nColumns} columns at a float32 threshold, and children must come after their parent`,
    got: someOf(wrong)
  });
}

function checkParents({roots, feature, left, right}: Trees): void {
  const nParents = new Int32Array(feature.length);
  for (let node = 0; node < feature.length; ++node) {
    if (feature[node] < 0) continue;
    ++nParents[left[node]];
    ++nParents[right[node]];
  }
  const isRoot = new Uint8Array(feature.length);
  const wrong: string[] = [];
  for (const root of roots) {
    if (!Number.isInteger(root) || root < 0 || root >= feature.length || isRoot[root]) wrong.push(`root ${root}`);
    else isRoot[root] = 1;
  }
  for (let node = 0; node < feature.length; ++node)
    if (nParents[node] !== 1 - isRoot[node]) wrong.push(`${nParents[node]} parents of node ${node}`);
  check(wrong.length === 0, {where, rule: "every node must have one parent, and a root none", got: someOf(wrong)});
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
