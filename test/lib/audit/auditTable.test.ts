import * as fc from "fast-check";
import type {LedgerStep} from "../../../lib/book/wrangling.js";
import type {AuditFinding} from "../../../lib/book/wrangling.js";
import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {auditTable} from "../../../lib/audit/auditTable.js";
import {tellLedger} from "../../../lib/audit/tellLedger.js";
import {createRandom} from "../../../lib/random.js";
import {FEW, tellPart, toCount} from "../../../lib/groups.js";
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

/** The same rows forty times over, half of them with the other label: enough to be told of. */
const TIMES = 40;
const many: Table = {
  nRows: 8 * TIMES,
  columns: table.columns.map((d) => {
    const at = (i: number): number => i % 8;
    const length = 8 * TIMES;
    return d.kind === "number"
      ? {...d, values: Float32Array.from({length}, (_, i) => d.values[at(i)])}
      : {...d, codes: Int32Array.from({length}, (_, i) => d.codes[at(i)])};
  })
};
const manyLabels = Int8Array.from({length: 8 * TIMES}, (_, i) => {
  const label = labels[i % 8];
  return label < 0 || i < 4 * TIMES ? label : 1 - label;
});
const untouchedMany = {kept: Int32Array.from(manyLabels.keys()), ledger: []};

const untouched = {kept: Int32Array.from(labels.keys()), ledger: []};

describe("auditTable(read, definition, cleaning)", () => {
  const {findings, columns} = auditTable({table: many, labels: manyLabels, groups: null}, definition, untouchedMany);
  const get = (kind: AuditFinding["kind"], name: string): AuditFinding => findings.find((d) => d.kind === kind && d.name === name)!;

  it("says of rows that the definition sets aside what they are, and of others without a label that nobody knows", () => {
    const whyOf = (label: object): string => {
      const given = {...definition, label: {...definition.label, ...label}};
      return auditTable({table: many, labels: manyLabels, groups: null}, given, untouchedMany).findings.find((d) => d.title === "No label")!
        .why;
    };
    expect(whyOf({})).toMatch(/^Nobody knows whether these \w+ churned\. To count/);
    expect(whyOf({aside: ["Paused", "New"]})).toMatch(
      /^Their label is “Paused” or “New”, which the definition counts as neither, or missing\. To/
    );
  });

  it("counts every rule over all rows, and churn among the labelled ones", () => {
    const half = {n: TIMES, churned: TIMES / 2};
    expect(get("check", "long-visits")).toMatchObject({rows: TIMES, share: 1 / 8, churn: {...half, rate: 0.5}});
    expect(get("constraint", "classes-within-visits")).toMatchObject({
      rows: 2 * TIMES,
      churn: half,
      action: "counted and kept; sliders keep to it"
    });
    expect(get("missing", "status")).toMatchObject({rows: TIMES, churn: null});
    expect(get("missing", "visits")).toMatchObject({rows: TIMES, churn: half});
  });

  it("says what becomes of a missing value by the kind of input", () => {
    expect(get("missing", "visits").action).toBe(
      "counted and kept; each model fills it in from its training rows, or learns what it means"
    );
    expect(get("missing", "plan").action).toBe("counted and kept; models learn of it as of a level");
  });

  it("finds values out of range, fractions of whole numbers and unknown levels", () => {
    expect(get("range", "visits")).toMatchObject({rows: 2 * TIMES, why: "Visits. It can be a whole number from 0 to 90."});
    expect(get("range", "classes")).toMatchObject({rows: 0, churn: null});
    expect(get("level", "plan")).toMatchObject({rows: TIMES, why: "Plan. It can be basic or plus."});
  });

  it("lists no rule that nothing can break, and missing cells only where there are some", () => {
    expect(get("range", "hours")).toBeUndefined(); // any number
    expect(get("missing", "classes")).toBeUndefined();
  });

  it("lists whole numbers that may be any only where one is no whole number", () => {
    const inputs = definition.inputs.map((d) => (d.kind === "integer" ? {...d, range: undefined} : d));
    const listed = auditTable({table: many, labels: manyLabels, groups: null}, {...definition, inputs}, untouchedMany).findings;
    expect(listed.filter(({kind}) => kind === "range")).toEqual([
      expect.objectContaining({name: "visits", title: "Visits not whole", why: "Visits. It can be any whole number.", rows: TIMES})
    ]);
  });

  it("describes each input", () => {
    expect(columns.map((d) => d.name)).toEqual(["visits", "classes", "hours", "plan"]);
    expect(columns[0]).toEqual({
      name: "visits",
      title: "Visits",
      kind: "integer",
      unit: "visits",
      missing: TIMES,
      distinct: 5,
      least: 1,
      most: 99,
      outOfRange: 2 * TIMES
    });
    expect(columns[3]).toMatchObject({missing: TIMES, distinct: 3, least: null, most: null, outOfRange: TIMES});
  });

  it("says of few rows no more than that they are few", () => {
    const few = auditTable({table, labels, groups: null}, definition, untouched);
    const counts = [...few.findings, ...few.notTaken].map((d) => d.rows).concat(few.columns.flatMap((d) => [d.missing, d.outOfRange]));
    expect(new Set(counts)).toEqual(new Set([0, FEW]));
    expect([...few.findings, ...few.notTaken].every((d) => d.churn === null)).toBe(true);
    expect(few.findings.every((d) => d.share === null || d.share === 0)).toBe(true);
  });
});

