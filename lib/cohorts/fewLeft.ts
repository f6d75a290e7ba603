import type {Cell} from "../groups.js";
import type {ScoredUsers} from "./judgeCohort.js";
import {range} from "d3-array";
import {addCells, countBins} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {spreadPlaces} from "../explore/closeEdges.js";

/** Parts of the users, of which each is told. */
export interface ToldParts {
  /** by user the part; -1: in none that is told */
  partOf: (user: number) => number;
  n: number;
  /** whether everybody is in one */
  isWhole: boolean;
}

/** Parts of two cuts that together tell of too few. */
interface FewLeft {
  first: number[];
  second: number[];
}

/** Users by a part of one cut and a part of another, row by row; the last row and the last column are of those in none that is told. */
export interface Joint {
  n: ArrayLike<number>;
  churned: ArrayLike<number>;
  /** whose they are, where rows repeat customers */
  cells: readonly Cell[] | null;
  height: number;
  width: number;
}

type Users = Pick<ScoredUsers, "y" | "groups">;

/** Whether few are left is counted of so many users first: where these tie all parts to one another, more users do too. */
const SAMPLE = 4096;
/** Of more sums than these that may be, only single ones and pairs are tried. */
const MOST_TRIED = 8;

/**
 * Looks for parts of a cut of which the sum, less the sum of parts of another cut, leaves too few: of a region above a line all but a town of
 * twelve are in towns that are told above it.
 *
 * @returns null: no sums of whole parts leave too few
 */
export function findFewLeft(first: ToldParts, second: ToldParts, {y, groups}: Users): FewLeft | null {
  const [height, width] = [first.n + 1, second.n + 1];
  const count = (users: readonly number[] | null): Joint => {
    const nUsers = users?.length ?? y.length;
    const [codes, labels, own] = [new Int32Array(nUsers), new Uint8Array(nUsers), groups && new Int32Array(nUsers)];
    const [n, churned] = [new Int32Array(height * width), new Int32Array(height * width)];
    for (let i = 0; i < nUsers; ++i) {
      const user = users ? users[i] : i;
      const [row, column] = [first.partOf(user), second.partOf(user)];
      codes[i] = (row < 0 ? first.n : row) * width + (column < 0 ? second.n : column);
      labels[i] = y[user];
      n[codes[i]] += 1;
      churned[codes[i]] += labels[i];
      if (own && groups) own[i] = groups[user];
    }
    return {n, churned, cells: own && countBins(codes, labels, height * width, own), height, width};
  };
  if (y.length > SAMPLE) {
    const {loose} = tieParts(count(spreadPlaces(y.length, SAMPLE)));
    if (loose.length === 0 || (loose.length === 1 && first.isWhole && second.isWhole)) return null;
  }
  return findFewIn(count(null));
}

/**
 * The same of users who are counted already. Parts that share a group stand on one side of a difference, or that group would be left; and whoever is
 * in a part that is added and in none that is taken away is left.
 */
export function findFewIn(joint: Joint): FewLeft | null {
  const {height, width} = joint;
  const {rootOf, loose, none} = tieParts(joint);
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

function cellAt({n, churned, cells}: Joint, at: number): Cell {
  return cells ? cells[at] : {n: n[at], churned: churned[at]};
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

function tieParts(joint: Joint): Tied {
  const {n, height, width} = joint;
  const tied = range(height + width);
  const find = (place: number): number => {
    let root = place;
    while (tied[root] !== root) root = tied[root];
    return root;
  };
  tied[height - 1] = height + width - 1; // whoever is in no part of either adds to nothing
  for (let at = 0; at < n.length - 1; ++at) {
    if (n[at] > 0 && isGroup(cellAt(joint, at))) tied[find(Math.floor(at / width))] = find(height + (at % width));
  }
  const rootOf = tied.map((_, place) => find(place));
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
