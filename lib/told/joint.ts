import type {Cell, LabelledUsers} from "../groups.js";
import {range} from "d3-array";
import {addCells, countBins} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";

/** Users in parts of which each is told. */
interface Parts {
  /** by user, from 0 on */
  codes: ArrayLike<number>;
  n: number;
}

/**
 * Users by a part of one cut and a part of another, row by row. Whatever follows of two cuts by adding and subtracting what is told of their
 * parts is the users of some of its places.
 */
export interface Joint {
  n: ArrayLike<number>;
  churned: ArrayLike<number>;
  /** whose they are, where rows repeat customers */
  cells: readonly Cell[] | null;
  height: number;
  width: number;
}

export function countJoint(rows: Parts, columns: Parts, {y, groups}: LabelledUsers): Joint {
  const [height, width] = [rows.n, columns.n];
  const [n, churned] = [new Int32Array(height * width), new Int32Array(height * width)];
  const placed = new Int32Array(y.length);
  for (let i = 0; i < placed.length; ++i) {
    placed[i] = rows.codes[i] * width + columns.codes[i];
    n[placed[i]] += 1;
    churned[placed[i]] += y[i];
  }
  return {n, churned, cells: groups && countBins(placed, y, height * width, groups), height, width};
}

/** Where the users of a joint's places go in another. */
interface Move {
  height: number;
  width: number;
  /** by place; -1: they are left out */
  placeOf: (at: number) => number;
  /** places with users, if they are known */
  taken?: ArrayLike<number>;
}

/** Places that become one, or stand elsewhere. */
export function movePlaces(joint: Pick<Joint, "n" | "churned" | "cells">, {height, width, placeOf, taken}: Move): Joint {
  const [n, churned] = [new Int32Array(height * width), new Int32Array(height * width)];
  const cells = joint.cells && Array.from(n, (): Cell => ({n: 0, churned: 0}));
  const move = (at: number): void => {
    const place = joint.n[at] > 0 ? placeOf(at) : -1;
    if (place < 0) return;
    n[place] += joint.n[at];
    churned[place] += joint.churned[at];
    if (cells && joint.cells) cells[place] = addCells([cells[place], joint.cells[at]]);
  };
  if (taken) for (let k = 0; k < taken.length; ++k) move(taken[k]);
  else for (let at = 0; at < joint.n.length; ++at) move(at);
  return {n, churned, cells, height, width};
}

export function cellAt({n, churned, cells}: Joint, at: number): Cell {
  return cells ? cells[at] : {n: n[at], churned: churned[at]};
}

/**
 * Parts that stand on one side of any difference of sums: where enough users are in a part of one cut and a part of the other, the one less the
 * other leaves enough.
 *
 * @param joined a row and a column that are tied anyway, by their places
 * @returns by row, then by column, one of those that it is tied to, for all of these the same
 */
export function tieParts(joint: Joint, joined?: readonly [row: number, column: number]): number[] {
  const {n, height, width} = joint;
  const tied = range(height + width);
  const rootOf = (place: number): number => {
    let root = place;
    while (tied[root] !== root) root = tied[root];
    return root;
  };
  if (joined) tied[joined[0]] = height + joined[1];
  for (let at = 0; at < n.length; ++at) {
    if (n[at] > 0 && isGroup(cellAt(joint, at))) tied[rootOf(Math.floor(at / width))] = rootOf(height + (at % width));
  }
  return tied.map((_, place) => rootOf(place));
}

/** So many places of a list, or all where it has fewer, evenly spread: users by whom it is found out at little cost what may follow. */
export function spreadPlaces(length: number, most: number): number[] {
  const n = Math.min(length, most);
  return Array.from({length: n}, (_, i) => Math.floor((i * length) / n));
}
