import type {ToldScores} from "../../lib/book/common.js";
import type {ColumnLabEntry} from "../../lib/book/wrangling.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {complain} from "../../lib/check.js";
import {compareOnFolds} from "../../lib/statistics/foldScores.js";
import {put} from "../flow/task.js";
import {loadLearner, learnerSource} from "../jobs/loadLearner.js";
import {columnLab, searchRows} from "./outputs.js";
import {FIT_FOLD, monotoneOf, searchTrials} from "./searchTrials.js";
import {readSearched} from "./training.js";

/** The yardstick for sets of inputs: fast, and hard to fool by many columns. */
const LEARNER = "logistic";

/** Its fits are no trials of the search, and pages count these by their times. */
const UNCOUNTED = (): void => {};

/** Fits the same model on other sets of inputs, under the same folds. */
export function columnLabTask(definition: DatasetDefinition): Task {
  const {inputSets, inputs, protocol} = definition;
  const source = learnerSource(LEARNER);
  const all = inputs.map(({name}) => name);
  const params = {inputSets, all, seed: protocol.seed, metric: "logLoss", monotone: monotoneOf(definition)};
  return {
    name: "column-lab",
    title: "Compare sets of columns",
    reads: [searchRows],
    sources: [import.meta.url, FIT_FOLD, source],
    params,
    jobs: inputSets.length * protocol.folds,
    async run(context) {
      const {defaults} = await loadLearner({name: LEARNER, source});
      const searched = await Promise.all(
        inputSets.map(async (set) => {
          const trials = [{id: `column-lab/${set.name}`, learner: LEARNER, index: 0, params: defaults}];
          const plan = {...params, title: set.title, trials, recipe: null, sources: {[LEARNER]: source}, race: false};
          return searchTrials(plan, await readSearched(context, set.inputs), {...context, timed: UNCOUNTED});
        })
      );
      const entries = inputSets.map((set, i): ColumnLabEntry => {
        const {scores, error} = searched[i].trials[0];
        if (error !== null) throw complain({where: `column-lab/${set.name}`, rule: "the model must fit", got: error});
        return {...set, metrics: scores as ToldScores, logLossDifference: null, rocAucDifference: null};
      });
      return [put(columnLab, compareToFull(entries, {nInputs: all.length, ratios: searched.map((d) => d.testToTrain)}))];
    }
  };
}

/** Differences to the set of all inputs, where there is one. @param ratios by entry, of its folds: rows held out over rows learned from */
function compareToFull(
  entries: readonly ColumnLabEntry[],
  {nInputs, ratios}: {nInputs: number; ratios: readonly number[]}
): ColumnLabEntry[] {
  const full = entries.find(({inputs}) => inputs.length === nInputs);
  if (!full) return [...entries];
  return entries.map((entry, i) => {
    if (entry === full) return entry;
    const difference = (metric: "logLoss" | "rocAuc"): ColumnLabEntry["logLossDifference"] =>
      compareOnFolds(entry.metrics[metric].folds, full.metrics[metric].folds, {testToTrain: ratios[i]}).difference;
    return {...entry, logLossDifference: difference("logLoss"), rocAucDifference: difference("rocAuc")};
  });
}
