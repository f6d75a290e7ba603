import type {SliceCondition, WeakSlices} from "../book/cohorts.js";
import type {Cell} from "../groups.js";
import type {Random} from "../random.js";
import type {CohortCut} from "./cutCohorts.js";
import type {ScoredUsers, Unjudged} from "./judgeCohort.js";
import {listWords} from "../format.js";
import {countWhere, isTold, MIN_GROUP} from "../groups.js";
import {joinLabels} from "../statistics/bins.js";
import {codeGroups} from "../statistics/intervals.js";
import {shuffleRows} from "../random.js";
import {judgeFamily, measureGap, takeUsers} from "./judgeCohort.js";
import {NO_VALUE} from "./words.js";

/** An input in cohorts. */
export interface SliceColumn extends CohortCut {
  input: string;
  title: string;
  unit: string | null;
}

/** Splits from the root: more, and nobody says who is in a slice. */
const DEPTH = 3;
/** Slices are of at least this share of the users. */
const LEAST_SHARE = 0.02;

/**
 * Looks for the users of whom scores are most wrong: a tree on what happened less what was said, grown on one half of the users and judged
 * on the other. Its leaves are all that is looked at.
 *
 * @param least the smallest gap that matters
 */
export function findWeakSlices(
  users: ScoredUsers,
  columns: readonly SliceColumn[],
  {random, least}: {random: Random; least: number}
): WeakSlices {
  const [grown, judging] = halve(users, random);
  const leastN = Math.max(2 * MIN_GROUP, Math.ceil(LEAST_SHARE * grown.length));
  const leaves = growLeaves({users, columns, leastN}, {grown, judging, kept: []}, DEPTH).filter(({kept}) => kept.length > 0);
  const looked = leaves.flatMap(({judging: rows, kept}) => {
    const own = takeUsers(users, rows);
    if (!isTold(countWhere(() => true, own.y, own.groups))) return [];
    return [{...measureGap(own), conditions: describeSplits(kept, columns)} satisfies Unjudged & {conditions: SliceCondition[]}];
  });
  const slices = judgeFamily(looked, least).sort((a, b) => Math.abs(b.gap.estimate) - Math.abs(a.gap.estimate));
  return {least, slices};
}

/** Two halves by lot; customers go whole to one. */
function halve({y, groups}: ScoredUsers, random: Random): [Int32Array, Int32Array] {
  const {codes, sizes} = codeGroups(y.length, groups);
  const order = shuffleRows(Int32Array.from(sizes.keys()), random);
  const isFirst = new Uint8Array(sizes.length);
  order.subarray(0, order.length >> 1).forEach((code) => (isFirst[code] = 1));
  const rows = Int32Array.from(codes.keys());
  return [rows.filter((i) => isFirst[codes[i]] === 1), rows.filter((i) => isFirst[codes[i]] === 0)];
}

/** Some codes of a column, or all others. */
interface Split {
  column: number;
  codes: ReadonlySet<number>;
  is: boolean;
}

interface Node {
  grown: Int32Array;
  judging: Int32Array;
  kept: readonly Split[];
}

interface Grower {
  users: ScoredUsers;
  columns: readonly SliceColumn[];
  leastN: number;
}

function growLeaves(grower: Grower, node: Node, depth: number): Node[] {
  const best = depth === 0 ? null : bestSplit(grower, node);
  if (best === null) return [node];
  return [true, false].flatMap((is) => growLeaves(grower, childOf(grower, node, {...best, is}), depth - 1));
}

function childOf({columns}: Grower, {grown, judging, kept}: Node, split: Split): Node {
  const {codes} = columns[split.column];
  const isIn = (i: number): boolean => split.codes.has(codes[i]) === split.is;
  return {grown: grown.filter(isIn), judging: judging.filter(isIn), kept: [...kept, split]};
}

/** The split after which gaps of the halves are largest: sums of squares between, as a regression tree has it. */
function bestSplit(grower: Grower, node: Node): Omit<Split, "is"> | null {
  let best: {gain: number; split: Omit<Split, "is">} | null = null;
  for (const column of grower.columns.keys()) {
    for (const {gain, codes} of candidates(grower, node, column)) {
      if (best === null || gain > best.gain) best = {gain, split: {column, codes: new Set(codes)}};
    }
  }
  return best?.split ?? null;
}

interface Tally extends Cell {
  /** of what happened less what was said */
  sum: number;
  judging: number;
}

/** Bands up to each of a number's, every level, and those without a value, each against all other rows. */
function candidates({users, columns, leastN}: Grower, {grown, judging}: Node, column: number): {gain: number; codes: number[]}[] {
  const {codes, labels, nBands} = columns[column];
  const tallies = Array.from({length: labels.length + 1}, (): Tally => ({n: 0, churned: 0, sum: 0, judging: 0}));
  for (const i of grown) {
    const tally = tallies[codes[i] + 1];
    tally.n += 1;
    tally.churned += users.y[i];
    tally.sum += users.y[i] - users.p[i];
  }
  for (const i of judging) tallies[codes[i] + 1].judging += 1;
  const all = addTallies(tallies);
  const sets = labels.map((_, code) => (code < nBands ? Array.from({length: code + 1}, (_band, band) => band) : [code]));
  return sets.flatMap((set) => {
    const inside = addTallies(set.map((code) => tallies[code + 1]));
    const outside = {
      n: all.n - inside.n,
      churned: all.churned - inside.churned,
      sum: all.sum - inside.sum,
      judging: all.judging - inside.judging
    };
    if (![inside, outside].every((d) => d.n >= leastN && d.judging >= leastN && isTold(d))) return [];
    return [{gain: inside.sum ** 2 / inside.n + outside.sum ** 2 / outside.n, codes: set}];
  });
}

function addTallies(tallies: readonly Tally[]): Tally {
  const total = {n: 0, churned: 0, sum: 0, judging: 0};
  for (const {n, churned, sum, judging} of tallies) {
    total.n += n;
    total.churned += churned;
    total.sum += sum;
    total.judging += judging;
  }
  return total;
}

/** One condition by input: of a number from which band to which, of a category one level, or all but some. */
function describeSplits(splits: readonly Split[], columns: readonly SliceColumn[]): SliceCondition[] {
  return [...new Set(splits.map(({column}) => column))].map((k): SliceCondition => {
    const {input, title, unit, labels, codes, nBands} = columns[k];
    const own = splits.filter(({column}) => column === k);
    const isLeft = (code: number): boolean => own.every((split) => split.codes.has(code) === split.is);
    const left = [...labels.keys()].filter(isLeft);
    const about = {input, title, unit};
    if (nBands === 0) {
      if (left.length === 1 && !codes.includes(-1)) return {...about, is: true, label: labels[left[0]]};
      const one = own.find(({is}) => is);
      if (one) return {...about, is: true, label: listWords([...one.codes].map((code) => labels[code]))};
      return {
        ...about,
        is: false,
        label: listWords(
          [...labels.keys()].filter((code) => !isLeft(code)).map((code) => labels[code]),
          "or"
        )
      };
    }
    const bands = left.filter((code) => code < nBands).map((code) => labels[code]);
    const hasMissing = left.some((code) => code >= nBands) || (codes.includes(-1) && isLeft(-1));
    const range = bands.length > 1 ? joinLabels(bands[0], bands[bands.length - 1]) : (bands[0] ?? "");
    return {...about, is: true, label: [range, hasMissing ? NO_VALUE : ""].filter(Boolean).join(" or ")};
  });
}