describe("auditTable and the counts of other pages", () => {
  it("leave no difference of 1 to 19 users", () => {
    const size = fc.integer({min: 0, max: 45});
    fc.assert(
      fc.property(fc.array(fc.tuple(size, size, size), {minLength: 2, maxLength: 2}), ([missing, present]) => {
        const cells = [missing, present].flatMap((byLabel, k) =>
          byLabel.flatMap((n, label) => Array.from({length: n}, () => ({x: k === 0 ? NaN : 1, label: label - 1})))
        );
        const one: Table = {
          nRows: cells.length,
          columns: [{name: "visits", kind: "number", values: Float32Array.from(cells, (d) => d.x)}]
        };
        const all = Int8Array.from(cells, (d) => d.label);
        const input = {...definition, inputs: definition.inputs.slice(0, 1), constraints: [], checks: [], derived: []};
        const {columns, findings} = auditTable({table: one, labels: all, groups: null}, input, {
          kept: Int32Array.from(all.keys()),
          ledger: []
        });
        const labelled = all.filter((d) => d >= 0).length;
        const rows = toCount(all.length - labelled) === FEW ? labelled : all.length; // as dataset.json tells them
        const isFew = (n: number): boolean => n > 0 && n < 20;
        const found = findings.filter((d) => d.kind === "missing");
        for (const count of [columns[0].missing, ...found.map((d) => d.rows)])
          if (count !== FEW) expect([isFew(count), rows >= 20 && isFew(rows - count)]).toEqual([false, false]);
        for (const {rows: count, churn} of found)
          if (churn && count !== FEW) expect([isFew(count - churn.n), isFew(labelled - churn.n)]).toEqual([false, false]);
      })
    );
  });
});

describe("auditTable and rows that cleaning removes", () => {
  it("leaves no difference of 1 to 19 users between those without a value and those of them whom other pages count", () => {
    const size = fc.integer({min: 0, max: 45});
    let apart = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(size, size, size, size), {minLength: 2, maxLength: 2}), (sizes) => {
        const cells = sizes.flatMap((own, k) => own.flatMap((n, part) => Array.from({length: n}, () => ({x: k === 0 ? NaN : 1, part}))));
        const all = Int8Array.from(cells, ({part}) => (part === 3 ? 1 : part - 1));
        const kept = [...all.keys()].filter((i) => cells[i].part < 3);
        const one: Table = {
          nRows: cells.length,
          columns: [{name: "visits", kind: "number", values: Float32Array.from(cells, (d) => d.x)}]
        };
        const input = {...definition, inputs: definition.inputs.slice(0, 1), constraints: [], checks: [], derived: []};
        const [{missing}] = auditTable({table: one, labels: all, groups: null}, input, {kept, ledger: []}).columns;
        const labelled = kept.filter((i) => all[i] >= 0);
        const y = Int8Array.from(labelled, (i) => all[i]);
        const told = tellPart((i) => Number.isNaN(cells[labelled[i]].x), {y, groups: null}); // as /eda does
        if (missing === FEW || told === FEW || told === labelled.length) return;
        const left = missing - told;
        expect(left === 0 || left >= 20).toBe(true);
        apart += Number(left > 0);
      })
    );
    expect(apart).toBeGreaterThan(5);
  });

  it("says of whole numbers whole ends, of which nobody reads off how many have the least", () => {
    const values = Float32Array.from({length: 400}, (_, i) => (i < 3 ? -1 : i % 9));
    const all = Int8Array.from(values, (_, i) => i % 2);
    const input = {...definition, inputs: definition.inputs.slice(0, 1), constraints: [], checks: [], derived: []};
    const [{least, most}] = auditTable(
      {table: {nRows: 400, columns: [{name: "visits", kind: "number", values}]}, labels: all, groups: null},
      input,
      {
        kept: Int32Array.from(all.keys()),
        ledger: []
      }
    ).columns;
    expect(`${least} to ${most}`).toBe("0 to 8");
  });
});

