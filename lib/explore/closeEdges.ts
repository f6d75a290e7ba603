import type {Column} from "../dataset/table.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import type {LabelledUsers} from "./bandRows.js";
import {addCells, countBins} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {codeRows} from "../statistics/bins.js";
import {correlationMatrix, rankValues} from "../statistics/correlation.js";

/** Numbers whose ranks go together as much as this, or as much against each other, are held against each other. */
const CLOSE = 0.8;
/** Rows by which it is found out which inputs go together. */
export const SAMPLE = 2000;

/** A number's cells. */
export interface NumberCut {
  values: Float64Array;
  /** where its cells begin, rising */
  edges: number[];
}

/** Pairs of places of number columns that order users nearly alike, by the later one and then by the earlier. */
export function findClosePairs(columns: readonly Column[]): [number, number][] {
  const numbers = columns.flatMap((column, k) => (column.kind === "number" ? [{k, ranks: sampleRanks(column.values)}] : []));
  const correlation = correlationMatrix(numbers.map((d) => d.ranks));
  return numbers.flatMap(({k}, j) =>
    numbers.slice(0, j).flatMap((other, i): [number, number][] => (Math.abs(correlation[j][i] ?? 0) >= CLOSE ? [[other.k, k]] : []))
  );
}

/** So many places of a list, or all where it has fewer, evenly spread. */
export function spreadPlaces(length: number, most: number): number[] {
  const n = Math.min(length, most);
  return Array.from({length: n}, (_, i) => Math.floor((i * length) / n));
}

/** Ranks of some rows; a missing value has the middle one. */
function sampleRanks(values: Float32Array): Float64Array {
  const some = Float64Array.from(spreadPlaces(values.length, SAMPLE), (row) => values[row]);
  const present = some.filter((value) => !Number.isNaN(value)).sort();
  const middle = present.length > 0 ? present[present.length >> 1] : 0;
  return rankValues(some.map((value) => (Number.isNaN(value) ? middle : value))).ranks;
}

/**
 * Edges of the second number for which a side of the one lies within a side of the other, and leaves few. Where two numbers order users nearly
 * alike, as minutes and what is charged for them do, all who lie below an edge of the one may lie below an edge of the other, and the few
 * between follow by subtraction, with how many of them churned.
 */
export function edgesTooClose(first: NumberCut, second: NumberCut, {y, groups}: LabelledUsers): Set<number> {
  const [nFirst, nSecond] = [first.edges.length, second.edges.length];
  const close = new Set<number>();
  if (nFirst < 2 || nSecond < 2) return close;
  const joint = countJoint(first, second, {y, groups});
  for (let j = 1; j < nSecond; ++j) {
    for (let i = 1; i < nFirst && !close.has(second.edges[j]); ++i) {
      if (SIDES.some((sides) => leavesFew(joint, sides.of({i, j, nFirst, nSecond})))) close.add(second.edges[j]);
    }
  }
  return close;
}

/** Cells of two numbers: rows of the first, each with a cell of the second beside it; whoever lacks a value is in the last. */
interface Joint {
  cells: Cell[];
  width: number;
  height: number;
  /** users in the cells before a row and a column */
  before: Float64Array;
  churnedBefore: Float64Array;
  groups: Groups;
}

function countJoint(first: NumberCut, second: NumberCut, {y, groups}: LabelledUsers): Joint {
  const [height, width] = [first.edges.length + 1, second.edges.length + 1];
  const [rows, columns] = [codeRows(first.values, first.edges), codeRows(second.values, second.edges)];
  const placed = rows.map((row, i) => (row < 0 ? height - 1 : row) * width + (columns[i] < 0 ? width - 1 : columns[i]));
  const cells = countBins(placed, y, height * width, groups);
  const [before, churnedBefore] = [
    sumBefore(cells, {height, width, of: (d) => d.n}),
    sumBefore(cells, {height, width, of: (d) => d.churned})
  ];
  return {cells, width, height, before, churnedBefore, groups};
}

function sumBefore(cells: readonly Cell[], {height, width, of}: {height: number; width: number; of: (cell: Cell) => number}): Float64Array {
  const sums = new Float64Array((height + 1) * (width + 1));
  for (let r = 0; r < height; ++r) {
    for (let c = 0; c < width; ++c) {
      const at = (r + 1) * (width + 1) + c + 1;
      sums[at] = of(cells[r * width + c]) + sums[at - 1] + sums[at - width - 1] - sums[at - width - 2];
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
function leavesFew(joint: Joint, {rows, columns}: Block): boolean {
  const {height, width} = joint;
  const both = countBlock(joint, {rows, columns});
  const onlyFirst = lessBlock(countBlock(joint, {rows, columns: [0, width]}), both);
  const onlySecond = lessBlock(countBlock(joint, {rows: [0, height], columns}), both);
  if (onlyFirst.n > 0 && onlySecond.n > 0) return false;
  const left = onlyFirst.n > 0 ? onlyFirst : onlySecond;
  if (left.n === 0) return false;
  if (joint.groups === null) return !isGroup(left);
  const isIn = (place: number, [from, to]: readonly [number, number]): boolean => place >= from && place < to;
  const inLeft = joint.cells.filter((_, at) => {
    const [inRows, inColumns] = [isIn(Math.floor(at / width), rows), isIn(at % width, columns)];
    return left === onlyFirst ? inRows && !inColumns : inColumns && !inRows;
  });
  return !isGroup(addCells(inLeft));
}

function countBlock({before, churnedBefore, width}: Joint, {rows: [top, bottom], columns: [from, to]}: Block): Cell {
  const sum = (of: Float64Array): number => {
    const at = (row: number, column: number): number => of[row * (width + 1) + column];
    return at(bottom, to) - at(top, to) - at(bottom, from) + at(top, from);
  };
  return {n: sum(before), churned: sum(churnedBefore)};
}

function lessBlock(a: Cell, b: Cell): Cell {
  return {n: a.n - b.n, churned: a.churned - b.churned};
}
