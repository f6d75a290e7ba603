import type {LabelledUsers} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import type {Joint} from "./joint.js";
import {range} from "d3-array";
import {rowsWhere} from "../dataset/table.js";
import {addCells} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {cellAt, countJoint, movePlaces, spreadPlaces, tieParts} from "./joint.js";

/** Users by what no cut between them tells apart, such as a fine bin of an input and a slice of the scores. */
export interface Kinds {
  /** by user; -1: in no part of any cut */
  codes: Int32Array;
  n: number;
}

/** Parts of the users, of which each is told. */
export interface ToldParts {
  kinds: Kinds;
  /** by kind the part; -1: in none that is told */
  partOf: ArrayLike<number>;
  n: number;
  /** whether everybody is in one */
  isWhole: boolean;
}

/** Parts of two cuts that together tell of too few. */
interface FewLeft {
  first: number[];
  second: number[];
}

/** Whether few are left is counted of so many users first, where rows repeat customers: where these tie all parts to one another, more do too. */
const SAMPLE = 4096;
/** Of more sums than these that may be, only single ones and pairs are tried. */
const MOST_TRIED = 8;

/**
 * Looks for parts of a cut of which the sum, less the sum of parts of another cut, leaves too few: of a region above a line all but a town of
 * twelve are in towns that are told above it.
 *
 * @returns for cuts to look at beside `second`; users are counted once for all of the same kinds. null: no sums of whole parts leave too few
 */
export function seekFewLeft(second: ToldParts, users: LabelledUsers): (first: ToldParts) => FewLeft | null {
  const {groups} = users;
  if (groups !== null) return (first) => seekFewCustomers([first, second], {y: users.y, groups});
  const counted = new Map<Kinds, Counts>();
  return (first) => {
    const counts = counted.get(first.kinds) ?? countKinds([first.kinds, second.kinds], users.y);
    counted.set(first.kinds, counts);
    return findFewIn(joinKinds([first, second], counts));
  };
}

/** Users by a kind of the one and a kind of the other, row by row; those of none come last. */
interface Counts {
  /** where there are any */
  taken: Int32Array;
  n: Int32Array;
  churned: Int32Array;
}

function countKinds([first, second]: readonly Kinds[], y: Uint8Array): Counts {
  const [codes, others, width] = [first.codes, second.codes, second.n + 1];
  const [n, churned] = [new Int32Array((first.n + 1) * width), new Int32Array((first.n + 1) * width)];
  for (let i = 0; i < y.length; ++i) {
    const [row, column] = [codes[i], others[i]];
    const at = (row < 0 ? first.n : row) * width + (column < 0 ? second.n : column);
    n[at] += 1;
    churned[at] += y[i];
  }
  return {n, churned, taken: rowsWhere(n.length, (at) => n[at] > 0)};
}

function joinKinds([first, second]: readonly ToldParts[], {n, churned, taken}: Counts): Joint {
  const width = second.n + 1;
  const [rowOf, columnOf] = [placesOf(first), placesOf(second)];
  const placeOf = (at: number): number => rowOf[Math.floor(at / columnOf.length)] * width + columnOf[at % columnOf.length];
  return movePlaces({n, churned, cells: null}, {height: first.n + 1, width, placeOf, taken});
}

/** By kind the part, the last one for those in none; last the kind of those of no kind. */
function placesOf({partOf, n, kinds}: ToldParts): Int32Array {
  return Int32Array.from({length: kinds.n + 1}, (_, kind) => (kind < kinds.n && partOf[kind] >= 0 ? partOf[kind] : n));
}

