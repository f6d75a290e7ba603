/**
 * What may be told of a table: whatever leaves the house rests on at least {@link MIN_GROUP} users. Every artefact counts,
 * averages and cuts by these functions, so that none has a rule of its own.
 */

import {formatCount} from "./format.js";

/**
 * The fewest users that a number, a cell, a level or a leaf that ships may rest on; what that keeps, and what not, says docs/privacy.md.
 */
export const MIN_GROUP = 20;

/** Digits of a number that a few users have a say in, such as least and most. */
const DIGITS = 3;

/**
 * A number to {@link DIGITS} digits of the spread of those it stands among, so that 2021 is not 2020 where all lie between 2018
 * and 2024.
 *
 * @param spread such as a standard deviation, or the distance between two quantiles; 0 or NaN: digits of the number itself
 * @example roundWithin(2021.3791, 1.7) // 2021.38
 */
export function roundWithin(value: number, spread: number): number {
  if (!(spread > 0) || !Number.isFinite(value)) return roundTo(value);
  const exponent = Math.floor(Math.log10(spread)) - (DIGITS - 1);
  return exponent < 0 ? Number(value.toFixed(Math.min(100, -exponent))) : Math.round(value / 10 ** exponent) * 10 ** exponent;
}

/** So many significant digits; NaN and infinities stay. @example roundTo(2628.84, 3) // 2630 */
export function roundTo(value: number, digits = DIGITS): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}

/** What is said of a count that is not told. */
export const FEW = `fewer than ${MIN_GROUP}` as const;

/** A number of users that may be told: none, or at least {@link MIN_GROUP} of them, or that they are few. */
export type Count = number | typeof FEW;

/** The door through which numbers of users leave. @example toCount(7) // "fewer than 20" */
export function toCount(n: number): Count {
  return n > 0 && n < MIN_GROUP ? FEW : n;
}

/** @example sayCount(1234) // "1,234" */
export function sayCount(count: Count): string {
  return typeof count === "number" ? formatCount(count) : count;
}

/** A number of users in words, as it may be told. @example sayFew(7) // "fewer than 20" */
export function sayFew(n: number): string {
  return sayCount(toCount(n));
}

/** The fewest that it can be, to sort by. */
export function leastOf(count: Count): number {
  return typeof count === "number" ? count : 1;
}

/** What is left of a whole where a part of it may be too small to be told: without it, or a difference would tell it. */
export function restOf(whole: number, part: number): number {
  return toCount(part) === FEW ? whole - part : whole;
}

/**
 * A part of a whole that is told too, as it may be told: where what is left of the whole is too few, it counts as the whole, or the
 * difference would tell it.
 */
export function toPart(part: number, whole: number): Count {
  return part >= MIN_GROUP && toCount(whole - part) === FEW ? whole : toCount(part);
}

/** Some users, and how many of them churned. */
export interface Cell {
  n: number;
  churned: number;
}

/**
 * Whether a cell may be told: it holds enough users of either class, so that it gives nobody's class away.
 *
 * @param whole that is told too: then what is left of it must be nobody, or enough as well
 */
export function isTold({n, churned}: Cell, whole?: Cell): boolean {
  const isEnough = churned >= MIN_GROUP && n - churned >= MIN_GROUP;
  if (!isEnough || whole === undefined || whole.n === n) return isEnough;
  return isTold({n: whole.n - n, churned: whole.churned - churned});
}

/** Cells as one. */
export function addCells(cells: readonly Cell[]): Cell {
  let [n, churned] = [0, 0];
  for (const cell of cells) {
    n += cell.n;
    churned += cell.churned;
  }
  return {n, churned};
}

/**
 * Joins neighbours until each is enough; what is left at the end joins the last.
 *
 * @returns one that may not be enough, if all together are not
 */
export function mergeCells<T>(cells: readonly T[], isEnough: (cell: T) => boolean, join: (a: T, b: T) => T): T[] {
  const merged: T[] = [];
  let open: T | null = null;
  for (const cell of cells) {
    const next: T = open === null ? cell : join(open, cell);
    open = isEnough(next) ? null : next;
    if (open === null) merged.push(next);
  }
  if (open === null) return merged;
  const last = merged.pop();
  return [...merged, last === undefined ? open : join(last, open)];
}

/**
 * Pools levels that are not enough by themselves, and the smallest of the others too while the pool is not enough.
 *
 * @param size of a level; the smallest joins first
 * @returns which levels stand alone, in their order, and which are pooled, by index; an empty pool where all stand alone
 */
export function poolLevelsBelow<T>(
  levels: readonly T[],
  {isEnough, size, join}: {isEnough: (level: T) => boolean; size: (level: T) => number; join: (a: T, b: T) => T}
): {alone: number[]; pooled: number[]} {
  const pooled = [...levels.keys()].filter((i) => !isEnough(levels[i]));
  const rest = [...levels.keys()].filter((i) => isEnough(levels[i])).sort((a, b) => size(levels[a]) - size(levels[b]));
  const isShort = (): boolean => pooled.length > 0 && !isEnough(pooled.map((i) => levels[i]).reduce(join));
  while (isShort() && rest.length > 0) pooled.push(rest.shift() as number);
  return {alone: rest.sort((a, b) => a - b), pooled: pooled.sort((a, b) => a - b)};
}

/** What pooled levels are called. @example nameOther(312) // "other (312 levels)" */
export function nameOther(nLevels: number): string {
  return nLevels === 1 ? "other" : `other (${nLevels} levels)`;
}

/** The ends of a column, each the mean of the {@link MIN_GROUP} outermost. @param sorted without missing values, at least one */
export function outermost(sorted: ArrayLike<number>): {least: number; most: number} {
  const n = Math.min(MIN_GROUP, sorted.length);
  let [low, high] = [0, 0];
  for (let i = 0; i < n; ++i) {
    low += sorted[i];
    high += sorted[sorted.length - 1 - i];
  }
  return {least: low / n, most: high / n};
}

/**
 * Counts of neighbouring cells as they may be told, as many as before: a cell's too few users are counted in the next cell that
 * is enough with them, those left at the end in the last one told. A running sum is off by fewer than {@link MIN_GROUP} users.
 *
 * @returns each 0 or at least {@link MIN_GROUP}; all 0 where all together are too few
 */
export function carryCounts(counts: readonly number[]): number[] {
  let open = 0;
  let last = -1;
  const told = counts.map((count, i) => {
    open += count;
    if (open < MIN_GROUP) return 0;
    const all = open;
    open = 0;
    last = i;
    return all;
  });
  if (last >= 0) told[last] += open;
  return told;
}
