import type {Trees} from "../model/model.js";
import {ceilFloat32} from "../numbers.js";

/** One node as a learner knows it; indices are within its own tree. */
export interface NewNode {
  /** the encoded column split on, -1 in a leaf */
  feature: number;
  /** in double precision: rows with float32 x < threshold go left */
  threshold: number;
  left: number;
  right: number;
  missingLeft: boolean;
  value: number;
  cover: number;
}

/** No trees yet. */
export function emptyTrees(): Trees {
  return {roots: [], feature: [], threshold: [], left: [], right: [], missingLeft: [], value: [], cover: []};
}

/** Appends a tree of `nNodes` nodes, node 0 its root and children after parents, to the flat arrays. */
export function addTree(trees: Trees, nNodes: number, getNode: (node: number) => NewNode): void {
  const offset = trees.feature.length;
  trees.roots.push(offset);
  for (let node = 0; node < nNodes; ++node) {
    const {feature, threshold, left, right, missingLeft, value, cover} = getNode(node);
    const isLeaf = feature < 0;
    trees.feature.push(isLeaf ? -1 : feature);
    trees.threshold.push(isLeaf ? 0 : ceilFloat32(threshold));
    trees.left.push(isLeaf ? -1 : left + offset);
    trees.right.push(isLeaf ? -1 : right + offset);
    trees.missingLeft.push(!isLeaf && missingLeft ? 1 : 0);
    trees.value.push(value);
    trees.cover.push(cover);
  }
}