/** The same of customers, who may be of several kinds. */
function seekFewCustomers(
  [first, second]: readonly ToldParts[],
  {y, groups}: LabelledUsers & {groups: NonNullable<Groups>}
): FewLeft | null {
  const partsOf = (own: ToldParts, users: ArrayLike<number>): {codes: Int32Array; n: number} => {
    const places = placesOf(own);
    return {codes: Int32Array.from(users, (user) => places[own.kinds.codes[user] < 0 ? own.kinds.n : own.kinds.codes[user]]), n: own.n + 1};
  };
  const count = (users: ArrayLike<number>): Joint =>
    countJoint(partsOf(first, users), partsOf(second, users), {
      y: Uint8Array.from(users, (user) => y[user]),
      groups: Int32Array.from(users, (user) => groups[user])
    });
  if (y.length > SAMPLE) {
    const {loose} = tieLoose(count(spreadPlaces(y.length, SAMPLE)));
    if (loose.length === 0 || (loose.length === 1 && first.isWhole && second.isWhole)) return null;
  }
  return findFewIn(count(range(y.length)));
}

/**
 * The same of users who are counted already, in the last row and the last column those in none that is told. Parts that share a group stand
 * on one side of a difference, or that group would be left; and whoever is in a part that is added and in none that is taken away is left.
 */
export function findFewIn(joint: Joint): FewLeft | null {
  const {height, width} = joint;
  const {rootOf, loose, none} = tieLoose(joint);
  if (loose.length === 0) return null;
  const between: Between[] = [];
  for (let at = 0; at < joint.n.length; ++at) {
    const [from, to] = [rootOf[Math.floor(at / width)], rootOf[height + (at % width)]];
    if (joint.n[at] > 0 && from !== to) between.push({at, from, to});
  }
  const turned = between.map(({at, from, to}) => ({at, from: to, to: from}));
  for (const edges of [between, turned]) {
    for (const inside of listClosed(loose, edges, none)) {
      const left = edges.filter(({from, to}) => inside.has(from) && !inside.has(to));
      if (left.length === 0 || isGroup(addCells(left.map(({at}) => cellAt(joint, at))))) continue;
      const partsOf = (start: number, n: number): number[] => range(n).filter((part) => inside.has(rootOf[start + part]));
      return {first: partsOf(0, height - 1), second: partsOf(height, width - 1)};
    }
  }
  return null;
}

/** Users of a part that is tied to `from` and of one of the other cut that is tied to `to`. */
interface Between {
  at: number;
  from: number;
  to: number;
}

/** By part of the first, then of the second, what it is tied to; and all that is not tied to `none`, those who are in no part. */
interface Tied {
  rootOf: number[];
  loose: number[];
  none: number;
}

function tieLoose(joint: Joint): Tied {
  const {height, width} = joint;
  const rootOf = tieParts(joint, [height - 1, width - 1]); // whoever is in no part of either adds to nothing
  const none = rootOf[height - 1];
  return {rootOf, loose: [...new Set(rootOf)].filter((root) => root !== none), none};
}

/** Sets of tied parts into which nobody comes from outside: whoever is taken away is added too. */
function listClosed(loose: readonly number[], edges: readonly Between[], none: number): Set<number>[] {
  const reach = (start: number, step: (edge: Between) => readonly [number, number]): Set<number> => {
    const found = new Set([start]);
    for (let size = 0; size < found.size;) {
      size = found.size;
      for (const edge of edges) {
        const [a, b] = step(edge);
        if (found.has(a)) found.add(b);
      }
    }
    return found;
  };
  const open = reach(none, ({from, to}) => [from, to]);
  const seen = new Map<string, Set<number>>();
  for (const root of loose) {
    if (open.has(root)) continue;
    const closed = reach(root, ({from, to}) => [to, from]);
    seen.set([...closed].sort((a, b) => a - b).join(" "), closed);
  }
  const single = [...seen.values()];
  const join = (sets: readonly Set<number>[]): Set<number> => new Set(sets.flatMap((own) => [...own]));
  if (single.length <= MOST_TRIED)
    return range(1, 1 << single.length).map((mask) => join(single.filter((_, k) => ((mask >> k) & 1) === 1)));
  return single.flatMap((one, k) => [one, ...single.slice(k + 1).map((other) => join([one, other]))]);
}
