import type {ScoreGroup} from "../book/scores.js";
import {SCORE_GRID} from "../book/scores.js";
import {mergeCells} from "../groups.js";
import {isGroup} from "./isGroup.js";
import {placeInGroups} from "./scoreGroups.js";

/** One model's scores of users whom all models score, in groups. */
export interface GroupedScores {
  /** from the highest scores down; null: none are told */
  groups: readonly ScoreGroup[] | null;
  /** by user */
  p: ArrayLike<number>;
}

/**
 * The groups of several models, of which no two tell of few users: where all users above an edge of one are above an edge of another, those
 * above the other alone are nobody, or may stand as a group. Else whoever knows the scores, as models that ship give them, takes one number
 * from the other and has the labels of these few. An edge at which that is so is dropped from the later model.
 *
 * @param yTrue by user 0 or 1
 * @param models the first keeps all of its edges
 * @returns groups by model, in their order
 */
export function shareEdges(yTrue: ArrayLike<number>, models: readonly GroupedScores[]): (ScoreGroup[] | null)[] {
  const placed = models.map(({groups, p}) => (groups === null ? null : {groups, places: placeInGroups(groups, p)}));
  return placed.map((own, k) => {
    if (own === null) return null;
    const dropped = new Set(placed.slice(0, k).flatMap((other) => (other ? findFewBetween(yTrue, other, own) : [])));
    return joinAt(own.groups, dropped);
  });
}

interface Placed {
  groups: readonly ScoreGroup[];
  /** by user an index into the groups */
  places: Int32Array;
}

/** Edges of `own`, by the group above, between which and one of `other` are too few. */
function findFewBetween(yTrue: ArrayLike<number>, other: Placed, own: Placed): number[] {
  const [nOther, nOwn] = [other.groups.length, own.groups.length];
  const [n, churned] = [new Int32Array(nOther * nOwn), new Int32Array(nOther * nOwn)];
  for (let i = 0; i < yTrue.length; ++i) {
    const cell = nOwn * other.places[i] + own.places[i];
    n[cell] += 1;
    churned[cell] += yTrue[i];
  }
  sumUp(n, nOwn);
  sumUp(churned, nOwn);
  const few: number[] = [];
  for (let j = 0; j < nOwn - 1; ++j) {
    for (let i = 0; i < nOther - 1; ++i) {
      const [both, above, aboveOther] = [nOwn * i + j, nOwn * (nOther - 1) + j, nOwn * i + nOwn - 1];
      const [alone, otherAlone] = [n[above] - n[both], n[aboveOther] - n[both]];
      if (alone > 0 === otherAlone > 0) continue; // the same users, or neither's are all the other's
      const larger = alone > 0 ? above : aboveOther;
      if (isGroup({n: n[larger] - n[both], churned: churned[larger] - churned[both]})) continue;
      few.push(j);
      break;
    }
  }
  return few;
}

/** A table of counts as sums of all above and to the left, in place. */
function sumUp(counts: Int32Array, nColumns: number): void {
  for (let i = 0; i < counts.length; ++i) {
    const column = i % nColumns;
    if (column > 0) counts[i] += counts[i - 1];
  }
  for (let i = nColumns; i < counts.length; ++i) counts[i] += counts[i - nColumns];
}

/** Groups whose lower edges are dropped, each as one with the next. */
function joinAt(groups: readonly ScoreGroup[], dropped: ReadonlySet<number>): ScoreGroup[] {
  const ending = groups.map((group, place) => ({group, isKept: !dropped.has(place)}));
  const joined = mergeCells(
    ending,
    ({isKept}) => isKept,
    (upper, lower) => ({group: join(upper.group, lower.group), isKept: lower.isKept})
  );
  return joined.map(({group}) => group);
}

function join(upper: ScoreGroup, lower: ScoreGroup): ScoreGroup {
  const n = upper.n + lower.n;
  const mean = Math.round((SCORE_GRID * (upper.n * upper.mean + lower.n * lower.mean)) / n) / SCORE_GRID;
  return {n, churned: upper.churned + lower.churned, from: lower.from, mean};
}
