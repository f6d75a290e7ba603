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
export function roundWithin(value: number, spread: number, digits = DIGITS): number {
  if (!(spread > 0) || !Number.isFinite(value)) return roundTo(value, digits);
  const exponent = Math.floor(Math.log10(spread)) - (digits - 1);
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

/**
 * A part of a whole that is told too, to the nearest {@link MIN_GROUP}: of users who are found by rules of their own, and not by the cells
 * that everything else is counted in. Exact numbers of two rules, or of a rule and a cell that lies within it, would tell by subtraction
 * of the few between.
 *
 * @param part as it may be told beside the whole
 * @returns none, few and all as they are; else a multiple, which leaves enough of the whole
 * @example nearPart(1017, 14999) // 1020
 */
export function nearPart(part: Count, whole: number): Count {
  if (part === FEW || part === 0 || part === whole) return part;
  const nearest = MIN_GROUP * Math.max(1, Math.round(part / MIN_GROUP));
  return whole - nearest < MIN_GROUP ? nearest - MIN_GROUP : nearest;
}

/** What {@link nearPart} tells, in words. @example sayNear(1020, 14999) // "about 1,020" */
export function sayNear(told: Count, whole: number): string {
  return told === FEW || told === 0 || told === whole ? sayCount(told) : `about ${sayCount(told)}`;
}

/** How many rows of a whole something was done to, in words that keep the whole's number out of it. @param told by {@link nearPart} */
export function sayChanged(told: Count, whole: number): string {
  return told === whole ? "all" : sayNear(told, whole);
}

/** By row whose it is, where rows repeat customers: a whole number; null: every row is a user of its own. */
type Customers = ArrayLike<number> | null;

/** Labels, and whose the rows are. */
export interface LabelledUsers {
  /** 1 churned, 0 retained */
  y: Uint8Array;
  /** where rows repeat customers */
  groups: Customers;
}

/** Some users, and how many of them churned; of rows that repeat customers the rows, and whose they are. */
export interface Cell {
  n: number;
  churned: number;
  /** customers with such rows, retained and churned: all, or {@link MIN_GROUP} of them, which is enough to know that they are enough */
  seen?: readonly [retained: ReadonlySet<number>, churned: ReadonlySet<number>];
}

/**
 * Counts rows by code, and customers where rows repeat them.
 *
 * @param codes below nBins; rows below 0 are left out
 * @param yTrue by row 0 (retained) or 1 (churned)
 */
export function countBins(codes: ArrayLike<number>, yTrue: ArrayLike<number>, nBins: number, customers: Customers = null): Cell[] {
  const seen = customers && Array.from({length: nBins}, () => [new Set<number>(), new Set<number>()] as const);
  const cells = Array.from({length: nBins}, (_, code): Cell => ({n: 0, churned: 0, ...(seen ? {seen: seen[code]} : {})}));
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    cells[codes[i]].n += 1;
    cells[codes[i]].churned += yTrue[i];
    const own = seen?.[codes[i]][yTrue[i]];
    if (customers && own && own.size < MIN_GROUP) own.add(customers[i]);
  }
  return cells;
}

/** A cell that rows are counted into one by one. */
export type OpenCell = Cell & {seen: readonly [retained: Set<number>, churned: Set<number>]};

/** A cell of nobody, to count rows into by {@link countInto}. */
export function openCell(): OpenCell {
  return {n: 0, churned: 0, seen: [new Set(), new Set()]};
}

/** Counts a row into a cell. @param user whose it is: its customer, or the row's own number */
export function countInto(cell: OpenCell, label: number, user: number): void {
  cell.n += 1;
  cell.churned += label;
  const own = cell.seen[label];
  if (own.size < MIN_GROUP) own.add(user);
}

/** Users by code: rows, or customers where rows repeat them, of many at least as many as are enough; see {@link countBins}. */
export function countUsers(codes: ArrayLike<number>, nBins: number, customers: Customers = null): number[] {
  return countBins(codes, new Uint8Array(codes.length), nBins, customers).map((cell) => usersOf(cell).n);
}

/** Counts the rows of which something is so as one cell; see {@link countBins}. */
export function countWhere(isSo: (row: number) => boolean, yTrue: ArrayLike<number>, customers: Customers = null): Cell {
  return countBins(codeWhere(isSo, yTrue.length, -1), yTrue, 1, customers)[0];
}

