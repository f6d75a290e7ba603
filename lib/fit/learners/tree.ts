import type {Learner} from "./learner.js";
import {MIN_GROUP} from "../../groups.js";
import {MODEL_VERSION} from "../../model/model.js";
import {checkTraining} from "./fitEncoding.js";
import {readParams} from "./learner.js";
import {readTreeRows} from "./treeRows.js";
import {emptyTrees} from "../treesBuilder.js";
import {FastTree} from "../forest/fastTree.js";
import {createBinnedGrower} from "../forest/growBinnedTree.js";
import {TREE_ENCODING, readTreeOptions} from "./treeOptions.js";

/** Bins that a column is cut into: as many as there may be, for no other tree mends a cut beside a step in the truth. */
const MAX_BINS = 255;

/** One tree of ml-cart over all rows and columns. */
export const tree: Learner = {
  name: "tree",
  title: "Decision tree",
  complexity: 2,
  paramTitles: {
    maxDepth: "most splits from the root to a leaf",
    minLeaf: "fewest rows in a leaf",
    minGain: "smallest Gini gain that is worth a split"
  },
  space: {
    maxDepth: {from: 2, to: 7, scale: "linear", integer: true},
    minLeaf: {from: MIN_GROUP, to: 400, scale: "log", integer: true},
    minGain: {from: 1e-6, to: 1e-3, scale: "log"}
  },
  defaults: {maxDepth: 4, minLeaf: 200, minGain: 0},
  trials: 20,
  fit(data, params) {
    const {treeOptions, rules} = readTreeOptions(readParams(tree, params), data);
    checkTraining(tree.name, data);
    const {encoding, grids, binned} = readTreeRows(data, TREE_ENCODING, MAX_BINS);
    const features = [...grids.keys()];
    const grown = new FastTree(treeOptions);
    grown.growFrom(createBinnedGrower(binned, data.y, rules), Int32Array.from(data.y.keys()), features);
    const trees = emptyTrees();
    grown.addTo(trees, features, grids);
    return {version: MODEL_VERSION, kind: "tree", ...encoding, trees};
  }
};
