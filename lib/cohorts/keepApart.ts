import type {ScoredUsers} from "./judgeCohort.js";
import {rowsWhere} from "../dataset/table.js";
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

/** So many of a set are looked for in another before it may lie within it, */
const MEMBERS = 8;
/** and then those of it who are among so many users. */
const SAMPLE = 2048;

type Users = Pick<ScoredUsers, "y" | "groups">;
type Sketched = ToldSet & {bits: Uint32Array; members: readonly number[]};

/**
 * Pages that may be told beside each other and beside what is told anyway: where a set of one lies within a set of another, or holds it, as users
 * of one seat do those of a free plan, the rest follows by subtraction, and must not be of too few. Of two such pages the later one is not told.
 *
 * @param pages by page its sets; that none follows from another of the page, nor from all users of its own inputs, is seen to already
 * @param told sets that are told whatever is left out
 * @returns by page whether it may be told
 */
export function keepApart(pages: readonly (readonly ToldSet[])[], told: readonly ToldSet[], users: Users): boolean[] {
  const before = openSets(users.y.length);
  for (const set of told) before.add(set);
  return pages.map((page) => {
    const mayStand = page.every((set) => before.near(set).every((other) => !tellsOfFew(set, other, users)));
    if (mayStand) for (const set of page) before.add(set);
    return mayStand;
  });
}

/** Sets among which those are found that may hold another, or lie within it. */
interface Sets {
  add(set: ToldSet): void;
  near(set: ToldSet): ToldSet[];
}

/** Sets that are places of one cut. */
interface Cut {
  sets: {from: number; to: number; set: ToldSet}[];
  /** users before each place, and all */
  before: Int32Array;
}

/** Of each cut it is counted once where a set's users are, which tells of all sets of the cut together: these are by far the most. */
function openSets(nUsers: number): Sets {
  const rows = spreadPlaces(nUsers, SAMPLE);
  const cuts = new Map<Part["codes"], Cut>();
  const others: Sketched[] = []; // of several cuts
  return {
    add(set) {
      if (set.parts.length > 1) {
        others.push(sketch(set, rows, nUsers));
        return;
      }
      const {codes, from, to} = set.parts[0];
      const cut = cuts.get(codes) ?? {sets: [], before: new Int32Array(0)};
      cut.sets.push({from, to, set});
      if (to >= cut.before.length) cut.before = countBefore(codes, null, to);
      cuts.set(codes, cut);
    },
    near(set) {
      const own = rowsWhere(nUsers, (user) => isOf(set, user));
      const isIn = new Uint8Array(nUsers);
      for (let i = 0; i < own.length; ++i) isIn[own[i]] = 1;
      const sketched = sketch(set, rows, nUsers);
      const found: ToldSet[] = others.filter((other) => areIn(other.members, isIn) || mayHold(other, sketched));
      for (const [codes, {sets, before}] of cuts) {
        const inside = countBefore(codes, own, before.length - 1);
        for (let k = 0; k < sets.length; ++k) {
          const {from, to} = sets[k];
          const shared = inside[to] - inside[from];
          if (shared === own.length || shared === before[to] - before[from]) found.push(sets[k].set);
        }
      }
      return found;
    }
  };
}

function areIn(members: readonly number[], isIn: Uint8Array): boolean {
  for (let k = 0; k < members.length; ++k) if (isIn[members[k]] === 0) return false;
  return true;
}

/** Users before each of the first `n` places of a cut, and all. @param some of the users; null: everybody */
function countBefore(codes: Part["codes"], some: Int32Array | null, n: number): Int32Array {
  const counts = new Int32Array(n + 1);
  const nUsers = some === null ? codes.length : some.length;
  for (let i = 0; i < nUsers; ++i) {
    const code = codes[some === null ? i : some[i]];
    if (code >= 0 && code < n) ++counts[code + 1];
  }
  for (let k = 0; k < n; ++k) counts[k + 1] += counts[k];
  return counts;
}

function sketch(set: ToldSet, rows: readonly number[], nUsers: number): Sketched {
  return {...set, bits: sketchBits(set, rows), members: findMembers(set, nUsers)};
}

/** Some of the users, a bit each: a set that lies within another does so among these too. */
function sketchBits(set: ToldSet, rows: readonly number[]): Uint32Array {
  const bits = new Uint32Array(Math.ceil(rows.length / 32));
  for (const [at, row] of rows.entries()) if (isOf(set, row)) bits[at >> 5] |= 1 << (at & 31);
  return bits;
}

function findMembers(set: ToldSet, nUsers: number): number[] {
  const members: number[] = [];
  for (let user = 0; user < nUsers && members.length < MEMBERS; ++user) if (isOf(set, user)) members.push(user);
  return members;
}

function isOf({parts}: ToldSet, user: number): boolean {
  for (let k = 0; k < parts.length; ++k) {
    const {codes, from, to} = parts[k];
    if (codes[user] < from || codes[user] >= to) return false;
  }
  return true;
}

function tellsOfFew(a: ToldSet, b: ToldSet, users: Users): boolean {
  return (!isCutOf(a, b) && leavesFew(a, b, users)) || leavesFew(b, a, users);
}

/** Whether the one is a cell of a band, or a level, that the other is. */
function isCutOf(cell: ToldSet, {inputs: whole}: ToldSet): boolean {
  return whole?.every((input) => cell.inputs?.includes(input)) ?? false;
}

function mayHold(outer: Sketched, inner: Sketched): boolean {
  const {bits, members} = inner;
  for (let k = 0; k < members.length; ++k) if (!isOf(outer, members[k])) return false;
  for (let k = 0; k < bits.length; ++k) if ((bits[k] & ~outer.bits[k]) !== 0) return false;
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
