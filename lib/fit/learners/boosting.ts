import type {Encoding} from "../../model/encode.js";
import type {Trees} from "../../model/model.js";
import type {EncodingRules} from "./fitEncoding.js";
import type {FitContext, Learner, ParamReader} from "./learner.js";
import type {BinnedRows} from "../boosting/bins.js";
import type {BoostData, Boosted, BoostSettings} from "../boosting/boost.js";
import type {Random} from "../../random.js";
import type {SplitRules} from "../boosting/findSplit.js";
import type {Groups} from "../../statistics/intervals.js";
import {check} from "../../check.js";
import {MODEL_VERSION} from "../../model/model.js";
import {checkTraining} from "./fitEncoding.js";
import {leastRows} from "./leastRows.js";
import {readParams} from "./learner.js";
import {readTreeRows} from "./treeRows.js";
import {addTree, emptyTrees} from "../treesBuilder.js";
import {boost, splitHoldout} from "../boosting/boost.js";
import {joinStumps} from "../boosting/joinStumps.js";
import {findNamed} from "../../named.js";

/** The share of the training rows that tells when to stop. */
const HOLDOUT = 0.15;
/** From so many training rows on the model is not fitted again with those held out: a choice that spares the second fit. */
const ENOUGH_ROWS = 20_000;
const ENCODING: EncodingRules = {standardise: false, missing: "keep", levels: "dropFirstOfTwo"};
const MAX_FLOAT32 = 3.4028234663852886e38;

/**
 * Gradient boosting of our own over histograms (as LightGBM and scikit-learn's HistGradientBoosting do it). Missing
 * numbers go to the side that the training rows prefer. No leaf holds fewer of the rows that its tree sees than {@link leastRows}.
 * With `patience` above 0 a stratified share of the training rows, or of whole groups, is held out to find the number of trees, and
 * the model is then fitted on all of them with that number, unless there are many.
 *
 * The order of the training rows says nothing, unless trees see a share of the rows, as they all do of very
 * many ({@link boost}), or stop early: both draw rows by their place.
 */
export const boosting: Learner = {
  name: "boosting",
  title: "Gradient boosting",
  complexity: 3,
  isPenalised: () => true,
  keepsDirections: true,
  paramTitles: {
    nTrees: "trees, at most",
    learningRate: "share of each tree’s step that is taken",
    maxDepth: "most splits from the root to a leaf",
    maxLeaves: "most leaves of a tree",
    minWeight: "least weight of a leaf: the sum of p (1 - p) over its rows",
    l2: "penalty on large leaf values",
    rowShare: "share of the rows that each tree sees",
    columnShare: "share of the columns that each tree sees",
    maxBins: "most bins that a column is cut into",
    patience: "trees without improvement on held-out rows before stopping; 0: never stop early"
  },
  space: {
    nTrees: {choices: [600]},
    learningRate: {from: 0.02, to: 0.15, scale: "log"},
    maxDepth: {from: 1, to: 5, scale: "linear", integer: true},
    minWeight: {from: 0.1, to: 30, scale: "log"}, // where nobody is in doubt, more would stop all steps towards 0 and 1 early
    l2: {from: 0.1, to: 50, scale: "log"},
    rowShare: {from: 0.5, to: 1, scale: "linear"},
    columnShare: {from: 0.4, to: 1, scale: "linear"},
    patience: {choices: [30]}
  },
  defaults: {
    nTrees: 200,
    learningRate: 0.05,
    maxDepth: 2,
    maxLeaves: 31,
    minWeight: 10,
    l2: 10,
    rowShare: 1,
    columnShare: 1,
    maxBins: 255, // a step in the truth costs what lies in its bin
    patience: 0
  },
  // as LightGBM and scikit-learn have it: leaves limit a tree, not levels, and the penalty is light. Few draws come near to what that finds
  otherDefaults: [{nTrees: 600, learningRate: 0.05, maxDepth: 30, minWeight: 0.5, l2: 0.5, rowShare: 0.9, columnShare: 1, patience: 30}],
  trials: 16,
  fit(data, params, context) {
    const reader = readParams(boosting, params);
    checkTraining(boosting.name, data);
    const maxBins = reader.number("maxBins", {min: 2, max: 255, integer: true});
    const {encoding, binned} = readTreeRows(data, ENCODING, maxBins);
    const settings = readSettings(reader, {direction: readDirections(encoding, context), minUsers: leastRows(data.y.length, data.groups)});
    const {boosted, report} = boostUntil({binned, y: data.y, groups: data.groups ?? null}, settings, context.random);
    return {
      version: MODEL_VERSION,
      kind: "boosting",
      ...encoding,
      base: boosted.base,
      trees: toTrees(joinStumps(boosted), binned),
      report: {trees: boosted.trees.length, ...report}
    };
  }
};

