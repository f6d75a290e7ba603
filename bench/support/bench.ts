import type {Params} from "../../lib/book/common.js";
import type {TrainingData} from "../../lib/fit/learners/learner.js";
import type {Model} from "../../lib/model/model.js";
import type {Cost, Work} from "./measure.js";
import type {PythonPeers} from "./pythonPeers.js";
import type {BenchUsers} from "./users.js";
import {createRandom} from "../../lib/random.js";
import {getLearner} from "../../lib/fit/learners/learners.js";
import {costOf} from "./measure.js";

/** What every case has at hand. */
export interface Bench {
  users: BenchUsers;
  python: PythonPeers | null;
  /** says what is being measured */
  say(text: string): void;
}

/** One of our learners, fitted with a seed. */
export function fitOurs(name: string, data: TrainingData, params: Params): Model {
  return getLearner(name).fit(data, params, {random: createRandom(1)});
}

export function oursFits(name: string, data: TrainingData, params: Params): Work {
  return (): Promise<Cost> => costOf(() => fitOurs(name, data, params));
}
