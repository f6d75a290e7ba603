import type {Listed} from "../named.js";
import type {Limits} from "../rows/cell.js";
import type {TextFormat} from "../rows/format.js";

/** The format's version; a reader refuses any other. */
export const MODEL_VERSION = 2;

/** An input as the caller gives it; numbers say what they can be, where the definition does. */
export type ModelInput = NumberInput | CategoryInput;

/** A number. With `asOf` the table holds dates, and the number is the days from each to that one ("2024-12-31"): doors read the date. */
export interface NumberInput {
  name: string;
  kind: "number";
  limits?: Limits;
  asOf?: string;
  /** the number is the days from that date to each */
  ahead?: boolean;
}

/** A category: what its values score as. What no training row had is refused, unless the pooled level takes it. */
export interface CategoryInput {
  name: string;
  kind: "category";
  /** the levels that the model knows by name */
  levels: string[];
  /** true: some training rows had no value, which is a level of its own; absent: none had */
  missing?: true;
  /** the level of a row that says nothing; absent: it is missing */
  blank?: string;
  /** other texts that are a level, by level */
  spelled?: Listed<readonly string[]>;
  /** the level pooled in fitting from those with too few users; absent: there was none so rare */
  other?: {
    /** how many were pooled */
    nLevels: number;
    /** those of `levels` that score as it, and every other text is refused; absent: any text that is no level scores as it */
    levels?: string[];
  };
}

/**
 * A column of numbers that the parameters refer to. A number input is `(x - mean) / scale`, with a missing x read as
 * `missing` (null: left missing, for trees that send it to a learned side). A level is 1 where the category equals
 * it, else 0, then standardised alike; so is the rest of a category: its missing values, or its pooled level.
 * A category without anything that the model knows is 0 in each after standardising. Trees use mean 0 and scale
 *   1: their thresholds are in the input's own unit.
 */
export type EncodedColumn =
  | {input: string; kind: "number"; mean: number; scale: number; missing: number | null}
  | {input: string; kind: "level"; level: string; mean: number; scale: number}
  | {input: string; kind: "rest"; rest: "missing" | "other"; mean: number; scale: number};

/** A recalibration: logit(p) becomes intercept + slope * logit(p). */
export interface Calibration {
  intercept: number;
  slope: number;
}

/**
 * A recalibration that may bend too: logit(p) becomes intercept + slope * logit(p) - bend * ln(1 - p), so that the slope runs from `slope`
 * at 0 to `slope + bend` at 1. Only for models that trees make: where inputs add up, a bend would make what one adds depend on the others.
 */
export interface TreesCalibration extends Calibration {
  /** absent: 0 */
  bend?: number;
}

