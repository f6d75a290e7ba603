import type {Cell, LabelledUsers} from "../groups.js";
import type {Joint} from "./joint.js";
import {max, range} from "d3-array";
import {addCells} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {countJoint, movePlaces, tieParts} from "./joint.js";

/** Users in the cells of an input. */
export interface CellCut {
  /** by user */
  codes: Int32Array;
  nCells: number;
  /** whether neighbours are told together as well, as bands up to an edge are */
  isOrdered: boolean;
}

interface CellJoint extends Joint {
  /** which of the two have an order */
  ordered: "rows" | "columns" | "neither";
}

/** Cells of a finer cut, and of another that they are held against. */
export interface Held {
  fine: CellCut;
  other: CellCut;
  users: LabelledUsers;
}

/** Parts of a cut that may stand apart one after the other: which of its cells are one where only some of the parts do. */
export interface Parts {
  n: number;
  /** @param apart by part @returns by cell, from 0 on */
  joinCells: (apart: readonly boolean[]) => number[];
}

/**
 * Which parts of a cut may stand apart beside another cut. Where some of its cells lie within cells of the other, or these within them, the
 * rest follows by subtraction, with how many of them churned: of parts that leave too few, those that come later do not stand apart.
 *
 * @returns by part; null: all may
 */
export function tellApart({fine, other, users}: Held, {n, joinCells}: Parts): boolean[] | null {
  const joint = countCells({fine, other, users});
  const all = Array.from({length: n}, () => true);
  if (!leavesFew(joinRows(joint, joinCells(all)))) return null;
  const apart = all.map(() => false);
  for (let part = 0; part < n; ++part) {
    apart[part] = true;
    apart[part] = !leavesFew(joinRows(joint, joinCells(apart)));
  }
  return apart;
}

function countCells({fine, other, users}: Held): CellJoint {
  const joint = countJoint({codes: fine.codes, n: fine.nCells}, {codes: other.codes, n: other.nCells}, users);
  return {...joint, ordered: fine.isOrdered ? "rows" : other.isOrdered ? "columns" : "neither"};
}

/** @param rowOf by row the row that it becomes part of */
function joinRows(joint: CellJoint, rowOf: readonly number[]): CellJoint {
  const {width, ordered} = joint;
  const placeOf = (at: number): number => rowOf[Math.floor(at / width)] * width + (at % width);
  return {...movePlaces(joint, {height: (max(rowOf) ?? -1) + 1, width, placeOf}), ordered};
}

/** Whether between some of the rows and columns that hold them, or lie within them, are too few. */
function leavesFew(joint: CellJoint): boolean {
  const upright = joint.ordered === "columns" ? turn(joint) : joint;
  return findRuns(upright) || findRuns(turn(upright)) || findTied(upright);
}

/** Columns become rows: in their own order, or in that of the rows which their users stand in. */
function turn(joint: CellJoint): CellJoint {
  const {n, height, width, ordered} = joint;
  const middles = range(width).map((column) => {
    let [sum, all] = [0, 0];
    for (let row = 0; row < height; ++row) {
      sum += row * n[row * width + column];
      all += n[row * width + column];
    }
    return sum / Math.max(1, all);
  });
  const order = range(width);
  if (ordered === "rows") order.sort((a, b) => middles[a] - middles[b] || a - b);
  const rowOf = new Int32Array(width);
  order.forEach((column, row) => (rowOf[column] = row));
  const turned = movePlaces(joint, {
    height: width,
    width: height,
    placeOf: (at) => rowOf[at % width] * height + Math.floor(at / width)
  });
  return {...turned, ordered: ordered === "neither" ? "neither" : "rows"};
}

/** The same of each row, and where they have an order of neighbours. */
function findRuns(joint: CellJoint): boolean {
  const {height, ordered} = joint;
  const totals = sumRows(joint, range(height));
  for (let from = 0; from < height; ++from) {
    const inside = emptySums(joint.width);
    for (let to = from; to < (ordered === "rows" ? height : from + 1); ++to) {
      addRow(inside, joint, to);
      if (leavesFewOf(joint, {inside, totals, isIn: (row) => row >= from && row <= to})) return true;
    }
  }
  return false;
}

/** The same of rows that columns tie to each other: enough users in each of two rows are of one column. */
function findTied(joint: CellJoint): boolean {
  const {height} = joint;
  const rootOf = tieParts(joint).slice(0, height);
  const roots = [...new Set(rootOf)];
  if (roots.length === 1) return false;
  const totals = sumRows(joint, range(height));
  return roots.some((root) => {
    const own = range(height).filter((row) => rootOf[row] === root);
    return own.length > 1 && leavesFewOf(joint, {inside: sumRows(joint, own), totals, isIn: (row) => rootOf[row] === root});
  });
}

/** Rows of users by column, and how many of them churned. */
interface Sums {
  n: Float64Array;
  churned: Float64Array;
}

function emptySums(width: number): Sums {
  return {n: new Float64Array(width), churned: new Float64Array(width)};
}

function addRow({n, churned}: Sums, joint: CellJoint, row: number): void {
  const {width} = joint;
  for (let column = 0; column < width; ++column) {
    n[column] += joint.n[row * width + column];
    churned[column] += joint.churned[row * width + column];
  }
}

function sumRows(joint: CellJoint, rows: readonly number[]): Sums {
  const sums = emptySums(joint.width);
  for (const row of rows) addRow(sums, joint, row);
  return sums;
}

/** Some rows' users by column, everybody's, and which rows these are. */
interface Within {
  inside: Sums;
  totals: Sums;
  isIn: (row: number) => boolean;
}

/** Users of the columns that the rows touch who are not in the rows; and users of the rows whose columns reach beyond them. */
function leavesFewOf(joint: CellJoint, {inside, totals, isIn}: Within): boolean {
  const beyond: Cell = {n: 0, churned: 0};
  const straddling: Cell = {n: 0, churned: 0};
  for (let column = 0; column < joint.width; ++column) {
    const [n, churned] = [inside.n[column], inside.churned[column]];
    if (n === 0 || n === totals.n[column]) continue;
    straddling.n += n;
    straddling.churned += churned;
    beyond.n += totals.n[column] - n;
    beyond.churned += totals.churned[column] - churned;
  }
  if (beyond.n === 0) return false;
  if (!isGroup(beyond) || !isGroup(straddling)) return true;
  const {cells, width} = joint;
  if (cells === null) return false;
  const isParted = (column: number): boolean => inside.n[column] > 0 && inside.n[column] < totals.n[column];
  const customersOf = (side: boolean): Cell[] => cells.filter((_, at) => isParted(at % width) && isIn(Math.floor(at / width)) === side);
  return !isGroup(addCells(customersOf(true))) || !isGroup(addCells(customersOf(false)));
}
