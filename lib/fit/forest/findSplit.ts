import type {Sample} from "./sample.js";

/** The best way to part a node's rows. */
export interface Split extends Parted {
  /** among the tree's columns */
  feature: number;
  /** in double precision: rows with x < value go left */
  value: number;
  gain: number;
}

/** A node: where its rows stand in the sorted orders, and how many of them churned. */
export interface Stretch {
  start: number;
  end: number;
  churned: number;
}

/** The best candidate so far. */
interface Search extends Parted {
  node: Stretch;
  /** its gain times n² / 2, and how far below that ml-cart's rounding may still find something better */
  best: number;
  doubt: number;
  feature: number;
  /** the first place on the right, and whether the labels on both sides of the boundary differ */
  k: number;
  isEdge: boolean;
}

/**
 * Looks through every column for the candidate of largest gain. With a of n rows churned, b of them among the m that go
 * left, the Gini gain is 2 (b n - a m)² / (n² m (n - m)); n² / 2 is left out until the end, and the division too until a
 * boundary between two values promises more than the best so far. Only then is it asked whether it is a candidate of
 * ml-cart's at all: whether the labels next to it differ, or those of the values that follow it.
 */
export function findSplit(sample: Sample, node: Stretch): Split | null {
  const n = node.end - node.start;
  const search: Search = {
    node,
    n,
    a: node.churned,
    m: 0,
    b: 0,
    best: -Infinity,
    doubt: (roundingOf(n) * n * n) / 2,
    feature: -1,
    k: 0,
    isEdge: false
  };
  for (let feature = 0; feature < sample.orders.length; ++feature) {
    consider(search, sample, {feature, k: node.start, b: 0});
    scanColumn(search, sample, feature);
  }
  const {feature, k, isEdge, a, m, b, best} = search;
  if (feature < 0) return null;
  const order = sample.orders[feature];
  const right = sample.valueAt(feature, order[k] >> 1);
  const value = isEdge ? (sample.valueAt(feature, order[k - 1] >> 1) + right) / 2 : right;
  return {feature, value, gain: (2 * best) / (n * n), n, a, m, b};
}

function scanColumn(search: Search, sample: Sample, feature: number): void {
  const {n, a, node} = search;
  const {start, end} = node;
  const order = sample.orders[feature];
  const ranks = sample.ranks[feature];
  let b = order[start] & 1; // churned before k
  let rank = ranks[start];
  let limit = search.best - search.doubt;
  for (let k = start + 1; k < end; ++k) {
    const entry = order[k];
    const next = ranks[k];
    if (next !== rank) {
      rank = next;
      const m = k - start;
      const difference = b * n - a * m;
      if (difference * difference > limit * (m * (n - m))) {
        consider(search, sample, {feature, k, b});
        limit = search.best - search.doubt;
      }
    }
    b += entry & 1;
  }
}

/** Takes a boundary over if it is a candidate and better; where it is close, better by ml-cart's own rounding. */
function consider(search: Search, sample: Sample, {feature, k, b}: {feature: number; k: number; b: number}): void {
  const {orders, ranks} = sample;
  const {n, a, best, doubt, node} = search;
  const m = k - node.start;
  const difference = b * n - a * m;
  const gain = m === 0 ? 0 : (difference * difference) / (m * (n - m));
  if (!(gain > best - doubt)) return;
  const order = orders[feature];
  const isEdge = m > 0 && ((order[k] ^ order[k - 1]) & 1) === 1;
  if (!isEdge && !isMixed(order, ranks[feature], {k, end: node.end})) return;
  if (!(gain > best + doubt) && !isBetter({n, a, m, b}, search)) return;
  Object.assign(search, {best: gain, feature, k, isEdge, m, b});
}

/** Whether the rows of equal value from k on have both labels. */
function isMixed(order: Int32Array, ranks: Uint16Array | Int32Array, {k, end}: {k: number; end: number}): boolean {
  for (let i = k + 1; i < end && ranks[i] === ranks[k]; ++i) if (((order[i] ^ order[k]) & 1) === 1) return true;
  return false;
}

/** A node's rows parted in two: of n rows a churned; m rows go left, and b of them churned. */
export interface Parted {
  n: number;
  a: number;
  m: number;
  b: number;
}

/** How far ml-cart's Gini gain of n rows can lie from the exact one: it adds 1/n up to n times, and so rounds as often. */
export function roundingOf(n: number): number {
  return n * 1e-15;
}

/** Whether ml-cart would rank the first strictly above the second. */
function isBetter(first: Parted, second: Parted): boolean {
  if (first.m === second.m && first.b === second.b) return false;
  return cartGain(first) > cartGain(second);
}

/** The Gini gain with every rounding that ml-cart makes (`giniGain` of its utils.js). */
export function cartGain({n, a, m, b}: Parted): number {
  let splits = 0;
  splits += (cartImpurity(n - m, a - b) * (n - m)) / n;
  splits += (cartImpurity(m, b) * m) / n;
  return cartImpurity(n, a) - splits;
}

function cartImpurity(n: number, churned: number): number {
  if (n === 0) return 0;
  const stayedShare = addUp(n - churned, n);
  const churnedShare = addUp(churned, n);
  return 1 - (stayedShare * stayedShare + churnedShare * churnedShare);
}

/** count / n, as a sum of 1/n. */
function addUp(count: number, n: number): number {
  let share = 0;
  for (let i = 0; i < count; ++i) share += 1 / n;
  return share;
}
