import type {QueryKind, QueryTableInfo} from "../book/queries.js";
import type {ExperimentsBook} from "../book/experiments.js";
import type {PredictBook} from "../book/predict.js";
import type {ScoreGroupsBook} from "../book/scores.js";
import type {Model} from "../model/model.js";
import {SCORE_GRID} from "../book/scores.js";
import {createScorer} from "../model/scorer.js";
import {listRows} from "../dataset/rowColumns.js";

export type QueryValue = number | string | boolean | null;

/** One column of a table that readers query; null is missing. */
export interface QueryColumn {
  name: string;
  values: QueryValue[];
}

/** A table that readers query; every column has the same length. */
export interface QueryTable {
  name: string;
  about: string;
  columns: QueryColumn[];
}

/** What a page says of a table before it is loaded. */
export function describeTable({name, about, columns}: QueryTable): QueryTableInfo {
  return {name, about, rows: columns[0]?.values.length ?? 0, columns: columns.map((column) => ({name: column.name, kind: kindOf(column)}))};
}

/** Number or truth value where every value is one, else text; a column of nothing but missing values is text. */
export function kindOf({values}: QueryColumn): QueryKind {
  const present = values.filter((value) => value !== null);
  if (present.length > 0 && present.every((value) => typeof value === "number")) return "number";
  if (present.length > 0 && present.every((value) => typeof value === "boolean")) return "yes or no";
  return "text";
}

/** The columns, renamed where a name stands already: in SQL, names that differ in case only are the same. */
export function withUniqueNames(columns: readonly QueryColumn[]): QueryColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let name = column.name;
    for (let i = 2; taken.has(name.toLowerCase()); ++i) name = `${column.name}_${i}`;
    taken.add(name.toLowerCase());
    return {...column, name};
  });
}

/**
 * Every score group as one row: users of one side whom a model scores between two edges.
 *
 * @returns null where the book has too few users for groups
 */
export function groupsTable({models}: Pick<ScoreGroupsBook, "models">, plural: string): QueryTable | null {
  const rows = models.flatMap(({name, outOfFold, test}) =>
    [
      {side: "out-of-fold", groups: outOfFold},
      {side: "test", groups: test}
    ].flatMap(({side, groups}) => (groups ?? []).map(({design: _, ...group}) => ({model: name, side, ...group})))
  );
  if (rows.length === 0) return null;
  const column = <K extends keyof (typeof rows)[number]>(name: K): QueryColumn => ({name, values: rows.map((row) => row[name])});
  return {
    name: "score_groups",
    about:
      `One row per group of ${plural} of neighbouring scores, by model and side (out-of-fold: scored by a model that had not seen them; ` +
      `test: kept apart): how many they are, how many churned, the lowest score that belongs to the group, and their mean score. ` +
      `The book holds no score of any one of the ${plural}.`,
    columns: [
      column("model"),
      column("side"),
      column("n"),
      column("churned"),
      {name: "from_score", values: rows.map(({from}) => from / SCORE_GRID)},
      {name: "mean_score", values: rows.map(({mean}) => mean)}
    ]
  };
}

/**
 * Two models at the same line, by who would contact whom.
 *
 * @returns null where no line can be told of
 */
export function ladderTable({ladders}: Pick<ScoreGroupsBook, "ladders">, plural: string): QueryTable | null {
  const rows = ladders.flatMap(({first, second, n, steps}) => steps.map((step) => ({first, second, n, ...step})));
  if (rows.length === 0) return null;
  return {
    name: "ladder",
    about: `One row per pair of models and line: how many ${plural} (out-of-fold) score at or above the line by both, and by one alone.`,
    columns: [
      {name: "first", values: rows.map((d) => d.first)},
      {name: "second", values: rows.map((d) => d.second)},
      {name: "line", values: rows.map((d) => d.percent / 100)},
      {name: "n", values: rows.map((d) => d.n)},
      {name: "both_models", values: rows.map((d) => d.both)},
      {name: "only_first", values: rows.map((d) => d.onlyFirst)},
      {name: "only_second", values: rows.map((d) => d.onlySecond)}
    ]
  };
}

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
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per metric: few
    {name: "folds", values: trials.map(({scores}) => Math.max(0, ...Object.values(scores).map((d) => d?.folds.length ?? 0)))},
    ...metrics.flatMap(({name}) => [
      {name, values: trials.map(({scores}) => scores[name]?.mean ?? null)},
      {
        name: `${name}_se`,
        values: trials.map(({scores}) => (scores[name] && scores[name].folds.length > 1 ? scores[name].standardError : null))
      }
    ]),
    ...params.map((name) => ({name: `param_${name}`, values: trials.map((trial) => trial.params[name] ?? null)}))
  ];
  return {
    name: "trials",
    about: "One row per trial of the search: its learner, its settings, and its scores over the folds.",
    columns: withUniqueNames(columns)
  };
}

/**
 * The users that may be shown, one row each, with the score that each model gives them under `<model>_score`; of real
 * ones also what happened and the score of a model that had not seen them.
 *
 * @param models by name; each must take the users' columns as its inputs
 * @returns null when the book ships no users
 */
export function usersTable({users, unit}: Pick<PredictBook, "users" | "unit">, models: Readonly<Record<string, Model>>): QueryTable | null {
  if (!users || users.n === 0) return null;
  const {n, synthetic, columns, known} = users;
  const rows = listRows({n, columns});
  const plural = unit?.plural ?? "users";
  return {
    name: "examples",
    about: synthetic
      ? `${n} synthetic ${plural}, drawn from the table’s own recipe because its rows are private: nobody in here is real.`
      : `${n} ${plural} of the table, with what happened to them and a score from a model that had not seen them.`,
    columns: withUniqueNames([
      ...Object.entries(columns).map(([name, values]) => ({name, values})),
      ...(known
        ? [
            {name: "churned", values: known.churned},
            {name: "out_of_fold", values: known.outOfFold}
          ]
        : []),
      ...Object.entries(models).map(([name, model]) => {
        const scorer = createScorer(model);
        return {name: `${name}_score`, values: rows.map((row) => scorer.scoreRow(row))};
      })
    ])
  };
}
