import type {Model} from "../model/model.js";
import type {Random} from "../random.js";
import type {Table} from "../table/table.js";

/** What a learner may see: train rows only. The type keeps evaluation rows out (see protocol/split.ts). */
export interface TrainingData {
  /** the inputs, and nothing but the inputs */
  table: Table;
  /** length nRows, 1 churned, 0 retained; both occur */
  y: Uint8Array;
}

export type ParamValue = number | string | boolean;
export type Params = Record<string, ParamValue>;

/** One hyper-parameter's range: a list to choose from, or an interval (log: uniform in the logarithm). */
export type ParamRange =
  {choices: ParamValue[]} | {from: number; to: number; scale: "linear" | "log"; integer?: boolean};

export interface FitContext {
  random: Random;
  /** the direction that probability must keep as an input grows, from the dataset definition; boosting keeps to it, others do not */
  monotone?: Record<string, "increasing" | "decreasing">;
}

/** One entry of the learner table (learners.ts). Fitting is pure: params and data are never changed. */
export interface Learner {
  name: string;
  /** in plain words, for readers */
  title: string;
  /** rank for "simplest within one standard error": lower is simpler */
  complexity: number;
  /** what the params mean, in one line each */
  paramTitles: Record<string, string>;
  /** whether it keeps the directions of `FitContext.monotone`; others take no notice of them */
  keepsDirections?: true;
  space: Record<string, ParamRange>;
  /** good values, tried as the first trial */
  defaults: Params;
  fit(data: TrainingData, params: Params, context: FitContext): Model;
}
