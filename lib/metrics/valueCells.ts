import type {ScoreGroup, ValueCell, ValueGroups} from "../book/scores.js";
import {SCORE_GRID} from "../book/scores.js";
import {check} from "../check.js";
import type {Cell, Count} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {take} from "../dataset/table.js";
import {addCells, countBins, FEW, limitsOf, mergeCells, nearPart, roundTo, tellPart} from "../groups.js";
import {clamp} from "../numbers.js";
import {isGroup} from "./isGroup.js";

/** Scores are parted in so many strips at most, and each strip by value in so many cells. */
const [MOST_STRIPS, MOST_CELLS] = [20, 8];

export interface ValuedUsers {
  /** each 0 or 1 */
  y: ArrayLike<number>;
  /** scores, by models that had not seen these users */
  p: ArrayLike<number>;
  /** what each is worth; NaN: not known */
  value: ArrayLike<number>;
  /** whose each is, where rows repeat customers */
  groups?: Groups;
}

/**
 * Cuts users into cells of neighbouring scores and, within these, of neighbouring values. Strips of scores are whole score groups, so that
 * no difference between the two tells of a user; a cell holds as many users, and of either class, as a
 * score group ({@link isGroup}). One value is in one cell, so the order of rows is irrelevant.
 *
 * @param groups of the same users' scores, from the highest down
 * @returns null where nobody has a value, or too few to tell what they are worth on average, at which all others would count
 * @throws if the lengths differ
 */
export function cutValueCells(
  groups: readonly ScoreGroup[],
  {y, p, value, groups: customers = null}: ValuedUsers
): Omit<ValueGroups, "column"> | null {
  check(y.length === p.length && y.length === value.length, {
    where: "cutValueCells",
    rule: "labels, scores and values must be of one length",
    got: `${y.length}, ${p.length} and ${value.length}`
  });
  // where the value is an input, other pages count all labelled users: less these, those that test would follow, however few
  const count = (isSo: (i: number) => boolean): Count => nearPart(tellPart(isSo, {y, groups: customers}), y.length);
  if ([0, FEW].includes(count((i) => !Number.isNaN(value[i])))) return null;
  const average = calmMean(value, customers);
  const worth = (i: number): number => (Number.isNaN(value[i]) ? average : value[i]);
  const cells = partByScore(groups, p).flatMap(({from, rows}): ValueCell[] => {
    const sorted = rows.sort((a, b) => worth(b) - worth(a));
    let end = 0;
    const cellsOf = partByValue(sorted.map((i): Held => ({...countUser(y[i], customers && customers[i]), score: p[i], value: worth(i)})));
    return cellsOf.map(({n, churned, score}) => {
      const own = sorted.slice(end, (end += n));
      return {
        n,
        churned,
        from,
        mean: Math.round((score / n) * SCORE_GRID) / SCORE_GRID,
        value: roundTo(calmMean(own.map(worth), customers && take(customers, own, new Float64Array(n))))
      };
    });
  });
  return {cells, missing: count((i) => Number.isNaN(value[i])), negative: count((i) => value[i] < 0)};
}

/** The mean of the values that are known, of which none outweighs the others; see {@link limitsOf}. */
function calmMean(values: ArrayLike<number>, customers: Groups): number {
  const {low, high} = limitsOf(values, customers);
  let [sum, known] = [0, 0];
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) continue;
    sum += clamp(values[i], low, high);
    ++known;
  }
  return sum / known;
}

/** Users of whole score groups, a twentieth of all or more. */
function partByScore(groups: readonly ScoreGroup[], p: ArrayLike<number>): {from: number; rows: number[]}[] {
  const rows = groups.map((): number[] => []);
  for (let i = 0; i < p.length; ++i) {
    let [low, high] = [0, groups.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (groups[middle].from / SCORE_GRID <= p[i]) high = middle;
      else low = middle + 1;
    }
    rows[low].push(i);
  }
  const strips = groups.map(({from}, g) => ({from, rows: rows[g]}));
  const least = Math.ceil(p.length / MOST_STRIPS);
  return mergeCells(
    strips,
    (strip) => strip.rows.length >= least,
    (a, b) => ({from: b.from, rows: [...a.rows, ...b.rows]})
  );
}

/** Sums over users. */
interface Held extends Cell {
  score: number;
  value: number;
}

function countUser(churned: number, customer: number | null): Cell {
  return customer === null ? {n: 1, churned} : countBins([0], [churned], 1, [customer])[0];
}

const join = (a: Held, b: Held): Held => ({
  ...addCells([a, b]),
  score: a.score + b.score,
  value: a.value + b.value
});

/** @param users sorted by value */
function partByValue(users: readonly Held[]): Held[] {
  const least = Math.ceil(users.length / MOST_CELLS);
  const alike: Held[] = [];
  for (const [i, user] of users.entries()) {
    if (i > 0 && user.value === users[i - 1].value) alike[alike.length - 1] = join(alike[alike.length - 1], user);
    else alike.push(user);
  }
  return mergeCells(alike, (held) => held.n >= least && isGroup(held), join);
}
