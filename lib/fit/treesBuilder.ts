import type {Trees} from "../model/model.js";

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

/**
 * The smallest float32 that is not below t. For float32 x, `x < t` and `x < ceilFloat32(t)` agree, which they would not
 * if t were rounded to the nearest.
 *
 * @param t finite, within float32's range
 */
export function ceilFloat32(t: number): number {
  const near = Math.fround(t);
  return near >= t ? near : nextFloat32(near);
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The float32 next above a float32. */
function nextFloat32(x: number): number {
  float[0] = x;
  if (x === 0) bits[0] = 1;
  else bits[0] += x > 0 ? 1 : -1;
  return float[0];
}
