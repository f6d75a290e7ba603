import type {ScoredUsers} from "./judgeCohort.js";
import {countInto, openCell} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {spreadPlaces} from "../explore/closeEdges.js";

/** Users of some places of a cut, such as a band of an input or all bands up to one. */
export interface Part {
  /** by user a place; -1: in none */
  codes: Int32Array | Uint8Array;
  from: number;
  /** the place after the last */
  to: number;
}

/** Users of whom a page tells how many churned: those who are in every part, such as in a band and above a line. */
export interface ToldSet {
  parts: readonly Part[];
  /** inputs that it is cut by, if by nothing else */
  inputs?: readonly string[];
}

/** Users by whom it is found out which sets may lie within others. */
const SAMPLE = 2048;

type Users = Pick<ScoredUsers, "y" | "groups">;
type Sketched = ToldSet & {bits: Uint32Array};

/**
 * Pages that may be told beside each other and beside what is told anyway: where a set of one lies within a set of another, or holds it, as users
 * of one seat do those of a free plan, the rest follows by subtraction, and must not be of too few. Of two such pages the later one is not told.
 *
 * @param pages by page its sets; that none follows from another of the page, nor from all users of its own inputs, is seen to already
 * @param told sets that are told whatever is left out
 * @returns by page whether it may be told
 */
export function keepApart(pages: readonly (readonly ToldSet[])[], told: readonly ToldSet[], users: Users): boolean[] {
  const rows = spreadPlaces(users.y.length, SAMPLE);
  const sketch = (set: ToldSet): Sketched => ({...set, bits: sketchBits(set, rows)});
  const before = told.map(sketch);
  return pages.map((page) => {
    const own = page.map(sketch);
    const mayStand = own.every((set) => before.every((other) => !tellsOfFew(set, other, users)));
    if (mayStand) for (const set of own) before.push(set);
    return mayStand;
  });
}

/** Some of the users, a bit each: a set that lies within another does so among these too. */
function sketchBits(set: ToldSet, rows: readonly number[]): Uint32Array {
  const bits = new Uint32Array(Math.ceil(rows.length / 32));
  for (const [at, row] of rows.entries()) if (isOf(set, row)) bits[at >> 5] |= 1 << (at & 31);
  return bits;
}

function isOf({parts}: ToldSet, user: number): boolean {
  for (let k = 0; k < parts.length; ++k) {
    const {codes, from, to} = parts[k];
    if (codes[user] < from || codes[user] >= to) return false;
  }
  return true;
}

function tellsOfFew(a: Sketched, b: Sketched, users: Users): boolean {
  if (mayHold(b, a) && !isCutOf(a, b) && leavesFew(a, b, users)) return true;
  return mayHold(a, b) && leavesFew(b, a, users);
}

/** Whether the one is a cell of a band, or a level, that the other is. */
function isCutOf(cell: ToldSet, {inputs: whole}: ToldSet): boolean {
  return whole?.every((input) => cell.inputs?.includes(input)) ?? false;
}

function mayHold({bits}: Sketched, inner: Sketched): boolean {
  for (let k = 0; k < bits.length; ++k) if ((inner.bits[k] & ~bits[k]) !== 0) return false;
  return true;
}

/** Whether one set lies within another of few more: known as soon as somebody of the one is not of the other, or enough are of the other alone. */
function leavesFew(inner: ToldSet, outer: ToldSet, {y, groups}: Users): boolean {
  const left = openCell();
  for (let user = 0; user < y.length; ++user) {
    if (isOf(inner, user)) {
      if (!isOf(outer, user)) return false;
      continue;
    }
    if (!isOf(outer, user)) continue;
    countInto(left, y[user], groups === null ? user : groups[user]);
    if (isGroup(left)) return false;
  }
  return left.n > 0;
}
