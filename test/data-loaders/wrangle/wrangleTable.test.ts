import type {ColumnTable} from "arquero";
import type {WrangleStep} from "../../../data-loaders/wrangle/step.js";
import {tellLedger} from "../../../lib/audit/tellLedger.js";
import type {IngestReport} from "../../../data-loaders/ingest/readTable.js";
import {capitalised} from "../../../lib/format.js";
import {FEW, nearPart, sayFew, toCount} from "../../../lib/groups.js";
import {describe, expect, it} from "vitest";
import {fromArquero, toArquero, wrangleTable} from "../../../data-loaders/wrangle/wrangleTable.js";
import {takeSteps} from "../../../data-loaders/wrangle/step.js";
import {takeRows} from "../../../lib/dataset/table.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {exampleTable} from "../../lib/dataset/exampleTable.js";

const definition = exampleDefinition();
const {table, labels} = exampleTable(500);
const report: IngestReport = {
  name: "users.csv",
  format: "csv",
  sha256: "",
  files: [],
  nRows: 500,
  nColumns: 8,
  nBare: 0,
  nNotRows: 0,
  notes: [],
  extraColumns: ["colour", "note"],
  identifiers: ["member"],
  keptWords: [],
  periods: [],
  rounding: {rows: FEW, columns: ["hours"]}
};
const read = {table, labels, groups: null, report};
const wrangled = wrangleTable(read, definition);

describe("wrangleTable(ingested, definition)", () => {
  it("hands over the labelled rows, their labels and where they stood", () => {
    const rows = Array.from(labels.keys()).filter((i) => labels[i] >= 0);
    expect(Array.from(wrangled.rows)).toEqual(rows);
    expect(Array.from(wrangled.y)).toEqual(rows.map((i) => labels[i]));
    expect(wrangled.table).toEqual(takeRows(table, rows));
  });

  it("says what a blank of the label counts as, where it is a class", () => {
    const whyOf = (label: typeof definition.label) =>
      wrangleTable(read, {...definition, label}).ledger.find(({name}) => name === "set-unlabelled-apart")?.why;
    expect(whyOf(definition.label)).toMatch(/^A missing label is neither /);
    expect(whyOf({...definition.label, blank: definition.label.retained})).toMatch(
      new RegExp(`^A blank in “${definition.label.column}” counts as “${definition.label.retained}”, as the definition says`)
    );
  });

  it("keeps a ledger that adds up, in rows and in columns", () => {
    const {ledger} = wrangled;
    expect(ledger.map((d) => d.name)).toEqual([
      "leave-extra-columns",
      "drop-identifiers",
      "round-numbers",
      "set-unlabelled-apart",
      "flag-contradictions",
      "choose-inputs"
    ]);
    expect([ledger[0].rowsIn, ledger[0].columnsIn]).toEqual([500, 8]);
    ledger.forEach((step, i) => {
      expect(step.rowsRemoved).toBe(toCount(step.rowsIn - step.rowsOut));
      if (step.rowsChanged !== FEW) expect(step.rowsChanged).toBeLessThanOrEqual(step.rowsOut);
      if (i > 0) expect([step.rowsIn, step.columnsIn]).toEqual([ledger[i - 1].rowsOut, ledger[i - 1].columnsOut]);
    });
    expect(ledger.at(-1)).toMatchObject({rowsOut: wrangled.table.nRows, columnsOut: definition.inputs.length + 1});
  });

  it("begins with the rows that have no value, where there are such", () => {
    const {ledger} = wrangleTable({...read, report: {...report, nBare: 2}}, definition);
    expect(ledger[0]).toMatchObject({name: "set-bare-apart", rowsIn: 502, rowsOut: 500, rowsRemoved: FEW, columnsIn: 8, columnsOut: 8});
    expect(ledger.slice(1)).toEqual(wrangled.ledger);
  });

  it("says which lines of the file are no data", () => {
    const notRows = [{column: "plan", text: "Total", why: "a line of totals"}];
    const [first] = wrangleTable({...read, report: {...report, nNotRows: 1}}, {...definition, notRows}).ledger;
    expect(first).toMatchObject({name: "set-not-rows-apart", detail: "Fewer than 20: a line of totals"});
  });

  it("says of each column that init left out what spoke against it, and of no other", () => {
    const guessed = [
      {of: "colour", guess: "left out", why: "it is always “red”"},
      {of: "visits", guess: "a whole number", why: "whole numbers"}
    ];
    const whyOf = (given: typeof guessed) => wrangleTable(read, {...definition, guessed: given}).ledger[0].why;
    const rule = "What a column means must be written down before a model may use it.";
    const said = "Left out when the definition was inferred: colour, because it is always “red”";
    expect(whyOf([])).toBe(rule);
    expect(whyOf(guessed)).toBe(`${said}. ${rule}`);
    expect(whyOf([...guessed, {of: "note", guess: "left out", why: "it is free text"}])).toBe(`${said}; note, because it is free text.`);
  });

  it("says what each step did", () => {
    const removed = labels.filter((d) => d < 0).length;
    const details = Object.fromEntries(wrangled.ledger.map((d) => [d.name, d.detail]));
    expect(details).toMatchObject({
      "leave-extra-columns": "Not read: colour, note",
      "drop-identifiers": "member: no repeats found, then dropped",
      "round-numbers": "Numbers of fewer than 20 members rounded after the seventh digit, in hours",
      "set-unlabelled-apart": `${capitalised(sayFew(removed))} members without a label`,
      "choose-inputs": "4 inputs and the label"
    });
  });

  it("flags contradictions without dropping them", () => {
    const broken = {
      ...table,
      columns: table.columns.map((d) =>
        d.name === "visits" && d.kind === "number" ? {...d, values: d.values.map((x, i) => (i < 40 ? 100 : x))} : d
      )
    };
    const flagged = wrangleTable({...read, table: broken}, definition).ledger.find((d) => d.name === "flag-contradictions")!;
    const nBroken = Array.from(labels.subarray(0, 40)).filter((d) => d >= 0).length;
    expect(flagged.rowsChanged).toBe(nearPart(nBroken, wrangled.table.nRows));
    expect(flagged.rowsRemoved).toBe(0);
  });
});

