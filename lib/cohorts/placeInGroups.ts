import type {ModelGroups, ScoreGroup} from "../book/scores.js";
import {SCORE_GRID} from "../book/scores.js";

/** Users by the score group that they are in. */
export interface GroupPlaces {
  /** by user a group, those of the test after the others; -1: in none */
  codes: Int16Array;
  n: number;
}

/**
 * In which of a model's score groups each user is: pages tell how many are in each, and how many of these churned.
 *
 * @param scores by user; NaN: none
 * @param isTest by user, 1 for the test
 */
export function placeInGroups(
  scores: Float64Array,
  isTest: ArrayLike<number>,
  {outOfFold, test}: Pick<ModelGroups, "outOfFold" | "test">
): GroupPlaces {
  const [ofTrain, ofTest] = [outOfFold ?? [], test ?? []];
  const codes = Int16Array.from(scores, (score, i) => {
    const [groups, first] = isTest[i] === 1 ? [ofTest, ofTrain.length] : [ofTrain, 0];
    const place = findGroup(groups, score);
    return place < 0 ? -1 : first + place;
  });
  return {codes, n: ofTrain.length + ofTest.length};
}

/** The first group whose lower edge the score reaches; groups go from high scores to low, and the last has all that is left. */
function findGroup(groups: readonly ScoreGroup[], score: number): number {
  if (groups.length === 0 || Number.isNaN(score)) return -1;
  let [from, to] = [0, groups.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (score >= groups[middle].from / SCORE_GRID) to = middle;
    else from = middle + 1;
  }
  return from;
}
