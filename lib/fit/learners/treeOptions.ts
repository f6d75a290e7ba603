import type {EncodingRules} from "./fitEncoding.js";
import type {ParamReader, TrainingData} from "./learner.js";
import type {TreeOptions} from "../forest/fastTree.js";
import type {LeafRules} from "../forest/growBinnedTree.js";
import {MIN_GROUP} from "../../groups.js";
import {leastRows} from "./leastRows.js";

/** ml-cart knows no missing values, so a missing number is read as the training rows' median. */
export const TREE_ENCODING: EncodingRules = {standardise: false, missing: "median", levels: "dropFirstOfTwo"};

/** The params that a tree and a forest share, in ml-cart's words and ours. */
export function readTreeOptions(reader: ParamReader, {y, groups}: TrainingData): {treeOptions: Required<TreeOptions>; rules: LeafRules} {
  const minLeaf = reader.number("minLeaf", {min: MIN_GROUP, max: 1e9, integer: true});
  const treeOptions = {
    minNumSamples: Math.max(1, 2 * minLeaf - 1), // fewer rows could not be parted anyway
    maxDepth: reader.number("maxDepth", {min: 1, max: 30, integer: true}),
    gainThreshold: reader.number("minGain", {min: 0, max: 1})
  };
  return {treeOptions, rules: {minLeaf, minUsers: leastRows(y.length, groups)}};
}
