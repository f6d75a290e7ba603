import type {ScoreGroup} from "../book/scores.js";
import type {Groups} from "../statistics/intervals.js";
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
 * @param customers by user whose each is, where rows repeat customers: of so many of these are then enough
 * @returns groups by model, in their order
 */
export function shareEdges(yTrue: ArrayLike<number>, models: readonly GroupedScores[], customers: Groups = null): (ScoreGroup[] | null)[] {
  const users = {yTrue, customers};
  const placed = models.map(({groups, p}) => (groups === null ? null : place(groups, p)));
  return placed.map((own, k) => {
    if (own === null) return null;
    const dropped = new Set(placed.slice(0, k).flatMap((other) => (other ? findFewBetween(users, other, own) : [])));
    return joinAt(own.groups, dropped);
  });
}

interface Placed {
  groups: readonly ScoreGroup[];
  /** by user an index into the groups */
  places: Int32Array;
  /** users in the order of their places, and by place where its last one stands */
  order: Int32Array;
  ends: Int32Array;
}

function place(groups: readonly ScoreGroup[], p: ArrayLike<number>): Placed {
  const places = placeInGroups(groups, p);
  const ends = new Int32Array(groups.length);
  for (const d of places) ends[d] += 1;
  for (let k = 1; k < ends.length; ++k) ends[k] += ends[k - 1];
  const next = ends.slice();
  const order = new Int32Array(places.length);
  for (let i = places.length - 1; i >= 0; --i) order[--next[places[i]]] = i;
  return {groups, places, order, ends};
}

interface Users {
  /** by user 0 or 1 */
  yTrue: ArrayLike<number>;
  /** whose each is, where rows repeat customers */
  customers: Groups;
}

/** Edges of `own`, by the group above, between which and one of `other` are too few. */
function findFewBetween(users: Users, other: Placed, own: Placed): number[] {
  const [nOther, nOwn] = [other.groups.length, own.groups.length];
  const n = new Int32Array(nOther * nOwn);
  for (let i = 0; i < own.places.length; ++i) n[nOwn * other.places[i] + own.places[i]] += 1;
  sumUp(n, nOwn);
  const few: number[] = [];
  for (let j = 0; j < nOwn - 1; ++j) {
    // of the other's edges that lie within, and of those around, the nearest leave the fewest between
    let [within, around] = [-1, -1];
    for (let i = 0; i < nOther - 1; ++i) {
      const both = n[nOwn * i + j];
      const [alone, otherAlone] = [n[nOwn * (nOther - 1) + j] - both, n[nOwn * i + nOwn - 1] - both];
      if (otherAlone === 0 && alone > 0) within = i;
      if (alone === 0 && otherAlone > 0 && around < 0) around = i;
    }
    if (within >= 0 && !isEnough(users, [own, j], [other, within])) few.push(j);
    else if (around >= 0 && !isEnough(users, [other, around], [own, j])) few.push(j);
  }
  return few;
}

type Edge = readonly [model: Placed, place: number];

/** Whether the users above one edge, and not above another that lies within, may stand as a group. */
function isEnough({yTrue, customers}: Users, [outer, edge]: Edge, [inner, within]: Edge): boolean {
  const seen = [new Set<number>(), new Set<number>()] as const;
  const cell = {n: 0, churned: 0, seen};
  for (let at = outer.ends[edge] - 1; at >= 0; --at) {
    const i = outer.order[at];
    if (inner.places[i] <= within) continue;
    cell.n += 1;
    cell.churned += yTrue[i];
    seen[yTrue[i]].add(customers ? customers[i] : i);
    if (isGroup(cell)) return true; // most are found beside the edge
  }
  return false;
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
