import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {Task} from "../flow/task.js";
import {BASELINE} from "../../lib/dataset/baseline.js";
import {metrics} from "../../lib/metrics/metrics.js";
import {findSearchFailures} from "../../lib/fit/protocol/searchFailures.js";
import {datasetBook, experimentsBook, finalists, luck, putBook, recipeOf, searchOf} from "./outputs.js";

/** Gathers every trial, also the failed ones. */
export function experimentsTask(learners: readonly Learner[], {protocol, recipes}: DatasetDefinition): Task {
  const searches = [...protocol.learners.map(searchOf), ...recipes.map(({name}) => recipeOf(name))];
  const about = learners.map(({name, title, paramTitles, space}) => ({name, title, paramTitles, space}));
  return {
    name: "experiments",
    title: "Write down every trial",
    reads: [datasetBook, finalists, luck, ...searches],
    sources: [import.meta.url],
    params: {protocol, about},
    async run({read, log}) {
      const fits = await read(finalists);
      const chosen = new Set(fits.map(({trial}) => trial));
      const found = await Promise.all(searches.map(read));
      const trials = found.flatMap((search) => search.trials);
      const {train} = (await read(datasetBook)).counts;
      log(`${trials.length} trials`);
      const baseline = trials.find(({learner, recipe}) => learner === BASELINE && recipe === null);
      const {best, rare, shuffles} = await read(luck);
      const book: ExperimentsBook = {
        metrics: metrics.map(({name, title, better, meaning}) => ({name, title, better, meaning})),
        selectionMetric: protocol.selectionMetric,
        learners: about,
        additions: found.flatMap(({addition}) => addition ?? []),
        trials: trials.map((trial) => ({...trial, finalist: chosen.has(trial.id)})),
        baseline: Object.fromEntries(
          Object.entries(baseline?.scores ?? {}).flatMap(([name, scores]) => (scores ? [[name, scores.mean]] : []))
        ),
        bestUnderShuffledLabels: Object.fromEntries(Object.entries(best).map(([name, curve]) => [name, curve[curve.length - 1]])),
        rareUnderShuffledLabels: rare,
        shuffles,
        failures: findSearchFailures(trials, [...about, ...recipes]),
        seed: protocol.seed,
        folds: fits[0].cv.logLoss.folds.length,
        testToTrain: found[0].testToTrain,
        rows: {searched: found[0].nRows, fitted: train}
      };
      return [putBook(experimentsBook, book)];
    }
  };
}
