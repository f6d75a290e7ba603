import type {Comparison, Condition} from "../../../lib/dataset/definition.js";
import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {bindBreach, bindConditions} from "../../../lib/dataset/conditions.js";

const table: Table = {
  nRows: 4,
  columns: [
    {name: "a", kind: "number", values: Float32Array.of(1, 2, 3, NaN)},
    {name: "b", kind: "number", values: Float32Array.of(2, 2, 0, 1)},
    {name: "c", kind: "category", levels: ["x"], codes: Int32Array.of(0, 0, 0, 0)}
  ]
};
const rowsOf = (...when: Condition[]): number[] => [0, 1, 2, 3].filter(bindConditions(table, when));

describe("bindConditions(table, conditions)", () => {
  it("compares columns and numbers in every way", () => {
    const expected: Record<Comparison, number[]> = {"<": [0], "<=": [0, 1], "=": [1], "!=": [0, 2], ">=": [1, 2], ">": [2]};
    for (const [is, rows] of Object.entries(expected)) expect(rowsOf({left: "a", is: is as Comparison, right: "b"})).toEqual(rows);
  });

  it("works out quantities, and wants all conditions", () => {
    expect(rowsOf({left: {add: ["a", {multiply: ["b", 10]}]}, is: ">=", right: 21})).toEqual([0, 1]);
    expect(rowsOf({left: {divide: ["a", "b"]}, is: ">", right: 0.5})).toEqual([1]);
    expect(rowsOf({left: "a", is: ">", right: 1}, {left: "b", is: ">", right: 0})).toEqual([1]);
  });

  it("is false for a missing value or a quotient by zero, whichever way it asks", () => {
    expect(rowsOf({left: "a", is: "!=", right: 100})).toEqual([0, 1, 2]);
    expect(rowsOf({left: {divide: ["a", "b"]}, is: "!=", right: 100})).toEqual([0, 1]);
  });

  it("asks whether a category is, or is not, at a level; a missing value is neither", () => {
    const plans: Table = {nRows: 3, columns: [{name: "plan", kind: "category", levels: ["a", "b"], codes: Int32Array.of(0, 1, -1)}]};
    const asked = (is: "=" | "!=", level: string) => [0, 1, 2].map(bindConditions(plans, [{left: "plan", is, level}]));
    expect(asked("=", "a")).toEqual([true, false, false]);
    expect(asked("!=", "a")).toEqual([false, true, false]);
    expect(asked("!=", "c")).toEqual([true, true, false]);
  });

  it("refuses categories and strangers by name", () => {
    expect(() => rowsOf({left: "c", is: "=", right: 1})).toThrow('"c" must be a number column');
    expect(() => rowsOf({left: "d", is: "=", right: 1})).toThrow('the table must have the column "d"');
  });
});

describe("bindBreach(table, constraint)", () => {
  it("finds rows whose left side is above the right one", () => {
    expect([0, 1, 2, 3].filter(bindBreach(table, {left: "a", right: "b"}))).toEqual([2]);
  });
});
