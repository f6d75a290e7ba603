import type {PredictBook, UsersBook} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Model} from "../model/model.js";
import {listRows} from "../dataset/rowColumns.js";
import {ChurnbookError} from "../check.js";
import {createScorer} from "../model/scorer.js";

/** As many synthetic users as builds are compared by, at the most. */
export const POPULATION = 300;

/**
 * Synthetic users of a book, by whom later builds are compared: those that its pages show, and where these are real, rows drawn evenly
 * over what the inputs can be. Never a real user.
 *
 * @param synthetic users that stand apart though they are nobody, such as the sample's; null: there are none
 */
export function choosePopulation(predict: PredictBook, synthetic: UsersBook | null): Row[] {
  const users = predict.users?.synthetic ? predict.users : synthetic?.users;
  return listRows(users ?? predict.golden, POPULATION);
}

/** A model's scores of a population; null where it cannot score each of them, because it reads other inputs or refuses a level. */
export function scorePopulation(model: Model, rows: readonly Row[]): number[] | null {
  const isWhole = rows.every((row) => model.inputs.every(({name}) => Object.hasOwn(row, name)));
  if (!isWhole || rows.length === 0) return null;
  try {
    const scores = rows.map(createScorer(model).scoreRow);
    return scores.every((score) => score >= 0 && score <= 1) ? scores : null;
  } catch (error) {
    if (error instanceof ChurnbookError) return null;
    throw error;
  }
}
