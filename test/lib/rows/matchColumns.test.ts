import {describe, expect, it} from "vitest";
import {checkColumnNames, checkMatch, foldName, matchColumns} from "../../../lib/rows/matchColumns.js";

const where = "score gym.csv";

describe("matchColumns(inputs, columns)", () => {
  it("finds inputs by name in any order, and keeps what is left", () => {
    expect(matchColumns(["visits", "plan"], ["id", "plan", "visits"])).toEqual({places: [2, 1], forgiven: [], extra: ["id"]});
  });

  it("forgives capitals, blanks, underscores and hyphens, and tells", () => {
    expect(matchColumns(["active_days", "plan"], ["Active Days", "PLAN"])).toEqual({
      places: [0, 1],
      extra: [],
      forgiven: [
        {input: "active_days", column: "Active Days"},
        {input: "plan", column: "PLAN"}
      ]
    });
  });

  it("takes the exact name before a likely one, and neither of two likely ones", () => {
    expect(matchColumns(["plan"], ["Plan", "plan"]).places).toEqual([1]);
    expect(matchColumns(["plan_a"], ["Plan A", "PLAN-A"]).places).toEqual([-1]);
    expect(matchColumns(["plan_a", "plana"], ["PlanA"]).places).toEqual([-1, -1]);
  });

  it("folds names", () => {
    expect(foldName(" Active-days ")).toBe("activedays");
  });
});

describe("what is refused", () => {
  it("columns without a name of their own, and columns that the scores will take", () => {
    expect(() => checkColumnNames(["a", "A"], {where, added: []})).toThrow(
      "score gym.csv: each column must have a name of its own (capitals do not count); got A."
    );
    expect(() => checkColumnNames(["Score"], {where, added: ["score"]})).toThrow(
      "the file must not have the new columns already; got score. Drop or rename them."
    );
  });

  it("inputs without a column, and two inputs with one", () => {
    expect(() => checkMatch(["visits", "plan"], ["plan", "id"], {places: [-1, 0], where})).toThrow(
      "score gym.csv: the file must have every input of the model (visits, plan); got none named visits; it has plan, " +
        "id. Choose the columns below, or rename them in the file."
    );
    expect(() => checkMatch(["visits", "plan"], ["plan"], {places: [0, 0], where})).toThrow(
      "each input must have a column of its own; got one for visits, plan"
    );
    expect(() => checkMatch(["visits"], ["n"], {places: [0], where})).not.toThrow();
  });
});
