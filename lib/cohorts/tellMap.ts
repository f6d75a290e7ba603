import type {Cell} from "../groups.js";
import type {Cut} from "../statistics/holdConstant.js";
import {isFine, NOBODY} from "./follows.js";
import {tellCells} from "./tellCells.js";

/** Below the median or at it, above it, and without a value: whether a user is of the low half, as holdConstant counts; null: without a value. */
export type Half = boolean | null;
const HALVES: readonly Half[] = [true, false, null];

/** In which half of a variable each value is. @param values NaN is missing */
export function halfOf({median, topHeavy}: Cut, value: number): Half {
  if (Number.isNaN(value)) return null;
  return topHeavy ? value < median : value <= median;
}

/** A cell of a map, with its users in the halves of either input; null: an input has none. */
export interface HalvedCell extends Cell {
  byFirst: ReadonlyMap<Half, Cell> | null;
  bySecond: ReadonlyMap<Half, Cell> | null;
}

/**
 * Which cells of a map of two inputs may be told, as {@link tellCells} has it, where another page tells how many of each row (or column) are
 * in either half of the other input: a band that the median cuts must be of enough users on both sides, and what is hidden of a half too.
 *
 * @param cells by row, then by column
 * @param isTold what a cell must keep besides
 */
export function tellMap<T extends HalvedCell>(cells: readonly (readonly T[])[], isTold: (cell: T) => boolean): boolean[][] {
  let told = tellCells(cells, isTold);
  for (;;) {
    const before = told.flat().filter(Boolean).length;
    told = tellHalves(cells, told, ({bySecond}) => bySecond);
    told = transpose(tellHalves(transpose(cells), transpose(told), ({byFirst}) => byFirst));
    told = tellCells(
      cells.map((row, r) => row.map((cell, c) => ({...cell, isOpen: told[r][c]}))),
      ({isOpen}) => isOpen
    ).map((row, r) => row.map((own, c) => own && told[r][c]));
    if (told.flat().filter(Boolean).length === before) return told;
  }
}

/** Each row is parted by halves, whose sums are told. @param halvesOf a cell's users */
function tellHalves<T extends HalvedCell>(
  cells: readonly (readonly T[])[],
  told: readonly boolean[][],
  halvesOf: (cell: T) => ReadonlyMap<Half, Cell> | null
): boolean[][] {
  if (cells.flat().some((cell) => halvesOf(cell) === null)) return told.map((row) => [...row]);
  const partsOf = (cell: T): Cell[] => HALVES.map((half) => halvesOf(cell)?.get(half) ?? NOBODY);
  const parted = cells.flatMap((row, r) =>
    HALVES.map((_, h) =>
      row.map((cell, c) => {
        const parts = partsOf(cell);
        return {...parts[h], isOpen: told[r][c] && parts.every(isFine)};
      })
    )
  );
  const open = tellCells(parted, ({isOpen}) => isOpen);
  return told.map((row, r) => row.map((own, c) => own && HALVES.every((_, h) => open[HALVES.length * r + h][c])));
}

function transpose<T>(rows: readonly (readonly T[])[]): T[][] {
  return (rows[0] ?? []).map((_, c) => rows.map((row) => row[c]));
}
