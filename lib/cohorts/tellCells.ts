import type {Cell} from "../groups.js";
import type {Leak} from "./follows.js";
import {findLeak, hasColumn, isFine, NOBODY} from "./follows.js";

/**
 * Which cells of a table of two inputs may be told, where the sums of its rows and columns are told too: those of too few are
 * hidden, and others with them, the smallest first, until nothing of too few follows.
 *
 * @param cells by row, then by column; few of either
 * @returns in the same shape
 */
export function tellCells(cells: readonly (readonly Cell[])[]): boolean[][] {
  const told = cells.map((row) => row.map(isFine));
  for (;;) {
    const leak = findLeak(cells.map((row, r) => row.map((cell, c) => (told[r][c] ? NOBODY : cell))));
    const next = leak && smallestIn(leak, {cells, told});
    if (next === null) return told;
    told[next.r][next.c] = false;
  }
}

/**
 * The told cell of fewest users that, hidden, adds to the sum that follows: in the leaking row; or in a leaking column, if its row is
 * not wholly within them; or outside, in a row that else is. Where there is none, one that leads there.
 */
function smallestIn(
  leak: Leak,
  {cells, told}: {cells: readonly (readonly Cell[])[]; told: readonly boolean[][]}
): {r: number; c: number} | null {
  const isIn = (c: number): boolean => "columns" in leak && hasColumn(leak.columns, c);
  const hides = (r: number, side: boolean): boolean => told[r].some((own, c) => !own && cells[r][c].n > 0 && isIn(c) === side);
  const rankOf = (r: number, c: number): number => {
    if ("block" in leak) return r === leak.block ? 0 : 2;
    if (isIn(c)) return hides(r, false) ? 0 : 1;
    return hides(r, true) && !hides(r, false) ? 0 : 2;
  };
  const places = cells.flatMap((row, r) => row.flatMap(({n}, c) => (n > 0 && told[r][c] ? [{r, c, n, rank: rankOf(r, c)}] : [])));
  return places.sort((a, b) => a.rank - b.rank || a.n - b.n)[0] ?? null;
}
