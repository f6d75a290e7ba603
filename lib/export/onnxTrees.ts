import type {Trees} from "../model/model.js";
import type {GraphBuilder} from "./onnxGraph.js";

/**
 * Adds all trees as one TreeEnsembleRegressor. Its rule is ours: left where `x < threshold` in float32, missing by flag.
 *
 * @param columns the name of a float32 tensor N x columns; NaN is missing
 * @param aggregate what is done with the leaves that a row reaches
 * @returns the name of a float32 tensor N x 1
 */
export function addTrees(graph: GraphBuilder, trees: Trees, {columns, aggregate}: {columns: string; aggregate: "SUM" | "AVERAGE"}): string {
  const {tree, place} = numberNodes(trees);
  const nodes = Array.from(tree.keys());
  const leaves = nodes.filter((node) => trees.feature[node] < 0);
  const isLeaf = (node: number): boolean => trees.feature[node] < 0;
  return graph.node("TreeEnsembleRegressor", [columns], {
    ml: true,
    attributes: {
      nodes_treeids: {ints: tree},
      nodes_nodeids: {ints: place},
      nodes_modes: {texts: nodes.map((node) => (isLeaf(node) ? "LEAF" : "BRANCH_LT"))},
      nodes_featureids: {ints: nodes.map((node) => (isLeaf(node) ? 0 : trees.feature[node]))},
      nodes_values: {floats: trees.threshold},
      nodes_truenodeids: {ints: nodes.map((node) => (isLeaf(node) ? 0 : place[trees.left[node]]))},
      nodes_falsenodeids: {ints: nodes.map((node) => (isLeaf(node) ? 0 : place[trees.right[node]]))},
      nodes_missing_value_tracks_true: {ints: nodes.map((node) => (isLeaf(node) ? 0 : trees.missingLeft[node]))},
      nodes_hitrates: {floats: trees.cover},
      target_treeids: {ints: leaves.map((node) => tree[node])},
      target_nodeids: {ints: leaves.map((node) => place[node])},
      target_ids: {ints: leaves.map(() => 0)},
      target_weights: {floats: leaves.map((node) => trees.value[node])},
      n_targets: {int: 1},
      aggregate_function: {text: aggregate},
      post_transform: {text: "NONE"}
    }
  });
}

/** Which tree each node is of, and its number there, the root's being 0. */
function numberNodes({roots, feature, left, right}: Trees): {tree: Int32Array; place: Int32Array} {
  const tree = new Int32Array(feature.length);
  const place = new Int32Array(feature.length);
  for (const [t, root] of roots.entries()) {
    const queue = [root];
    for (let i = 0; i < queue.length; ++i) {
      const node = queue[i];
      tree[node] = t;
      place[node] = i;
      if (feature[node] >= 0) queue.push(left[node], right[node]);
    }
  }
  return {tree, place};
}
