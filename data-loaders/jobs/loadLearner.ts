import type {Learner} from "../../lib/fit/learners/learner.js";
import type {Listed} from "../../lib/named.js";

/** Where to find a learner. */
export interface LearnerRef {
  name: string;
  /** URL of a file that exports it, by its name or in a list `learners` */
  source: string;
}

/** Loads one learner and nothing of the others. */
export async function loadLearner({name, source}: LearnerRef): Promise<Learner> {
  const exports = (await import(source)) as Listed<Learner> & {learners?: Learner[]};
  return exports[name] ?? (exports.learners?.find((learner) => learner.name === name) as Learner);
}

/** URL of the file to load the learner from; its code is what decides a search's result. */
export function learnerSource(name: string): string {
  return new URL(`../../lib/fit/learners/${name}.ts`, import.meta.url).href;
}
