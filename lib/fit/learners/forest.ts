import type {Learner} from "./learner.js";
import {check} from "../../check.js";
import {MIN_GROUP} from "../../groups.js";
import {MODEL_VERSION} from "../../model/model.js";
import {checkTraining} from "./fitEncoding.js";
import {readParams} from "./learner.js";
import {readTreeRows} from "./treeRows.js";
import {emptyTrees} from "../treesBuilder.js";
import {FastForest} from "../forest/fastForest.js";
import {createBinnedGrower} from "../forest/growBinnedTree.js";
import {TREE_ENCODING, readTreeOptions} from "./treeOptions.js";

/**
 * A tree draws so many rows at the most, as it would of a table of so many: of more rows trees then are no larger, and no slower to grow,
 * and a hundred of them have seen a million. What that costs beside 50,000 is measured in bench/NOTES.md: next to nothing, for trees
 * that see other rows err in other places.
 *
 * @see Breiman (1999), Pasting small votes for classification in large databases and on-line
 */
const MOST_DRAWS = 12_000;

/** Bins that a column is cut into: in the mean of a hundred trees more change little, and take a third more time. */
const MAX_BINS = 64;

/** ml-random-forest over {@link FastForest}; a probability is the mean of the leaves' shares, not of their votes. */
export const forest: Learner = {
  name: "forest",
  title: "Random forest",
  complexity: 3,
  paramTitles: {
    nTrees: "trees",
    maxDepth: "most splits from the root to a leaf",
    minLeaf: "fewest rows in a leaf, those drawn twice counted twice",
    minGain: "smallest Gini gain that is worth a split",
    columnShare: "share of the columns that each tree may use"
  },
  space: {
    nTrees: {choices: [100]},
    maxDepth: {from: 4, to: 8, scale: "linear", integer: true},
    minLeaf: {from: MIN_GROUP, to: 200, scale: "log", integer: true},
    minGain: {from: 1e-6, to: 1e-3, scale: "log"},
    columnShare: {from: 0.4, to: 1, scale: "linear"}
  },
  defaults: {nTrees: 100, maxDepth: 6, minLeaf: 50, minGain: 0, columnShare: 0.8},
  trials: 12,
  fit(data, params, {random}) {
    const reader = readParams(forest, params);
    const {treeOptions, rules} = readTreeOptions(reader, data);
    const nEstimators = reader.number("nTrees", {min: 1, max: 10_000, integer: true});
    const share = reader.number("columnShare", {min: 0, max: 1});
    check(share > 0, {where: "forest", rule: "columnShare must be above 0", got: share});
    checkTraining(forest.name, data);
    const {encoding, grids, binned} = readTreeRows(data, TREE_ENCODING, MAX_BINS);
    const maxFeatures = toMaxFeatures(Math.max(1, Math.round(share * grids.length)), grids.length);
    const fast = new FastForest({
      nEstimators,
      maxFeatures,
      treeOptions,
      replacement: false,
      useSampleBagging: true,
      mostDraws: MOST_DRAWS,
      random
    });
    fast.trainGrower(createBinnedGrower(binned, data.y, rules), {nRows: data.y.length, nColumns: grids.length});
    const trees = emptyTrees();
    for (const [i, estimator] of fast.estimators.entries()) estimator.addTo(trees, fast.indexes[i], grids);
    return {version: MODEL_VERSION, kind: "forest", ...encoding, trees};
  }
};

/** A number of columns in the package's notation, where 1 would mean all of them. */
function toMaxFeatures(count: number, nColumns: number): number {
  if (count === nColumns) return 1;
  return count === 1 ? 1.5 / nColumns : count;
}
