import type {Cell, LabelledUsers} from "../groups.js";
import type {Joint} from "./joint.js";
import {addCells} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {codeRows} from "../statistics/bins.js";
import {countJoint} from "./joint.js";

/** A number's cells. */
export interface NumberCut {
  values: Float64Array;
  /** where its cells begin, rising */
  edges: number[];
}

/**
 * Edges of the second number for which a side of the one lies within a side of the other, and leaves few. Where two numbers order users nearly
 * alike, as minutes and what is charged for them do, all who lie below an edge of the one may lie below an edge of the other, and the few
 * between follow by subtraction, with how many of them churned.
 */
export function edgesTooClose(first: NumberCut, second: NumberCut, users: LabelledUsers): Set<number> {
  const [nFirst, nSecond] = [first.edges.length, second.edges.length];
  const close = new Set<number>();
  if (nFirst < 2 || nSecond < 2) return close;
  const joint = countCells(first, second, users);
  for (let j = 1; j < nSecond; ++j) {
    for (let i = 1; i < nFirst && !close.has(second.edges[j]); ++i) {
      if (SIDES.some((sides) => leavesFew(joint, sides.of({i, j, nFirst, nSecond})))) close.add(second.edges[j]);
    }
  }
  return close;
}

/** Cells of two numbers, each with a last one for whoever lacks a value. */
interface OrderedJoint extends Joint {
  /** users in the places before a row and a column */
  before: Float64Array;
  churnedBefore: Float64Array;
}

function countCells(first: NumberCut, second: NumberCut, users: LabelledUsers): OrderedJoint {
  const cellsOf = ({values, edges}: NumberCut): {codes: Int32Array; n: number} => ({
    codes: codeRows(values, edges).map((code) => (code < 0 ? edges.length : code)),
    n: edges.length + 1
  });
  const joint = countJoint(cellsOf(first), cellsOf(second), users);
  return {...joint, before: sumBefore(joint.n, joint), churnedBefore: sumBefore(joint.churned, joint)};
}

function sumBefore(counts: ArrayLike<number>, {height, width}: Pick<Joint, "height" | "width">): Float64Array {
  const sums = new Float64Array((height + 1) * (width + 1));
  for (let r = 0; r < height; ++r) {
    for (let c = 0; c < width; ++c) {
      const at = (r + 1) * (width + 1) + c + 1;
      sums[at] = counts[r * width + c] + sums[at - 1] + sums[at - width - 1] - sums[at - width - 2];
    }
  }
  return sums;
}

/** From a row, to before another; and so for columns. */
interface Block {
  rows: readonly [number, number];
  columns: readonly [number, number];
}
interface Place {
  i: number;
  j: number;
  nFirst: number;
  nSecond: number;
}

/** Below an edge of either, above it, or the one below and the other above. */
const SIDES: readonly {of: (place: Place) => Block}[] = [
  {of: ({i, j}) => ({rows: [0, i], columns: [0, j]})},
  {of: ({i, j, nFirst, nSecond}) => ({rows: [i, nFirst], columns: [j, nSecond]})},
  {of: ({i, j, nSecond}) => ({rows: [0, i], columns: [j, nSecond]})},
  {of: ({i, j, nFirst}) => ({rows: [i, nFirst], columns: [0, j]})}
];

/** Whether one of two sides lies within the other, and what is left of that is too few. */
function leavesFew(joint: OrderedJoint, {rows, columns}: Block): boolean {
  const {height, width} = joint;
  const both = countBlock(joint, {rows, columns});
  const onlyFirst = lessBlock(countBlock(joint, {rows, columns: [0, width]}), both);
  const onlySecond = lessBlock(countBlock(joint, {rows: [0, height], columns}), both);
  if (onlyFirst.n > 0 && onlySecond.n > 0) return false;
  const left = onlyFirst.n > 0 ? onlyFirst : onlySecond;
  if (left.n === 0) return false;
  if (joint.cells === null) return !isGroup(left);
  const isIn = (place: number, [from, to]: readonly [number, number]): boolean => place >= from && place < to;
  const inLeft = joint.cells.filter((_, at) => {
    const [inRows, inColumns] = [isIn(Math.floor(at / width), rows), isIn(at % width, columns)];
    return left === onlyFirst ? inRows && !inColumns : inColumns && !inRows;
  });
  return !isGroup(addCells(inLeft));
}

function countBlock({before, churnedBefore, width}: OrderedJoint, {rows: [top, bottom], columns: [from, to]}: Block): Cell {
  const sum = (of: Float64Array): number => {
    const at = (row: number, column: number): number => of[row * (width + 1) + column];
    return at(bottom, to) - at(top, to) - at(bottom, from) + at(top, from);
  };
  return {n: sum(before), churned: sum(churnedBefore)};
}

function lessBlock(a: Cell, b: Cell): Cell {
  return {n: a.n - b.n, churned: a.churned - b.churned};
}
