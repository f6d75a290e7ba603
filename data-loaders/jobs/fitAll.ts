import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import {leastRows} from "../../lib/fit/learners/leastRows.js";
import {roundModel} from "../../lib/model/roundModel.js";
import {forkRandom} from "../../lib/random.js";
import {loadLearner} from "./loadLearner.js";

/** One learner with one set of params, fitted on all train rows. */
export interface FitAll {
  learner: LearnerRef;
  params: Params;
  table: Table;
  y: Uint8Array;
  groups: Groups;
  /** that nobody without the data knows; see secretSeed */
  seed: string;
  /** names the fit's randomness */
  name: string;
  monotone: FitContext["monotone"];
}

export async function run({learner, params, table, y, groups, seed, name, monotone}: FitAll): Promise<Model> {
  const {fit} = await loadLearner(learner);
  return roundModel(fit({table, y, groups}, params, {random: forkRandom(seed, "finalist", name), monotone}), leastRows(y.length, groups));
}
