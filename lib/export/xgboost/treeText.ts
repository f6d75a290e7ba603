import type {Trees} from "../../model/model.js";

/** What a parent that is not there is called. */
const NO_PARENT = 2147483647;

export interface TreeSource {
  trees: Trees;
  /** per node: 1 where a missing value goes left */
  missingLeft: ArrayLike<number>;
  /** what a leaf adds, given its value */
  leaf(value: number): number;
}

/**
 * One tree in XGBoost's JSON. Nodes are numbered breadth first, because XGBoost takes the right child to be the one
 * after the left; numbers that are fractions there never look like whole ones, or it would refuse the file.
 */
export function treeText({trees, missingLeft, leaf}: TreeSource, {root, id, nColumns}: {root: number; id: number; nColumns: number}): string {
  const {feature, threshold, left, right, value, cover} = trees;
  const order = [root];
  const parent = [NO_PARENT];
  const leftChild: number[] = [];
  for (let i = 0; i < order.length; ++i) {
    const node = order[i];
    if (feature[node] < 0) {
      leftChild.push(-1);
      continue;
    }
    leftChild.push(order.length);
    order.push(left[node], right[node]);
    parent.push(i, i);
  }
  const isLeaf = (node: number): boolean => feature[node] < 0;
  const nothing = "[]";
  const fields = {
    base_weights: fractions(order.map((node) => (isLeaf(node) ? leaf(value[node]) : 0))),
    categories: nothing,
    categories_nodes: nothing,
    categories_segments: nothing,
    categories_sizes: nothing,
    default_left: wholes(order.map((node) => missingLeft[node])),
    id: String(id),
    left_children: wholes(leftChild),
    loss_changes: fractions(order.map(() => 0)),
    parents: wholes(parent),
    right_children: wholes(leftChild.map((child) => (child < 0 ? -1 : child + 1))),
    split_conditions: fractions(order.map((node) => (isLeaf(node) ? leaf(value[node]) : threshold[node]))),
    split_indices: wholes(order.map((node) => (isLeaf(node) ? 0 : feature[node]))),
    split_type: wholes(order.map(() => 0)),
    sum_hessian: fractions(order.map((node) => cover[node])),
    tree_param: `{"num_deleted":"0","num_feature":"${nColumns}","num_nodes":"${order.length}","size_leaf_vector":"1"}`
  };
  return `{${Object.entries(fields).map(([key, text]) => `"${key}":${text}`).join(",")}}`;
}

/** As float32 with nine digits, which tell every float32 from its neighbours. */
function fractions(values: readonly number[]): string {
  return `[${values.map((d) => Math.fround(d).toExponential(8)).join(",")}]`;
}

function wholes(values: readonly number[]): string {
  return `[${values.join(",")}]`;
}
