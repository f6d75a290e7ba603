import type {AuditFinding} from "../../../lib/book/wrangling.js";
import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {auditTable} from "../../../lib/audit/auditTable.js";
import {countContradictions, findRepeats} from "../../../lib/audit/rules.js";
import {exampleDefinition} from "../dataset/exampleDefinition.js";

const definition = exampleDefinition();
const table: Table = {
  nRows: 8,
  columns: [
    {name: "visits", kind: "number", values: Float32Array.of(10, 1, 2.5, 99, 4, NaN, 10, 10)},
    {name: "classes", kind: "number", values: Float32Array.of(2, 3, 1, 5, 9, 7, 2, 2)},
    {name: "hours", kind: "number", values: Float32Array.of(12, 6, 1, 50, 3, NaN, 12, 12)},
    {name: "plan", kind: "category", levels: ["basic", "gold", "plus"], codes: Int32Array.of(0, 1, 2, -1, 0, 0, 0, 0)}
  ]
};
const labels = Int8Array.of(0, 1, 0, 1, -1, 0, 0, 1);

const untouched = {kept: Int32Array.from(labels.keys()), ledger: []};

describe("auditTable({table, labels}, definition, cleaning)", () => {
  const {findings, columns} = auditTable({table, labels}, definition, untouched);
  const get = (kind: AuditFinding["kind"], name: string): AuditFinding => findings.find((d) => d.kind === kind && d.name === name)!;

  it("counts every rule over all rows, and churn among the labelled ones", () => {
    expect(get("check", "long-visits")).toMatchObject({rows: 1, share: 1 / 8, churn: {n: 1, churned: 1, rate: 1}});
    expect(get("constraint", "classes-within-visits")).toMatchObject({
      rows: 2,
      churn: {n: 1, churned: 1},
      action: "counted and kept; sliders keep to it"
    });
    expect(get("missing", "status")).toMatchObject({rows: 1, churn: null});
    expect(get("missing", "visits")).toMatchObject({rows: 1, churn: {n: 1, churned: 0}});
    expect(get("duplicate", "repeated-rows")).toMatchObject({rows: 1, churn: {n: 1, churned: 0}});
  });

  it("finds values out of range, fractions of whole numbers and unknown levels", () => {
    expect(get("range", "visits")).toMatchObject({rows: 2, why: "Visits. It can be a whole number from 0 to 90."});
    expect(get("range", "classes")).toMatchObject({rows: 0, churn: null});
    expect(get("level", "plan")).toMatchObject({rows: 1, why: "Plan. It can be basic or plus."});
  });

  it("lists rules that no row meets, but missing cells only where there are some", () => {
    expect(get("range", "hours").rows).toBe(0);
    expect(get("missing", "classes")).toBeUndefined();
  });

  it("describes each input", () => {
    expect(columns.map((d) => d.name)).toEqual(["visits", "classes", "hours", "plan"]);
    expect(columns[0]).toEqual({
      name: "visits",
      title: "Visits",
      kind: "integer",
      unit: "visits",
      missing: 1,
      distinct: 5,
      min: 1,
      max: 99,
      outOfRange: 2
    });
    expect(columns[3]).toMatchObject({missing: 1, distinct: 3, min: null, max: null, outOfRange: 1});
  });
});

describe("listStepsNotTaken(table, labels, definition)", () => {
  it("counts what each usual step would have changed", () => {
    const derived = [{name: "hours-per-visit", title: "Hours per visit", value: {divide: ["hours", "visits"] as [string, string]}}];
    const {notTaken} = auditTable({table, labels}, {...definition, derived}, untouched);
    expect(notTaken.map(({name, rows, churn}) => [name, rows, churn && [churn.n, churn.churned]])).toEqual([
      ["missing-label-as-class", 1, null],
      ["cap-at-95", 2, [1, 1]],
      ["drop-contradictions", 4, [3, 2]],
      ["zero-for-undefined-hours-per-visit", 1, [1, 0]]
    ]);
  });
});

describe("countContradictions(table, definition)", () => {
  it("counts rules broken by each row, but neither missing cells nor repeats", () => {
    expect(Array.from(countContradictions(table, definition))).toEqual([0, 3, 1, 1, 1, 0, 0, 0]);
  });
});

describe("findRepeats(table, labels)", () => {
  it("marks rows equal to an earlier one in every column and the label; missing equals missing", () => {
    expect(Array.from(findRepeats(table, labels))).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
    const missing: Table = {nRows: 2, columns: [{name: "visits", kind: "number", values: Float32Array.of(NaN, NaN)}]};
    expect(Array.from(findRepeats(missing, Int8Array.of(0, 0)))).toEqual([0, 1]);
  });
});
