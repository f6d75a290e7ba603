import type {LabelledUsers} from "../groups.js";
import {countInto, openCell} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {spreadPlaces} from "./joint.js";

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
/** and, where both are places of cuts, how many are in both is counted of so many users first. */
const SAMPLE = 4096;

type Sketched = ToldSet & {members: readonly number[]};

/**
 * Pages that may be told beside each other and beside what is told anyway: where a set of one lies within a set of another, or holds it, as users
 * of one seat do those of a free plan, the rest follows by subtraction, and must not be of too few. Of two such pages the later one is not told.
 *
 * @param pages by page its sets; that none follows from another of the page, nor from all users of its own inputs, is seen to already
 * @param told sets that are told whatever is left out
 * @returns by page whether it may be told
 */
export function keepApart(pages: readonly (readonly ToldSet[])[], told: readonly ToldSet[], users: LabelledUsers): boolean[] {
  const before = openSets(users);
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
  sets: {from: number; to: number; set: Sketched}[];
  /** of the sample */
  before: Before;
}

/**
 * Of each cut it is counted once where a set's users are, which tells of all sets of the cut together: these are by far the most. Of many
 * users a sample is counted, and whoever stands out of it is found by a set's own {@link MEMBERS}.
 */
function openSets({y, groups}: LabelledUsers): Sets {
  const nUsers = y.length;
  const sample = Int32Array.from(spreadPlaces(nUsers, SAMPLE));
  const sketch = (set: ToldSet): Sketched => ({...set, members: findMembers(set, nUsers)});
  const cuts = new Map<Part["codes"], Cut>();
  const others: Sketched[] = []; // of several cuts
  return {
    add(set) {
      if (set.parts.length > 1) {
        others.push(sketch(set));
        return;
      }
      const {codes, from, to} = set.parts[0];
      const cut = cuts.get(codes) ?? {sets: [], before: {n: new Int32Array(0), churned: new Int32Array(0)}};
      cut.sets.push({from, to, set: sketch(set)});
      if (to >= cut.before.n.length) cut.before = countBefore({codes, to}, sample, y);
      cuts.set(codes, cut);
    },
    near(given) {
      const set = sketch(given);
      const own = sample.filter((user) => isOf(set, user));
      const found: ToldSet[] = others.filter((other) => areIn(other.members, set) || areIn(set.members, other));
      for (const [codes, {sets, before}] of cuts) {
        const inside = countBefore({codes, to: before.n.length - 1}, own, y);
        for (let k = 0; k < sets.length; ++k) {
          const {from, to, set: other} = sets[k];
          const [n, shared] = [before.n[to] - before.n[from], inside.n[to] - inside.n[from]];
          const mayBeIn = shared === own.length && areIn(set.members, other);
          const mayHold = shared === n && areIn(other.members, set);
          const outside = {n: n - shared, churned: before.churned[to] - before.churned[from] - inside.churned[to] + inside.churned[from]};
          const isFar = groups === null && isGroup(outside); // more users are no fewer
          if (mayHold || (mayBeIn && !isFar)) found.push(other);
        }
      }
      return found;
    }
  };
}

function areIn(members: readonly number[], set: ToldSet): boolean {
  for (let k = 0; k < members.length; ++k) if (!isOf(set, members[k])) return false;
  return true;
}

/** Users before each place of a cut, and all. */
interface Before {
  n: Int32Array;
  churned: Int32Array;
}

function countBefore({codes, to}: Pick<Part, "codes" | "to">, users: Int32Array, y: LabelledUsers["y"]): Before {
  const [n, churned] = [new Int32Array(to + 1), new Int32Array(to + 1)];
  for (let i = 0; i < users.length; ++i) {
    const code = codes[users[i]];
    if (code < 0 || code >= to) continue;
    ++n[code + 1];
    churned[code + 1] += y[users[i]];
  }
  for (let k = 0; k < to; ++k) {
    n[k + 1] += n[k];
    churned[k + 1] += churned[k];
  }
  return {n, churned};
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

function tellsOfFew(a: ToldSet, b: ToldSet, users: LabelledUsers): boolean {
  return (!isCutOf(a, b) && leavesFew(a, b, users)) || leavesFew(b, a, users);
}

/** Whether the one is a cell of a band, or a level, that the other is. */
function isCutOf(cell: ToldSet, {inputs: whole}: ToldSet): boolean {
  return whole?.every((input) => cell.inputs?.includes(input)) ?? false;
}

/** Whether one set lies within another of few more: known as soon as somebody of the one is not of the other, or enough are of the other alone. */
function leavesFew(inner: ToldSet, outer: ToldSet, {y, groups}: LabelledUsers): boolean {
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
