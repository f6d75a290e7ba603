import type {Cell} from "../groups.js";
import type {ModelGroups, ScoreGroup} from "../book/scores.js";
import type {ScoredUsers} from "./judgeCohort.js";
import {SCORE_GRID} from "../book/scores.js";
import {rowsWhere, take} from "../dataset/table.js";
import {addCells, countBins} from "../groups.js";
import {groupMeans} from "../metrics/scoreGroups.js";
import {isFine} from "./follows.js";

/** About these shares of users score at least a line. */
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6];

export interface Lines {
  /** falling */
  lines: number[];
  /** by user: how many lines lie above the score, so the slice of scores that it is in */
  slices: Uint8Array;
}

/**
 * A ladder of contact lines at edges of score groups, so that no count cuts a group in two, and by user the slice between them.
 * Test users stand in groups of their own; where these are too few for groups, a line is left out that would tell of fewer.
 *
 * @param groups of the Champion; no lines where out-of-fold users have none
 * @param isTest by user
 */
export function chooseLines(users: ScoredUsers, {outOfFold, test}: Pick<ModelGroups, "outOfFold" | "test">, isTest: Uint8Array): Lines {
  const {y, p} = users;
  const edges = outOfFold === null ? [] : edgesOf(outOfFold);
  const scores = test === null ? p : groupMeans(test, p);
  const place = (lines: readonly number[]): Uint8Array =>
    Uint8Array.from(p, (score, i) => lines.filter((line) => (isTest[i] === 1 ? scores[i] : score) < line).length);
  const testRows = rowsWhere(y.length, (i) => isTest[i] === 1);
  const lines = test === null ? keepTold(edges, countSlices(users, testRows, {lines: edges, slices: place(edges)})) : edges;
  return {lines, slices: place(lines)};
}

/** Edges above which about each of {@link SHARES} lies; below the last one some are left. */
function edgesOf(groups: readonly ScoreGroup[]): number[] {
  const total = groups.reduce((sum, {n}) => sum + n, 0);
  let n = 0;
  const edges = groups.slice(0, -1).map((group) => ({from: group.from, share: (n += group.n) / total}));
  if (edges.length === 0) return [];
  const nearest = SHARES.map((share) => edges.reduce((best, d) => (Math.abs(d.share - share) < Math.abs(best.share - share) ? d : best)));
  return [...new Set(nearest.map(({from}) => from / SCORE_GRID))].sort((a, b) => b - a);
}

/** Lines between which, and below which, test users, by slice, are none or enough: how many lie above each is told of all, and elsewhere of the others. */
function keepTold(lines: readonly number[], cells: readonly Cell[]): number[] {
  let from = 0;
  return lines.filter((_, line) => {
    const isKept = isFine(addCells(cells.slice(from, line + 1))) && isFine(addCells(cells.slice(line + 1)));
    if (isKept) from = line + 1;
    return isKept;
  });
}

/** Users of the given places by slice, from the highest scores down. */
export function countSlices({y, groups}: Pick<ScoredUsers, "y" | "groups">, rows: Int32Array, {lines, slices}: Lines): Cell[] {
  return countBins(
    rows.map((i) => slices[i]),
    take(y, rows, new Uint8Array(rows.length)),
    lines.length + 1,
    groups && take(groups, rows, new Int32Array(rows.length))
  );
}