describe("takeSteps(table, steps)", () => {
  it("counts what tables hold, not what steps say", () => {
    const start = toArquero(table, labels);
    const half = {
      name: "half",
      title: "Half",
      why: "To see.",
      apply: (d: ColumnTable) => ({table: d.slice(0, 250), sayDetail: () => "no row removed"})
    };
    const {ledger} = takeSteps(start, [half], null);
    expect(ledger[0]).toMatchObject({rowsIn: 500, rowsOut: 250, rowsRemoved: 250});
  });

  it("tells no number of rows that fewer than 20 customers have, nor of which they have all others", () => {
    const groups = Int32Array.from({length: 500}, (_, row) => (row < 400 ? 0 : row)); // one customer has 400 rows
    const cut = (name: string, from: number, to: number): WrangleStep => ({
      ...{name, title: name, why: "To see."},
      apply: (d) => ({table: d.slice(from, to), isChanged: (row) => row < 450, sayDetail: ({removed, changed}) => `${removed}, ${changed}`})
    });
    const {ledger} = takeSteps(toArquero(table, labels), [cut("50 others", 0, 450), cut("the one", 300, 450), cut("none", 0, 150)], groups);
    expect(ledger.map((d) => d.detail)).toEqual(["50, 450", `${FEW}, 150`, "0, 150"]);
    expect(tellLedger(ledger).map(({rowsIn, rowsOut}) => [rowsIn, rowsOut])).toEqual([
      [200, 150],
      [150, 150],
      [150, 150]
    ]);
  });
});

describe("toArquero(table, labels) and fromArquero(table, like)", () => {
  it("give back the same table, missing cells too", () => {
    expect(fromArquero(toArquero(table, labels), table)).toEqual(table);
  });
});