/** By row 0 where something is so, else `other`. In a loop: `from` walks typed arrays ten times as slowly. */
function codeWhere(isSo: (row: number) => boolean, nRows: number, other: number): Int8Array {
  const codes = new Int8Array(nRows);
  for (let i = 0; i < nRows; ++i) if (!isSo(i)) codes[i] = other;
  return codes;
}

/** Users of a cell: its rows, or where rows repeat customers, these; of many, at least as many as are enough. */
export function usersOf({n, churned, seen}: Cell): {n: number; churned: number; retained: number} {
  if (!seen) return {n, churned, retained: n - churned};
  return {n: uniteSets(seen[0], seen[1]).size, churned: seen[1].size, retained: seen[0].size};
}

/** Both sets' members, or so many of them as are enough. */
function uniteSets(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  if (a.size >= MIN_GROUP || b.size === 0) return a;
  if (b.size >= MIN_GROUP || a.size === 0) return b;
  return new Set([...a, ...b]);
}

/** The number of a cell's rows as it may be told: exact where they are of enough users. */
export function toldRows(cell: Cell): Count {
  return cell.n > 0 && usersOf(cell).n < MIN_GROUP ? FEW : cell.n;
}

/**
 * How many rows something is so of, as it may be told beside the number of all rows: where what is left of these is of too few users, it
 * counts as all, or the difference would tell it.
 */
export function tellPart(isSo: (row: number) => boolean, {y, groups}: {y: ArrayLike<number>; groups: Customers}): Count {
  const [part, rest] = countBins(codeWhere(isSo, y.length, 1), y, 2, groups);
  return tellBeside(part, rest);
}

/** The rows of a part as they may be told beside those of the whole; see {@link tellPart}. @param rest what is left of the whole */
export function tellBeside(part: Cell, rest: Cell): Count {
  const told = toldRows(part);
  return told !== FEW && told > 0 && toldRows(rest) === FEW ? part.n + rest.n : told;
}

/**
 * Whether a cell may be told: it holds enough users of either class, so that it gives nobody's class away.
 *
 * @param rest what is left of a whole that is told too: it must be nobody, or enough as well
 */
export function isTold(cell: Cell, rest?: Cell): boolean {
  const {churned, retained} = usersOf(cell);
  const isEnough = churned >= MIN_GROUP && retained >= MIN_GROUP;
  return isEnough && (rest === undefined || rest.n === 0 || isTold(rest));
}

