import type {ByTrait, Model, Trees, TreesCalibration} from "./model.js";
import {hasTrait, ofKind} from "./model.js";
import {MIN_GROUP, roundTo} from "../groups.js";
import {tellCovers} from "./tellCovers.js";

/** Significant digits of what a model learned: its scores move by less than a millionth, and no weight is an equation about one user. */
const DIGITS = 6;

/**
 * A fitted model as it ships: whatever it learned, of whatever kind it is, and what the fit says of itself, with {@link DIGITS}
 * digits. Rounded before it scores or leaves in any form, so that every page and export agrees with it to the bit. What it says
 * of its inputs stays as it is. Of the rows that reached a tree's nodes it tells in steps ({@link tellCovers}).
 *
 * @param step the fewest training rows that are sure to be of {@link MIN_GROUP} users
 */
export function roundModel(model: Model, step = MIN_GROUP): Model {
  const {version, kind, inputs, missing, format, encoding, ...learned} = model;
  const trees = hasTrait(model, "hasTrees") ? {trees: roundTrees(model.trees, {step, tellLeaf: ofKind(leaves, model)})} : {};
  return {...model, ...roundNumbers(learned), ...trees};
}

/** A leaf's value as it ships. @param cover its rows as they are told */
type TellLeaf = (value: number, cover: number) => number;

const tellDigits: TellLeaf = (value) => roundTo(value, DIGITS);

/**
 * A share of churned on steps of what one row makes, in the middle of one, so that it is neither never nor always: with six digits it is a
 * fraction that only one number of rows near the told one has, and tells that number and how many of them churned.
 */
const tellLeafShare: TellLeaf = (share, cover) => roundTo((Math.floor(share * cover) + 0.5) / cover, DIGITS);

/** By kind how leaves are told: a forest's are shares of rows that each of its trees drew, boosting's are no shares. */
const leaves: ByTrait<"hasTrees", [], TellLeaf> = {
  tree: () => tellLeafShare,
  forest: () => tellDigits,
  boosting: () => tellDigits
};

/** A recalibration as it ships. */
export function roundCalibration(calibration: TreesCalibration): TreesCalibration {
  return roundNumbers(calibration);
}

/** Where a shape bends and where it jumps: on the grid of its column. */
const ON_GRID = new Set(["knots", "at"]);

/** Every number in it, however deep; but for those {@link ON_GRID}. */
function roundNumbers<T>(value: T): T;
function roundNumbers(value: unknown): unknown {
  if (typeof value === "number") return roundTo(value, DIGITS);
  if (Array.isArray(value)) return value.map((part) => roundNumbers(part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, ON_GRID.has(name) ? part : roundNumbers(part)]));
}

/** Leaves are rounded; inner nodes are the means of the leaves below, a root's to the last digit, since reasons add up to a score from there. */
function roundTrees(trees: Trees, {step, tellLeaf}: {step: number; tellLeaf: TellLeaf}): Trees {
  const {feature, left, right} = trees;
  const cover = tellCovers(trees, step);
  const value = trees.value.map((leaf, node) => tellLeaf(leaf, cover[node]));
  for (let node = value.length - 1; node >= 0; --node) {
    if (feature[node] < 0) continue;
    const [l, r] = [left[node], right[node]];
    value[node] = (cover[l] * value[l] + cover[r] * value[r]) / cover[node];
  }
  const roots = new Set(trees.roots);
  return {...trees, cover, value: value.map((mean, node) => (roots.has(node) ? mean : roundTo(mean, DIGITS)))};
}
