import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {Task} from "../flow/task.js";
import {settledTrials, trialsOf} from "../../lib/fit/protocol/search.js";
import {put} from "../flow/task.js";
import {loadLearner, learnerSource} from "../jobs/loadLearner.js";
import {searchOf, searchRows} from "./outputs.js";
import {workOfFit} from "./effort.js";
import {foreseeJobs, FIT_FOLD, monotoneOf, searchTrials} from "./searchTrials.js";
import {readSearched} from "./training.js";
import {tryAddition} from "./tryAddition.js";
import {lowerFirst} from "../../lib/format.js";

/** Tries one learner with many params, under cross-validation on train rows. */
export function searchTask({name, title, addition}: Learner, definition: DatasetDefinition): Task {
  const {seed, folds, selectionMetric, nTrials} = definition.protocol;
  const params = {learner: name, nTrials: nTrials[name] ?? 1, seed, metric: selectionMetric, monotone: monotoneOf(definition)};
  const source = learnerSource(name);
  const {jobs, fitsEach} = foreseeJobs(params.nTrials, folds, true);
  return {
    name: `search-${name}`,
    title: `Try ${lowerFirst(title)}`,
    reads: [searchRows],
    sources: [import.meta.url, FIT_FOLD, source],
    params,
    jobs: addition ? jobs + 1 : jobs, // of the addition, which mostly finds nothing
    work: workOfFit(name) * fitsEach,
    async run(context) {
      const learner = await loadLearner({name, source});
      const trials = trialsOf(learner, {nTrials: params.nTrials, seed});
      const training = await readSearched(context);
      const always = settledTrials(trials, learner, training.y.length);
      const plan = {
        ...params,
        title,
        trials,
        recipe: null,
        sources: {[name]: source},
        race: true,
        always,
        isPenalised: learner.isPenalised
      };
      const found = await searchTrials(plan, training, context);
      return [put(searchOf(name), await tryAddition(found, plan, {learner, training, context}))];
    }
  };
}
