import type {Cell} from "../groups.js";
import {addCells} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";

export const NOBODY: Cell = {n: 0, churned: 0};

/** Whether a part of a cohort may be told: nobody, or as many as make a group. */
export function isFine(cell: Cell): boolean {
  return cell.n === 0 || isGroup(cell);
}

/** A sum of too few users that follows: of a whole block, or of a set of columns (a bit each) without the blocks that lie within. */
export type Leak = {block: number} | {columns: number};

/**
 * Finds a sum of too few users that follows from a table of which the sums of blocks and those of columns are told, each cell being
 * of one block and one column. What follows by adding and subtracting is made of sums of this kind: the users of some columns,
 * without the blocks that lie within these. So each set of columns is tried. That a cell holds nobody is taken as known.
 *
 * @param blocks by block, then by column; few columns
 * @see Gusfield (1988), A graph theoretic approach to statistical data security
 */
export function findLeak(blocks: readonly (readonly Cell[])[]): Leak | null {
  const few = blocks.findIndex((cells) => !isFine(addCells(cells)));
  if (few >= 0) return {block: few};
  const nColumns = blocks.length === 0 ? 0 : blocks[0].length;
  const masks = blocks.map((cells) => cells.reduce((mask, {n}, c) => (n > 0 ? mask | (1 << c) : mask), 0));
  for (let columns = 1; columns < 1 << nColumns; ++columns) {
    const own: Cell[] = [];
    for (let b = 0; b < blocks.length; ++b) {
      if ((masks[b] & ~columns) === 0) continue;
      for (let c = 0; c < nColumns; ++c) {
        if (hasColumn(columns, c)) own.push(blocks[b][c]);
      }
    }
    if (!isFine(addCells(own))) return {columns};
  }
  return null;
}

export function hasColumn(columns: number, column: number): boolean {
  return ((columns >> column) & 1) === 1;
}
