import type {Rate} from "../book/common.js";
import type {Column, Table} from "../dataset/table.js";
import type {Grid} from "./grid.js";
import type {Groups} from "./intervals.js";
import {take} from "../dataset/table.js";
import {isTold, limitsOf, MIN_GROUP, nearPart, outermost} from "../groups.js";
import {clamp} from "../numbers.js";
import {sortedOrder, sortFloats} from "../sortFloats.js";
import {evenRows} from "./evenRows.js";
import {gridOf} from "./grid.js";
import {rateOf, wilsonInterval} from "./intervals.js";
import {sortPresent} from "./quantile.js";

/**
 * A column as it may be told: every value on the nearest line of the column's grid, and those beyond the means of the outermost
 * at these. Whatever is read off it, such as ends, quantiles and edges of bins, is no single user's.
 *
 * @param values NaN is missing, and stays
 * @param groups by value, where rows repeat customers
 * @throws if a value is infinite
 */
export function tellColumn(values: Float32Array, groups: Groups = null): Float64Array {
  return tellSorted(values, groups).values;
}

/** A column as it may be told. */
export interface ToldColumn {
  /** by row; NaN is missing */
  values: Float64Array;
  /** the same, rising, without missing ones */
  sorted: Float64Array;
  /** to the nearest of what values are told; null where all stand as they are but for the outermost */
  step?: number | null;
}

/** The same with its values sorted, which comes at the cost of the one sort that it takes to tell them; see {@link tellColumn}. */
export function tellSorted(values: Float32Array, groups: Groups): ToldColumn {
  const sorted = sortPresent("tellColumn", values);
  if (sorted.length === 0) return {values: new Float64Array(values), sorted};
  const grid = gridOf(sorted);
  const {round, step} = grid;
  const {least: low, most: high} = tellEnds(sorted, {values, groups}, grid);
  const tell = (column: Float32Array | Float64Array): Float64Array => {
    const told = new Float64Array(column.length);
    for (let i = 0; i < column.length; ++i) told[i] = Number.isNaN(column[i]) ? NaN : clamp(round(column[i]), low, high);
    return told;
  };
  const isRounded = sorted.some((x) => Math.fround(round(x)) !== x);
  return {values: tell(values), sorted: tell(sorted), step: isRounded ? step : null};
}

/**
 * The ends of a column as they may be told: means of the outermost, whole where the column is, so that bands have whole edges, and nobody
 * reads off a mean of few different numbers how many have the least.
 *
 * @param sorted its values, sorted, without missing ones
 * @param column as it is, and whose each value is
 * @param grid its own, where it is known already
 */
export function tellEnds(
  sorted: Float64Array,
  {values, groups}: {values: Float32Array; groups: Groups},
  {round}: Pick<Grid, "round"> = gridOf(sorted)
): {least: number; most: number} {
  const {least, most} = endsOf(sorted, values, groups);
  return sorted.every(Number.isInteger) ? {least: Math.round(least), most: Math.round(most)} : {least: round(least), most: round(most)};
}

/** The means of the outermost of a column. @param sorted its values, sorted, without missing ones */
export function endsOf(sorted: ArrayLike<number>, values: Float32Array, groups: Groups): {least: number; most: number} {
  if (groups === null) return outermost(sorted);
  const rows = sortedOrder(values).filter((row) => !Number.isNaN(values[row]));
  return outermost(sorted, take(groups, rows, new Int32Array(rows.length)));
}

/**
 * The values that are not missing, sorted; where rows repeat customers, equal ones of a customer once, and of different ones no more
 * than of others ({@link evenRows}), so that a quantile of them is not the value of somebody with many rows.
 */
export function sortOncePerCustomer(values: Float32Array, groups: Groups): Float32Array {
  if (groups === null) return sortFloats(values.filter((x) => !Number.isNaN(x)));
  const seen = new Set<number>();
  let last = NaN;
  const rows = sortedOrder(values).filter((row) => {
    if (Number.isNaN(values[row])) return false;
    if (values[row] !== last) seen.clear();
    last = values[row];
    const isNew = !seen.has(groups[row]);
    seen.add(groups[row]);
    return isNew;
  });
  const even = take(rows, evenRows(rows.length, take(groups, rows, new Int32Array(rows.length))), []);
  return take(values, even, new Float32Array(even.length));
}

/** A table whose numbers may be told; see {@link tellColumn}. Levels are left as they are. */
export function tellTable(table: Table, groups: Groups = null): Table {
  const columns = table.columns.map((column): Column =>
    column.kind === "number" ? {...column, values: new Float32Array(tellColumn(column.values, groups))} : column
  );
  return {...table, columns};
}

/**
 * A column of which sums and means may be told: one or two values that outweigh all others count as less; see {@link limitsOf}. With a thousand
 * times what others have, a user's label, and what else is known of that user, would stand in every correlation, and be most of a weight.
 *
 * @returns the same where nobody outweighs the others
 */
export function calmColumn(values: Float32Array, groups: Groups = null): Float32Array {
  const {low, high} = limitsOf(values, groups);
  const isCalm = values.every((x) => !(x < low || x > high));
  return isCalm ? values : values.map((x) => clamp(x, low, high));
}

/** A table whose numbers may be summed; see {@link calmColumn}. */
export function calmTable(table: Table, groups: Groups = null): Table {
  const columns = table.columns.map((column): Column =>
    column.kind === "number" ? {...column, values: calmColumn(column.values, groups)} : column
  );
  return {...table, columns};
}

/**
 * About as many users, at the same rate; see {@link nearPart}.
 *
 * @param rate of enough users of either class
 * @param options whole: of which they are a part that is told too; design: how many times the rate's variance is what it would be if each row was
 *   drawn by itself
 */
export function nearRate({n, rate}: Rate, {whole = Infinity, design = 1}: {whole?: number; design?: number} = {}): Rate {
  const of = (about: number): Rate => {
    const told = rateOf(Math.round(rate * about), about) as Rate; // of at least as many users
    const {low, high} = wilsonInterval(told.churned / design, about / design);
    return {...told, low, high};
  };
  const nearest = of(nearPart(n, whole) as number);
  return isTold(nearest) ? nearest : of(nearest.n + MIN_GROUP);
}
