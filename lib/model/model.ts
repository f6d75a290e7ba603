/** The format's version; a reader refuses any other. */
export const MODEL_VERSION = 1;

/** An input as the caller gives it. Categories list the levels seen when fitting. */
export type ModelInput = {name: string; kind: "number"} | {name: string; kind: "category"; levels: string[]};

/**
 * A column of numbers that the parameters refer to. A number input is `(x - mean) / scale`, with a missing x read as
 * `missing` (null: left missing, for trees that send it to a learned side). A level is 1 where the category equals
 * it, else 0, then standardised alike. Trees use mean 0 and scale 1: their thresholds are in the input's own unit.
 */
export type EncodedColumn =
  | {input: string; kind: "number"; mean: number; scale: number; missing: number | null}
  | {input: string; kind: "level"; level: string; mean: number; scale: number};

interface ModelBase {
  version: typeof MODEL_VERSION;
  inputs: ModelInput[];
  encoding: EncodedColumn[];
  /** a recalibration: logit(p) becomes intercept + slope * logit(p) */
  calibration?: {intercept: number; slope: number};
  /** what the fit says of itself, such as its number of steps and whether it converged */
  report?: Record<string, number | boolean>;
}

/** The base rate for everyone. */
export interface BaselineModel extends ModelBase {
  kind: "baseline";
  probability: number;
}

/** logit(p) = intercept + sum of weights[j] * encoded[j]. */
export interface LogisticModel extends ModelBase {
  kind: "logistic";
  intercept: number;
  /** one per encoded column */
  weights: number[];
}

/**
 * Binary trees as flat parallel arrays, all trees after one another; a node is an index, a child's above its parent's.
 * A row goes left where `x < threshold` (both float32), missing goes left where `missingLeft` is 1.
 */
export interface Trees {
  /** the root node of each tree */
  roots: number[];
  /** the encoded column that a node splits on; -1 in a leaf */
  feature: number[];
  /** float32; 0 in a leaf */
  threshold: number[];
  left: number[];
  right: number[];
  /** 1: a missing value goes left; 0: right */
  missingLeft: number[];
  /** the leaf's contribution; in inner nodes the cover-weighted mean of the leaves below */
  value: number[];
  /** how many training rows reached the node (bootstrap repeats counted) */
  cover: number[];
}

/** p = mean of the leaves' shares of churned. A single tree is a forest of one. */
export interface ForestModel extends ModelBase {
  kind: "tree" | "forest";
  trees: Trees;
}

/** logit(p) = base + sum of the leaves' values. */
export interface BoostingModel extends ModelBase {
  kind: "boosting";
  base: number;
  trees: Trees;
}

/** A fitted model is this plain object and nothing else. */
export type Model = BaselineModel | LogisticModel | ForestModel | BoostingModel;
export type ModelKind = Model["kind"];
