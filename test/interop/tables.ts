import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import {expect} from "vitest";
import {getValue} from "../../lib/dataset/table.js";
import {markRefused} from "../../lib/model/category.js";
import {createScorer} from "../../lib/model/scorer.js";
import {mixedUsers} from "../support/syntheticUsers.js";
import {adversarialUsers} from "./models.js";

/** A table by column, as JSON can hold it; null is missing. */
export type Columns = Record<string, (number | string | null)[]>;

/** Ordinary users where the model is fitted on them, and hard ones. */
export function tablesFor(model: Model): Table[] {
  const hard = adversarialUsers(model, 3000);
  return model.inputs[0].name === "x0" ? [mixedUsers(1000, 9).table, hard] : [hard];
}

export function toColumns(table: Table): Columns {
  return Object.fromEntries(table.columns.map((column) => [column.name, Array.from({length: table.nRows}, (_, i) => getValue(column, i))]));
}

/** What every export must say of a table: the scorer's probabilities, and NaN for a row that the model refuses. */
export function scoresOf(model: Model, table: Table): Float64Array {
  const refused = markRefused(model.inputs, table);
  return createScorer(model, {unknownLevel: "missing"})
    .scoreTable(table)
    .map((p, i) => (refused[i] ? NaN : p));
}

/** The largest difference; infinite where one of two is no number. */
export function worst(a: ArrayLike<number | null>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; ++i) {
    const [x, y] = [a[i] ?? NaN, b[i]];
    if (Number.isNaN(x) && Number.isNaN(y)) continue;
    const difference = Math.abs(x - y);
    most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
  }
  return most;
}
