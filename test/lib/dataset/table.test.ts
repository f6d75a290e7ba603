import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, test} from "vitest";
import {getNumbers, getRow, selectColumns, takeRows} from "../../../lib/dataset/table.js";

const table: Table = Object.freeze({
  nRows: 3,
  columns: [
    {name: "km", kind: "number" as const, values: new Float32Array([1.5, NaN, 3])},
    {name: "phone", kind: "category" as const, levels: ["a", "b"], codes: new Int32Array([1, 0, -1])}
  ]
});

describe("table", () => {
  test("getRow(table, i) gives numbers, levels, and null for what is missing", () => {
    expect([0, 1, 2].map((i) => getRow(table, i))).toEqual([
      {km: 1.5, phone: "b"},
      {km: null, phone: "a"},
      {km: 3, phone: null}
    ]);
  });

  test("takeRows(table, rows) follows the given order and may repeat", () => {
    expect(getRow(takeRows(table, [2, 0, 0]), 1)).toEqual({km: 1.5, phone: "b"});
    expect(takeRows(table, [2, 0, 0]).nRows).toBe(3);
  });

  test("selectColumns(table, names) refuses a name that is not there, naming those that are", () => {
    expect(() => selectColumns(table, ["miles"])).toThrow('getColumn: the table must have the column "miles"; got km, phone.');
  });

  test("getNumbers(table, name) refuses categories", () => {
    expect(() => getNumbers(table, "phone")).toThrow('getNumbers: "phone" must be a number column; got category.');
  });
});
