import type {Listed} from "../../named.js";
import type {Groups} from "../../statistics/intervals.js";
import type {Model} from "../../model/model.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import type {Params, ParamValue, ParamRange} from "../../book/common.js";
import {check} from "../../check.js";

/** What a learner may see: train rows only. The type keeps evaluation rows out (see protocol/split.ts). */
export interface TrainingData {
  /** the inputs, and nothing but the inputs */
  table: Table;
  /** length nRows, 1 churned, 0 retained; both occur */
  y: Uint8Array;
  /** length nRows: rows that go together have one code; absent or null: every row is one of its own */
  groups?: Groups;
  /** length nRows: the row's period, a whole number that rises with time; absent or null: none is known. For the protocol alone too */
  periods?: Int32Array | null;
}

export interface FitContext {
  random: Random;
  /** the direction that probability must keep as an input grows, from the dataset definition; the learners that say `keepsDirections` keep to it */
  monotone?: Record<string, "increasing" | "decreasing">;
}

/** One entry of the learner table (learners.ts). Fitting is pure: params and data are never changed. */
export interface Learner {
  name: string;
  /** in plain words, for readers */
  title: string;
  /**
   * What a reader must grasp, for "simplest within one standard error": 0 one number; 1 one weight for each input; 2 a curve for each
   * input, or one tree; 3 hundreds of trees, however they were grown. Between equals the smaller file decides, where a browser would
   * notice it, and then the better mean
   */
  complexity: number;
  /** what the params mean, in one line each */
  paramTitles: Listed<string>;
  /** whether it keeps the directions of `FitContext.monotone`; others take no notice of them */
  keepsDirections?: true;
  space: Listed<ParamRange>;
  /** whether these params hold the fit back by so much that it is steady of few users too; absent: it never is */
  isPenalised?: (params: Params) => boolean;
  /** good values, tried as the first trial */
  defaults: Params;
  /** other good values, each over the defaults, tried next: for tables that want what few draws from the space come near */
  otherDefaults?: readonly Params[];
  /**
   * what its best trial is tried once more with, after the search; taken only where the trial then wins beyond the paired 95 % interval.
   * Where its fit finds nothing to add it must give the same model as without. In words: `what`, such as "up to 3 levers", and `one` of them
   */
  addition?: {params: Params; what: string; one: string};
  /** how many trials its search usually makes; a definition's `protocol.nTrials` may say otherwise */
  trials: number;
  fit(data: TrainingData, params: Params, context: FitContext): Model;
}

interface NumberRule {
  min?: number;
  max?: number;
  integer?: boolean;
}

/** A learner's params read at the door: each getter checks one and names the learner in its complaint. */
export interface ParamReader {
  number(name: string, rule?: NumberRule): number;
  choice<T extends ParamValue>(name: string, choices: readonly T[]): T;
}

/**
 * Fills a learner's params up with its defaults.
 *
 * @throws naming every param that the learner does not have
 */
export function readParams(learner: {name: string; defaults: Params}, params: Params): ParamReader {
  const where = learner.name;
  const strangers = Object.keys(params).filter((name) => !Object.hasOwn(learner.defaults, name));
  check(strangers.length === 0, {
    where,
    rule: `params must be among ${Object.keys(learner.defaults).join(", ") || "none"}`,
    got: strangers.join(", ")
  });
  const all: Params = {...learner.defaults, ...params};
  return {
    number(name, {min = -Infinity, max = Infinity, integer = false} = {}) {
      const value = all[name];
      const isFine = typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value));
      check(isFine, {
        where,
        rule: `${name} must be ${integer ? "a whole number" : "a number"} in [${min}, ${max}]`,
        got: value
      });
      return value;
    },
    choice<T extends ParamValue>(name: string, choices: readonly T[]): T {
      const value = choices.find((choice) => choice === all[name]);
      check(value !== undefined, {where, rule: `${name} must be one of ${choices.join(", ")}`, got: all[name]});
      return value;
    }
  };
}
