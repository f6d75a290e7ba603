import type {LabelChoice} from "../../../lib/dataset/definition.js";
import type {ReadTruth} from "../../../lib/judge/truth.js";
import type {RowSource} from "../../../lib/rows/rowSource.js";
import {describe, expect, it} from "vitest";
import {finish} from "../rows/finish.js";
import {countRowsEach, findCustomer, findLabel, readTruth} from "../../../lib/judge/readTruth.js";

const label = {column: "Churn Label", churned: "Yes", retained: "No"};

function sourceOf(columns: string[], rows: (string | null)[][], types?: RowSource["types"]): RowSource {
  return {columns, types, nRows: rows.length, read: (row) => ({cells: rows[row], fault: null})};
}

function read(rows: (string | null)[][], probability: number[], types?: RowSource["types"], by: LabelChoice = label): ReadTruth {
  const source = sourceOf(["visits", "churn_label"], rows, types);
  return finish(
    readTruth({source, scored: {nRows: rows.length, probability: Float64Array.from(probability)} as never, model: {}}, by, {label: 1})
  );
}

describe("findLabel(source, label)", () => {
  it("finds the label's column whatever its capitals, unless an input is read from it, or it can hold no outcome", () => {
    const source = sourceOf(["visits", "churn_label"], []);
    expect(findLabel({...source, places: [0]}, label)).toBe(1);
    expect(findLabel({...source, places: [1]}, label)).toBe(-1);
    expect(findLabel({...sourceOf(["visits"], []), places: [0]}, label)).toBe(-1);
    expect(findLabel({...source, types: [{name: "text"}, {name: "list"}] as RowSource["types"], places: [0]}, label)).toBe(-1);
  });
});

describe("readTruth(file, label, place)", () => {
  it("takes labelled rows that were scored, and counts the others", () => {
    const rows = [
      ["1", "Yes"],
      ["2", " No "],
      ["3", ""],
      ["4", "maybe"],
      ["5", "Yes"],
      ["6", "NA"],
      ["7", null]
    ];
    const truth = read(rows, [0.1, 0.2, 0.3, 0.4, NaN, 0.6, 0.7]);
    expect([...truth.y]).toEqual([1, 0]);
    expect([...truth.p]).toEqual([0.1, 0.2]);
    expect(truth).toMatchObject({nUnlabelled: 3, nStrange: 1, strange: "maybe"});
  });

  it("takes rows that say nothing for what a blank stands for, but not of a file that says nothing of anybody", () => {
    const ticked = {...label, churned: "x", retained: "no", blank: "no"};
    const rows = ["x", "", null, "NA", "no", "maybe"].map((text) => ["1", text]);
    const truth = read(rows, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], undefined, ticked);
    expect([...truth.y]).toEqual([1, 0, 0, 0, 0]);
    expect([...truth.p]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(truth).toMatchObject({nUnlabelled: 0, nStrange: 1, strange: "maybe"});
    expect([...read(rows, [NaN, 0.2, 0.3, 0.4, 0.5, 0.6], undefined, {...ticked, blank: "x"}).y]).toEqual([1, 1, 1, 0]);
    const silent = read([rows[1], rows[2]], [0.2, 0.3], undefined, ticked);
    expect([silent.y.length, silent.p.length, silent.nUnlabelled]).toEqual([0, 0, 2]);
  });

  it("says whose the rows are, where a column does; who is not named is nobody else", () => {
    const source = sourceOf(
      ["visits", "churn_label", "Customer ID"],
      ["7", "8", " 7", "", null, "9"].map((customer, i) => ["1", i === 5 ? "" : "Yes", customer])
    );
    const customer = findCustomer(source, "customer_id");
    const probability = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    const scored = {source, scored: {nRows: 6, probability} as never, model: {}};
    const {groups} = finish(readTruth(scored, label, {label: 1, customer}));
    expect(Array.from(groups ?? [])).toEqual([0, 1, 0, -1, -2]);
    expect(finish(countRowsEach(scored, customer))).toBe(8 / 6);
    expect(finish(readTruth(scored, label, {label: 1, customer: findCustomer(source, undefined)})).groups).toBe(null);
  });

  it("takes further texts of those who stayed, or left, for that", () => {
    const rows = ["paused", "Yes", "No", "moved", "maybe"].map((text) => ["1", text]);
    const truth = read(rows, [0.1, 0.2, 0.3, 0.4, 0.5], undefined, {...label, alsoChurned: ["moved"], alsoRetained: ["paused "]});
    expect([...truth.y]).toEqual([0, 1, 0, 1]);
    expect(truth).toMatchObject({nUnlabelled: 0, nStrange: 1, strange: "maybe"});
  });

  it("reads booleans of a file as the two outcomes", () => {
    const truth = read(
      [
        ["1", "true"],
        ["2", "false"]
      ],
      [0.1, 0.2],
      [{name: "integer"}, {name: "boolean"}] as RowSource["types"]
    );
    expect([...truth.y]).toEqual([1, 0]);
  });
});
