import type {Trees} from "../model/model.js";
import {createTreeSummer} from "../model/treeSums.js";

/** Prepares trees for {@link TreeShap} explanations of many rows. */
export interface TreeShap {
  /** the cover-weighted mean of all leaves, summed over trees */
  mean: number;
  /** the sum of the leaves that a row reaches */
  sumRow(x: Float64Array): number;
  /**
   * Adds each column's Shapley value for the sum of the trees to `result`.
   *
   * @param x one row's encoded numbers; NaN is missing
   * @param reference another row to compare with, or null: the average over the training rows
   * @param result length nColumns
   */
  addContributions(x: Float64Array, reference: Float64Array | null, result: Float64Array): void;
}

/**
 * Exact Shapley values of trees. Without a reference a column that is not yet known splits rows as the training rows did
 * (path-dependent TreeSHAP: Lundberg and others, 2020; shap.TreeExplainer's "tree_path_dependent"); with one it has the
 * reference's value ("interventional", one background row).
 *
 * A leaf is reached with weight `o` by a column that is known (1 if the row keeps to the leaf's path, else 0) and `z` by
 * one that is not (the share of training rows, or 1 or 0 by the reference). Joining the others at a uniform random time t,
 * a column's Shapley value is the integral over t of (o - z) times the others' product of z (1 - t) + o t. It is a
 * polynomial, so a few Gauss-Legendre points give it exactly, and at each point the products of all leaves below a node
 * are gathered in one walk over the tree (as Linear TreeSHAP does: Yu and others, 2022): nodes x points, not leaves x depth².
 */
export function createTreeShap(trees: Trees, nColumns: number): TreeShap {
  const walk = createWalk(trees, nColumns);
  const mean = trees.roots.reduce((sum, root) => sum + trees.value[root], 0);
  return {
    mean,
    sumRow: createTreeSummer(trees, {nColumns, start: 0}).sumRow,
    addContributions(x, reference, result) {
      for (const root of trees.roots) walk(root, {x, reference, result});
    }
  };
}

interface Explained {
  x: Float64Array;
  reference: Float64Array | null;
  result: Float64Array;
}

/** The walk over one tree. Its buffers are one stretch per depth, so that nothing is allocated per node. */
function createWalk(trees: Trees, nColumns: number): (root: number, explained: Explained) => void {
  const {feature, left, right, value} = trees;
  const shares = shareOfParent(trees);
  const depth = measureDepth(trees);
  const n = Math.max(1, Math.ceil(Math.min(depth, nColumns) / 2));
  const {points, weights} = gaussLegendre(n);
  const products = new Float64Array(n * (depth + 1)); // at each depth: the path's product, per point
  const sums = new Float64Array(n * (depth + 1)); // the sum of value times product over the leaves below, per point
  const inverses = new Float64Array(n * (depth + 1)).fill(1, 0, n); // 1 / (z (1 - t) + o t) of the column split on above
  const known = new Float64Array(nColumns); // o and z of each column on the path so far; 1 and 1 if it is not on it
  const unknown = new Float64Array(nColumns);
  const slot = new Int32Array(nColumns); // where its inverses stand

  const visit = (node: number, at: number, explained: Explained): void => {
    const f = feature[node];
    for (let k = 0; k < n; ++k) sums[at + k] = f < 0 ? value[node] * products[at + k] : 0;
    if (f < 0) return;
    const {x, reference} = explained;
    const isRowLeft = isLeft(trees, node, x[f]);
    const isReferenceLeft = reference !== null && isLeft(trees, node, reference[f]);
    for (const child of [left[node], right[node]]) {
      const o = isRowLeft === (child === left[node]) ? known[f] : 0;
      const z = reference ? (isReferenceLeft === (child === left[node]) ? unknown[f] : 0) : unknown[f] * shares[child];
      if (o > 0 || z > 0) descend(child, {f, at, o, z}, explained); // else nobody comes here
    }
  };

  /** Gathers the leaves below a child; the column gets its share of them, less what its split further up counts for them. */
  const descend = (child: number, {f, at, o, z}: {f: number; at: number; o: number; z: number}, explained: Explained): void => {
    const next = at + n;
    const o0 = known[f];
    const z0 = unknown[f];
    const slot0 = slot[f];
    for (let k = 0; k < n; ++k) {
      const term = z + (o - z) * points[k];
      products[next + k] = products[at + k] * term * inverses[slot0 + k];
      inverses[next + k] = 1 / term;
    }
    known[f] = o;
    unknown[f] = z;
    slot[f] = next;
    visit(child, next, explained);
    known[f] = o0;
    unknown[f] = z0;
    slot[f] = slot0;
    let contribution = 0;
    for (let k = 0; k < n; ++k) {
      const sum = sums[next + k];
      sums[at + k] += sum;
      contribution += weights[k] * sum * ((o - z) * inverses[next + k] - (o0 - z0) * inverses[slot0 + k]);
    }
    explained.result[f] += contribution;
  };

  products.fill(1, 0, n);
  known.fill(1); // and so again after each walk
  unknown.fill(1);
  return (root, explained) => visit(root, 0, explained);
}

function isLeft({threshold, missingLeft}: Trees, node: number, x: number): boolean {
  return x < threshold[node] || (x !== x && missingLeft[node] === 1);
}

/** The share of its parent's training rows that each node got. */
function shareOfParent({feature, left, right, cover}: Trees): Float64Array {
  const shares = new Float64Array(feature.length);
  for (let node = 0; node < feature.length; ++node) {
    if (feature[node] < 0) continue;
    shares[left[node]] = cover[left[node]] / cover[node];
    shares[right[node]] = 1 - shares[left[node]];
  }
  return shares;
}

function measureDepth({feature, left, right}: Trees): number {
  const depth = new Int32Array(feature.length);
  let deepest = 0;
  for (let node = 0; node < feature.length; ++node) {
    // children stand after their parents
    if (feature[node] < 0) continue;
    depth[left[node]] = depth[right[node]] = depth[node] + 1;
    deepest = Math.max(deepest, depth[node] + 1);
  }
  return deepest;
}

/** Points in (0, 1) and their weights: the sum of weight * f(point) is the integral of f over [0, 1]. */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

/**
 * Gauss and Legendre's rule: with n points, exact for polynomials up to degree 2n - 1.
 *
 * @param n at least 1
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)); // near the root of the Legendre polynomial on (-1, 1)
    let slope = 1;
    for (let step = 0; step < 20; ++step) {
      const [value, derivative] = legendre(n, x);
      slope = derivative;
      x -= value / derivative;
    }
    points[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return {points, weights};
}

/** The Legendre polynomial of degree n and its derivative, by Bonnet's recursion. */
function legendre(n: number, x: number): [number, number] {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; ++k) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return [value, (n * (x * value - before)) / (x * x - 1)];
}