/** Boosts on all rows; with patience, as many trees as lower the loss of rows held out, and the report tells of stopping. */
function boostUntil(
  {binned, y, groups}: Pick<BoostData, "binned" | "y"> & {groups: Groups},
  settings: BoostSettings,
  random: Random
): {boosted: Boosted; report: Record<string, number | boolean>} {
  const everyRow = {binned, y, rows: Int32Array.from(y.keys()), holdout: new Int32Array(0)};
  const held = settings.patience > 0 ? splitHoldout({y, groups}, HOLDOUT, random) : null;
  // few rows or customers leave none to hold out: then every tree is grown, and the report says nothing of stopping
  if (!held || held.holdout.length === 0) return {boosted: boost(everyRow, {...settings, patience: 0}, random), report: {}};
  const stopped = boost({binned, y, ...held}, settings, random);
  const nTrees = Math.max(1, stopped.trees.length);
  const report = {stoppedEarly: nTrees < settings.nTrees, holdoutLogLoss: stopped.holdoutLoss};
  const isFinal = y.length >= ENOUGH_ROWS && stopped.trees.length > 0;
  return {boosted: isFinal ? stopped : boost(everyRow, {...settings, nTrees, patience: 0}, random), report};
}

function readSettings(reader: ParamReader, {direction, minUsers}: Pick<SplitRules, "direction" | "minUsers">): BoostSettings {
  const share = {min: 0.01, max: 1};
  const rules: SplitRules = {
    l2: reader.number("l2", {min: 0, max: 1e6}),
    minWeight: reader.number("minWeight", {min: 1e-3, max: 1e9}),
    minUsers,
    minGain: 1e-9,
    direction,
    isBounded: direction.some((d) => d !== 0)
  };
  return {
    rules,
    limits: {
      maxDepth: reader.number("maxDepth", {min: 1, max: 30, integer: true}),
      maxLeaves: reader.number("maxLeaves", {min: 2, max: 4096, integer: true})
    },
    nTrees: reader.number("nTrees", {min: 1, max: 100_000, integer: true}),
    learningRate: reader.number("learningRate", {min: 1e-4, max: 1}),
    rowShare: reader.number("rowShare", share),
    columnShare: reader.number("columnShare", share),
    patience: reader.number("patience", {min: 0, max: 1e6, integer: true})
  };
}

const DIRECTIONS = {increasing: 1, decreasing: -1, free: 0} as const;

/** Per encoded column: the direction that the dataset definition asks for, 0 where it asks for none. */
function readDirections({inputs, encoding}: Encoding, {monotone = {}}: FitContext): Int8Array {
  const wrong = Object.keys(monotone).filter((name) => inputs.find((d) => d.name === name)?.kind === "category");
  check(wrong.length === 0, {where: "boosting", rule: "only numbers can be monotone", got: wrong.join(", ")});
  return Int8Array.from(encoding, ({input}) => DIRECTIONS[findNamed(monotone, input) ?? "free"]);
}

/** The model's flat arrays: bins become thresholds, and inner nodes get the mean of the leaves below. */
function toTrees({trees, values}: Pick<Boosted, "trees" | "values">, {thresholds}: BinnedRows): Trees {
  const flat = emptyTrees();
  for (const [t, tree] of trees.entries()) {
    const means = values[t].slice();
    const cover = tree.start.map((start, node) => tree.end[node] - start);
    for (let node = means.length - 1; node >= 0; --node) {
      if (tree.column[node] < 0) continue;
      const [l, r] = [tree.left[node], tree.right[node]];
      means[node] = (cover[l] * means[l] + cover[r] * means[r]) / cover[node];
    }
    addTree(flat, means.length, (node) => ({
      feature: tree.column[node],
      // Beyond the last cut stands "every number goes left": only missing values go right.
      threshold: tree.column[node] < 0 ? 0 : (thresholds[tree.column[node]][tree.bin[node]] ?? MAX_FLOAT32),
      left: tree.left[node],
      right: tree.right[node],
      missingLeft: tree.missingLeft[node],
      value: means[node],
      cover: cover[node]
    }));
  }
  return flat;
}
