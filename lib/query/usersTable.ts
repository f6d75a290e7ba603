import type {PredictBook} from "../book/predict.js";
import type {Model} from "../model/model.js";
import {createScorer} from "../model/scorer.js";
import type {QueryTable} from "./queryTable.js";
import {withUniqueNames} from "./queryTable.js";

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
  const rows = Array.from({length: n}, (_, i) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]])));
  const plural = unit?.plural ?? "users";
  return {
    name: "users",
    about: synthetic
      ? `${n} synthetic ${plural}, drawn from the table's own recipe because its rows are private: nobody in here is real.`
      : `${n} ${plural} of the table, with what happened to them and a score from a model that had not seen them.`,
    columns: withUniqueNames([
      ...Object.entries(columns).map(([name, values]) => ({name, values})),
      ...(known ? [{name: "churned", values: known.churned}, {name: "out_of_fold", values: known.outOfFold}] : []),
      ...Object.entries(models).map(([name, model]) => {
        const scorer = createScorer(model);
        return {name: `${name}_score`, values: rows.map((row) => scorer.scoreRow(row))};
      })
    ])
  };
}
