import type {Groups} from "./intervals.js";
import {rowsWhere, take} from "../dataset/table.js";
import {MIN_GROUP} from "../groups.js";
import {codeGroups} from "./intervals.js";

/**
 * Rows of which no customer has many more than others: of each at most {@link mostEven}, spread over the customer's own. A quantile of
 * these, or what is most frequent, is not the value of one customer who has many rows.
 *
 * @param groups by row, where rows repeat customers
 * @returns rising
 */
export function evenRows(nRows: number, groups: Groups): Int32Array {
  const {codes, sizes} = codeGroups(nRows, groups);
  const most = mostEven(sizes);
  const seen = new Int32Array(sizes.length);
  return rowsWhere(nRows, (row) => {
    const [size, k] = [sizes[codes[row]], seen[codes[row]]++];
    return size <= most || Math.floor(((k + 1) * most) / size) > Math.floor((k * most) / size);
  });
}

/** As many rows as the {@link MIN_GROUP}-th of the customers with most rows has, or the last where there are fewer. @param sizes rows by customer */
function mostEven(sizes: Int32Array): number {
  return sizes.length === 0 ? 0 : sizes.toSorted((a, b) => b - a)[Math.min(MIN_GROUP, sizes.length) - 1];
}

/** How many customers some of {@link evenRows} are of at the least, as a share of them. @returns 1 where every row is a user */
export function customersPerRow(nRows: number, groups: Groups): number {
  return groups === null ? 1 : 1 / Math.max(1, mostEven(codeGroups(nRows, groups).sizes));
}

/** The {@link evenOf} of a column, rising. @param column its values by row, and the same rising */
export function sortEvenly({values, sorted}: {values: Float64Array; sorted: Float64Array}, groups: Groups): Float64Array {
  return groups === null ? sorted : evenOf(values, groups).sort();
}

/** Numbers of {@link evenRows} among those that have one; all of them, and NaN, where rows repeat nobody. */
export function evenOf<T extends Float32Array | Float64Array>(values: T, groups: Groups): T {
  if (groups === null) return values;
  const present = rowsWhere(values.length, (row) => !Number.isNaN(values[row]));
  const even = evenRows(present.length, take(groups, present, new Int32Array(present.length)));
  return values.slice(0, even.length).map((_, i) => values[present[even[i]]]) as T;
}
