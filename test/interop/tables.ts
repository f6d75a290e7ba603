import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import {expect} from "vitest";
import {getValue} from "../../lib/dataset/table.js";
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

/** The largest difference; NaN where one of two is no number. */
export function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; ++i) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}
