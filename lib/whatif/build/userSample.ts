import type {UserSample} from "../../book/predict.js";
import type {Random} from "../../random.js";
import {shuffled} from "../../random.js";
import type {Column, Table} from "../../table/table.js";
import {getValue} from "../../table/table.js";

/**
 * Some users for the page, at random, without repetition.
 *
 * @param table users that may be shown
 * @param isSynthetic whether they were drawn from a recipe
 * @returns at most n users; fractions to four significant digits, which the page's distances do not feel
 */
export function sampleUsers(table: Table, {n, random, isSynthetic}: {n: number; random: Random; isSynthetic: boolean}): UserSample {
  const rows = shuffled(Array.from({length: table.nRows}, (_, i) => i), random).slice(0, n);
  return {
    n: rows.length,
    synthetic: isSynthetic,
    columns: Object.fromEntries(table.columns.map((column) => [column.name, rows.map((i) => shortValue(column, i))]))
  };
}

function shortValue(column: Column, i: number): number | string | null {
  const value = getValue(column, i);
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
