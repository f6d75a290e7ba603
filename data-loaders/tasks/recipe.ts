import type {DatasetDefinition, RecipeDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {trialsOf} from "../../lib/fit/protocol/search.js";
import {put} from "../flow/task.js";
import {loadLearner, learnerSource} from "../jobs/loadLearner.js";
import {recipeOf, searchRows} from "./outputs.js";
import {sumOf} from "../../lib/numbers.js";
import {workOfFit} from "./effort.js";
import {FIT_FOLD, foreseeJobs, monotoneOf, searchTrials} from "./searchTrials.js";
import {readSearched} from "./training.js";
import {getNamed} from "../../lib/named.js";

/** Runs somebody else's recipe as it stands: its inputs, its learners, its rule, on our folds. */
export function recipeTask({name, title, inputs, learners, metric, nTrials}: RecipeDefinition, definition: DatasetDefinition): Task {
  const {seed, folds} = definition.protocol;
  const params = {inputs, learners, metric, nTrials, seed, monotone: monotoneOf(definition)};
  const {jobs, fitsEach} = foreseeJobs(nTrials, folds, false);
  const sources = Object.fromEntries(learners.map((learner) => [learner, learnerSource(learner)]));
  return {
    name: `recipe-${name}`,
    title,
    reads: [searchRows],
    sources: [import.meta.url, FIT_FOLD, ...Object.values(sources)],
    params,
    jobs: learners.length * jobs,
    work: (fitsEach * sumOf(learners.map(workOfFit))) / learners.length / 1.7, // on few inputs
    async run(context) {
      const found = await Promise.all(learners.map((learner) => loadLearner({name: learner, source: getNamed(sources, learner)})));
      found.sort((a, b) => a.complexity - b.complexity); // equal scores go to the simplest
      const trials = found.flatMap((learner) => trialsOf(learner, {nTrials, seed, prefix: `${name}/`}));
      const plan = {...params, title, trials, recipe: name, sources, race: false};
      return [put(recipeOf(name), await searchTrials(plan, await readSearched(context, inputs), context))];
    }
  };
}
