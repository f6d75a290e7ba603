import type {ExperimentsBook} from "../book/experiments.js";
import type {QueryTable} from "./queryTable.js";
import {withUniqueNames} from "./queryTable.js";

/**
 * Every trial as one row: who it was, how it ended, the mean and the standard error of every metric over its folds, and
 * every setting under `param_…`. What a trial lacks is null: a failed one has no scores, a learner no settings of others;
 * a standard error takes two folds.
 */
export function trialsTable({metrics, trials}: ExperimentsBook): QueryTable {
  const params = [...new Set(trials.flatMap((trial) => Object.keys(trial.params)))].sort();
  const columns = [
    {name: "id", values: trials.map(({id}) => id)},
    {name: "learner", values: trials.map(({learner}) => learner)},
    {name: "recipe", values: trials.map(({recipe}) => recipe)},
    {name: "state", values: trials.map(({state}) => state)},
    {name: "finalist", values: trials.map(({finalist}) => finalist)},
    {name: "inputs", values: trials.map(({inputs}) => inputs)},
    {name: "folds", values: trials.map(({scores}) => Math.max(0, ...Object.values(scores).map(({folds}) => folds.length)))},
    ...metrics.flatMap(({name}) => [
      {name, values: trials.map(({scores}) => (scores[name]?.folds.length > 0 ? scores[name].mean : null))},
      {name: `${name}_se`, values: trials.map(({scores}) => (scores[name]?.folds.length > 1 ? scores[name].standardError : null))}
    ]),
    ...params.map((name) => ({name: `param_${name}`, values: trials.map((trial) => trial.params[name] ?? null)}))
  ];
  return {name: "trials", about: "One row per trial of the search: its learner, its settings, and its scores over the folds.", columns: withUniqueNames(columns)};
}
