import type {PredictBook, UserScores} from "../../../../lib/book/predict.js";
import {userAt} from "../../../../lib/whatif/search/nearestUser.js";
import type {ModelShelf} from "../../state/modelShelf.js";

/** The scores of the shipped users by one model. @throws if the model or its scores cannot be had */
export type ScoreUsers = (model: string) => Promise<ArrayLike<number>>;

/**
 * Scores as they may be shown: of real users those of models that had not seen them, of synthetic ones the model's own.
 *
 * @param read the scores of real users, which are fetched when another model than the Champion is asked for
 */
export function createUserScores({users, models}: Pick<PredictBook, "users" | "models">, shelf: ModelShelf, read: () => Promise<UserScores>): ScoreUsers {
  const known = new Map<string, Promise<ArrayLike<number>>>();
  async function score(model: string): Promise<ArrayLike<number>> {
    if (!users) return [];
    if (users.known) {
      if (model === models[0].name) return users.known.outOfFold;
      const scores = (await read())[model];
      if (scores?.length !== users.n) throw new Error("user-scores.json holds no scores of this model");
      return scores;
    }
    const {scorer} = await shelf.open(model);
    return Float64Array.from({length: users.n}, (_, i) => scorer.scoreRow(userAt(users, i)));
  }
  return (model) => {
    const scores = known.get(model) ?? score(model);
    known.set(model, scores);
    scores.catch(() => known.delete(model)); // the next one may try again
    return scores;
  };
}