/** Cells as one. */
export function addCells(cells: readonly Cell[]): Cell {
  let [n, churned] = [0, 0];
  let seen: Cell["seen"];
  for (const cell of cells) {
    n += cell.n;
    churned += cell.churned;
    if (cell.seen) seen = seen ? [uniteSets(seen[0], cell.seen[0]), uniteSets(seen[1], cell.seen[1])] : cell.seen;
  }
  return seen ? {n, churned, seen} : {n, churned};
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

/** Whether {@link nameOther} calls several levels so; one alone may bear its name by itself. */
export function isSeveral(label: string): boolean {
  return /^other \(\d+ levels\)$/.test(label);
}

/**
 * The ends of a column, each the mean of the {@link MIN_GROUP} outermost, of whom none outweighs the others ({@link limitOf}); of rows that
 * repeat customers, of so many customers' outermost.
 *
 * @param sorted without missing values, at least one
 * @param customers of the sorted values
 */
export function outermost(sorted: ArrayLike<number>, customers: Customers = null): {least: number; most: number} {
  const outerFrom = (start: number, step: 1 | -1): number[] => {
    const seen = new Set<number>();
    const outer: number[] = [];
    for (let i = start; i >= 0 && i < sorted.length && seen.size < MIN_GROUP; i += step) {
      const own = customers ? customers[i] : i;
      if (seen.has(own)) continue;
      seen.add(own);
      outer.push(sorted[i]);
    }
    return outer;
  };
  const [lowest, highest] = [outerFrom(0, 1), outerFrom(sorted.length - 1, -1)];
  const [low, high] = [limitOf(lowest), limitOf(highest)]; // of few users the ends share some
  const meanOf = (outer: readonly number[]): number =>
    outer.reduce((sum, value) => sum + Math.min(high, Math.max(low, value)), 0) / outer.length;
  return {least: meanOf(lowest), most: meanOf(highest)};
}

/** Two users outweigh the other outermost where they lie out so many times as far as these together. */
const OUTWEIGH = 3;

/**
 * How far out a value counts. Where one user has a thousand times what others have, or two have, a mean of the outermost, or of any users, is
 * nearly theirs alone. Where one lies further out than all others of the outermost together, from the innermost of them, or two
 * {@link OUTWEIGH} times as far, each counts for a third of what all then lie out.
 *
 * @param outer the outermost, from the outside in; at least one
 * @returns the first of them where nobody outweighs the others, or where they are too few to tell anything of
 * @see Hundepool and others (2012), Statistical disclosure control, on dominance
 */
function limitOf(outer: readonly number[]): number {
  const [first] = outer;
  const last = outer[outer.length - 1];
  const [one, two = 0, ...others] = outer.map((value) => Math.abs(value - last));
  const rest = others.reduce((sum, value) => sum + value, 0);
  if (outer.length < MIN_GROUP || (one <= two + rest && one + two <= OUTWEIGH * rest)) return first;
  // the outermost counts for half of what the others lie out, or, where the next one outweighs these too, both for as much as these
  return last + Math.sign(first - last) * (two <= rest ? (two + rest) / 2 : rest);
}

/** How far out values count at either end, see {@link limitOf}. @param values in any order; NaN is missing */
export function limitsOf(values: ArrayLike<number>, customers: Customers = null): {low: number; high: number} {
  const limitFrom = (side: 1 | -1): number => {
    const outer: {value: number; user: number}[] = [];
    let innermost = -Infinity;
    for (let i = 0; i < values.length; ++i) {
      const value = side * values[i];
      if (!(value > innermost)) continue;
      const user = customers ? customers[i] : i;
      const known = customers ? outer.findIndex((d) => d.user === user) : -1;
      if (known >= 0 && outer[known].value >= value) continue;
      if (known >= 0) outer.splice(known, 1);
      const place = outer.findIndex((d) => d.value < value);
      outer.splice(place < 0 ? outer.length : place, 0, {value, user});
      if (outer.length > MIN_GROUP) outer.pop();
      if (outer.length === MIN_GROUP) innermost = outer[MIN_GROUP - 1].value;
    }
    return outer.length === 0 ? side * Infinity : side * limitOf(outer.map((d) => d.value));
  };
  return {low: limitFrom(-1), high: limitFrom(1)};
}

/** How many rows at either end it takes to be of {@link MIN_GROUP} users; all of them where there are fewer. @param customers of sorted rows */
export function rowsOfEnough(nRows: number, customers: Customers): number {
  if (customers === null) return MIN_GROUP;
  const from = (rowAt: (i: number) => number): number => {
    const seen = new Set<number>();
    let i = 0;
    while (i < nRows && seen.size < MIN_GROUP) seen.add(customers[rowAt(i++)]);
    return i;
  };
  return Math.max(
    from((i) => i),
    from((i) => nRows - 1 - i)
  );
}

/**
 * Counts of neighbouring cells as they may be told, as many as before: a cell's too few users are counted in the next cell that
 * is enough with them, those left at the end in the last one told. A running sum is off by fewer than {@link MIN_GROUP} users.
 *
 * @param mayEnd whether what was counted may end with a cell; absent: with each
 * @returns rows by cell, each none or of at least {@link MIN_GROUP} users; all 0 where all together are too few
 */
export function carryCells(cells: readonly Cell[], mayEnd: (cell: number) => boolean = () => true): number[] {
  let open: Cell = {n: 0, churned: 0};
  let last = -1;
  const told = cells.map((cell, i) => {
    open = addCells([open, cell]);
    if (usersOf(open).n < MIN_GROUP || !mayEnd(i)) return 0;
    const all = open.n;
    open = {n: 0, churned: 0};
    last = i;
    return all;
  });
  if (last >= 0) told[last] += open.n;
  return told;
}

/** The same of counts of users. */
export function carryCounts(counts: readonly number[]): number[] {
  return carryCells(counts.map((n) => ({n, churned: 0})));
}