/** What models of every kind have. */
export interface ModelBase {
  version: typeof MODEL_VERSION;
  inputs: ModelInput[];
  /** texts that stand for no value in the rows that the model learned from; absent: MISSING_TEXTS */
  missing?: string[];
  encoding: EncodedColumn[];
  /** a recalibration; absent: it scores as it was fitted */
  calibration?: Calibration;
  /** how texts of the table that it was fitted on are written, and so of files to score; absent: as programs write them */
  format?: TextFormat;
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
 * What one encoded column adds to the log-odds by itself: the natural cubic spline through `values` at `knots`, a
 * straight line beyond the first and the last. Its mean over the training rows is 0.
 */
export interface Shape {
  /** rising; in the input's own unit, or 0 and 1 for a level */
  knots: number[];
  /** as many, in log-odds; without the steps */
  values: number[];
  /** where the curve jumps, rising and above the first knot; absent: nowhere */
  steps?: Step[];
  /** what a missing number adds */
  missing: number;
}

/** A jump: numbers of at least `at`, a float32, are so much higher. */
export interface Step {
  at: number;
  /** in log-odds */
  rise: number;
}

/**
 * What two encoded columns add together to the log-odds, beyond what each adds alone: the surface through `values` at the crossings of
 * the knots, linear in either between two (bilinear), and level beyond the outermost. Its mean over the training rows, along either
 * column, is about 0. Where either number is missing it adds 0. A pair with a category is one of these for each of its levels.
 */
export interface PairShape {
  /** two encoded columns of different inputs, the first's index below the second's */
  columns: [number, number];
  /** per column, rising, 2 to 8 of them; in the input's own unit, or 0 and 1 for a level */
  knots: [number[], number[]];
  /** log-odds: values[k][l] at knots[0][k] and knots[1][l] */
  values: number[][];
}

/** logit(p) = intercept + sum of the shapes' heights at the encoded columns, which have mean 0 and scale 1, + sum of the pairs'. */
export interface AdditiveModel extends ModelBase {
  kind: "additive";
  /** the mean log-odds of the training rows */
  intercept: number;
  /** one per encoded column */
  shapes: Shape[];
  /** absent: no two inputs add anything together */
  pairs?: PairShape[];
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
  /** how many training rows reached the node (bootstrap repeats counted); of a model that ships in steps, as many as its children's */
  cover: number[];
}

/** p = mean of the leaves' shares of churned. A single tree is a forest of one. */
export interface ForestModel extends ModelBase {
  kind: "tree" | "forest";
  calibration?: TreesCalibration;
  trees: Trees;
}

/** logit(p) = base + sum of the leaves' values. */
export interface BoostingModel extends ModelBase {
  kind: "boosting";
  calibration?: TreesCalibration;
  base: number;
  trees: Trees;
}

/** A fitted model is this plain object and nothing else. */
export type Model = BaselineModel | LogisticModel | AdditiveModel | ForestModel | BoostingModel;
export type ModelKind = Model["kind"];
export type ModelOf<K extends ModelKind> = Model & {kind: K};

/**
 * A promise that every kind keeps, in a table that stands in the file that uses it. A kind that is not in the table is a
 * type error there; {@link ofKind} looks a model's entry up.
 */
export type ByKind<A extends unknown[], R> = {[K in ModelKind]: (model: ModelOf<K>, ...args: A) => R};
/** As {@link ByKind}, for encoded columns. */
export type ByColumn<A extends unknown[], R> = {[K in EncodedColumn["kind"]]: (column: EncodedColumn & {kind: K}, ...args: A) => R};

/** Why a kind of model does not leave in some form: the rule that it breaks, and what to do instead, a whole sentence. */
export interface NotOffered {
  because: string;
  remedy: string;
}
/** A form in which a kind of model leaves, or why it does not. */
export type OfferedByKind<A extends unknown[], R> = {[K in ModelKind]: ((model: ModelOf<K>, ...args: A) => R) | NotOffered};

/** A promise that only kinds with a trait can keep; the others need no entry. */
export type ByTrait<T extends keyof Traits, A extends unknown[], R> = {[K in KindWith<T>]: (model: ModelOf<K>, ...args: A) => R};

/**
 * Calls the entry of a table that is for a model's kind, or for an encoded column's. The one place with a cast: no type
 * can say that the key and the argument belong together.
 */
export function ofKind<A extends unknown[], R>(table: ByKind<A, R>, model: Model, ...args: A): R;
export function ofKind<T extends keyof Traits, A extends unknown[], R>(table: ByTrait<T, A, R>, model: ModelOf<KindWith<T>>, ...args: A): R;
export function ofKind<A extends unknown[], R>(table: ByColumn<A, R>, column: EncodedColumn, ...args: A): R;
export function ofKind(table: object, one: {kind: string}, ...args: unknown[]): unknown {
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the arguments of one call: few
  return (table as Listed<(...all: unknown[]) => unknown>)[one.kind](one, ...args);
}

/** What the rest of the product may ask of a kind of model. */
export interface Traits {
  /** whether a contribution is a weight times the difference of one input from its average, which scores the intercept */
  isLinear: boolean;
  /** whether its score depends on the inputs at all */
  readsInputs: boolean;
  /** whether refits of it are short: an intercept and one weight per encoded column */
  hasRefits: boolean;
  /** whether it is made of {@link Trees} */
  hasTrees: boolean;
  /** whether it adds up in log-odds, so that its probability is the sigmoid of a sum */
  isLogOdds: boolean;
  /** whether that sum is over encoded columns and pairs of them, so that a part of it is a model too */
  hasParts: boolean;
}

const none = {isLinear: false, readsInputs: true, hasRefits: false, hasTrees: false, isLogOdds: false, hasParts: false} as const;

/** The traits of every kind. */
export const traits = {
  baseline: {...none, readsInputs: false},
  logistic: {...none, isLinear: true, hasRefits: true, isLogOdds: true, hasParts: true},
  additive: {...none, isLogOdds: true, hasParts: true},
  tree: {...none, hasTrees: true},
  forest: {...none, hasTrees: true},
  boosting: {...none, hasTrees: true, isLogOdds: true}
} as const satisfies Record<ModelKind, Traits>;

type KindWith<T extends keyof Traits> = {[K in ModelKind]: (typeof traits)[K][T] extends true ? K : never}[ModelKind];

/** Whether a model's kind has a trait; a model that has is known to be of one of the kinds that do. */
export function hasTrait<T extends keyof Traits>(model: Model, trait: T): model is ModelOf<KindWith<T>> {
  return traits[model.kind][trait];
}

/** Whether what an input adds to a model's log-odds is the same whatever the other inputs are. */
export function isAdditive(model: Model): boolean {
  return ofKind(additivity, model);
}

/** No trait of a kind: pairs make two additive models differ. */
const additivity: ByKind<[], boolean> = {
  baseline: () => true,
  logistic: () => true,
  additive: ({pairs}) => pairs === undefined,
  tree: () => false,
  forest: () => false,
  boosting: () => false
};