describe("auditTable and rules that overlap", () => {
  it("tells of each to the nearest 20, so that one less another is nobody or as many", () => {
    const n = 1000;
    const random = createRandom(4);
    const values = Float32Array.from({length: n}, () => Math.floor(100 * random()));
    const one: Table = {nRows: n, columns: [{name: "visits", kind: "number", values}]};
    const all = Int8Array.from({length: n}, () => Number(random() < 0.4));
    const check = (value: number) => ({
      name: `above-${value}`,
      title: `Above ${value}`,
      why: "Too many.",
      when: [{left: "visits", is: ">" as const, right: value}]
    });
    const input = {...definition, inputs: definition.inputs.slice(0, 1), constraints: [], derived: []};
    const {findings, notTaken} = auditTable(
      {table: one, labels: all, groups: null},
      {...input, checks: Array.from({length: 60}, (_, i) => check(20 + i))},
      {kept: Int32Array.from(all.keys()), ledger: []}
    );
    const found = [...findings.filter(({kind}) => kind === "check"), ...notTaken];
    expect(found.length).toBeGreaterThan(60);
    for (const {rows, churn} of found) {
      expect([rows, Number(rows) % 20]).toEqual([rows, 0]);
      if (churn) expect([churn.n % 20, churn.rate]).toEqual([0, churn.churned / churn.n]);
    }
    const exact = values.filter((x) => x > 30).length;
    expect(Math.abs(Number(found.find(({name}) => name === "above-30")!.rows) - exact)).toBeLessThanOrEqual(10);
  });
});

describe("listStepsNotTaken(table, labels, definition)", () => {
  it("counts what each usual step would have changed", () => {
    const derived = [{name: "hours-per-visit", title: "Hours per visit", value: {divide: ["hours", "visits"] as [string, string]}}];
    const {notTaken} = auditTable({table: many, labels: manyLabels, groups: null}, {...definition, derived}, untouchedMany);
    expect(notTaken.map(({name, rows, churn}) => [name, rows, churn && [churn.n, churn.churned]])).toEqual([
      ["missing-label-as-class", TIMES, null],
      ["cap-at-95", 0, null],
      ["drop-contradictions", 4 * TIMES, [3 * TIMES, 1.5 * TIMES]],
      ["zero-for-undefined-hours-per-visit", TIMES, [TIMES, TIMES / 2]]
    ]);
    const label = {...definition.label, blank: definition.label.retained}; // then no row is without one
    const settled = auditTable(
      {table: many, labels: manyLabels.map((d) => Math.abs(d)), groups: null},
      {...definition, label},
      untouchedMany
    );
    expect(settled.notTaken.map(({name}) => name)).toEqual(["cap-at-95", "drop-contradictions"]);
  });
});

describe("tellLedger(lines)", () => {
  const line = (rowsIn: number, rowsRemoved: number): LedgerStep => ({
    ...{name: "step", title: "Step", why: "", detail: "", columnsIn: 3, columnsOut: 3, rowsChanged: 0},
    ...{rowsIn, rowsRemoved: toCount(rowsRemoved), rowsOut: rowsIn - rowsRemoved}
  });

  it("adds up from line to line, and lets no difference tell of few rows", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 60}), {minLength: 1, maxLength: 8}), (removed) => {
        let rows = 1000;
        const lines = removed.map((n) => {
          rows -= n;
          return line(rows + n, n);
        });
        const told = tellLedger(lines);
        told.forEach(({rowsIn, rowsOut, rowsRemoved}, i) => {
          expect(rowsIn - rowsOut).toBe(rowsRemoved === FEW ? 0 : rowsRemoved);
          expect(rowsRemoved).toBe(toCount(removed[i]));
          if (i > 0) expect(rowsIn).toBe(told[i - 1].rowsOut);
        });
        expect(told.at(-1)!.rowsOut).toBe(rows);
      })
    );
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
