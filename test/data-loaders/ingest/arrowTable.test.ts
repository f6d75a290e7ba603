import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {HOSTILE_NAMES} from "../../support/hostileNames.js";
import {decodeTable, encodeTable} from "../../../data-loaders/ingest/arrowTable.js";

const table: Table = {
  nRows: 9,
  columns: [
    {name: "visits", kind: "number", values: Float32Array.of(1, NaN, 3, 0.1, -2, 0, 7, 8, NaN)},
    {name: "plan", kind: "category", levels: ["basic", "plus"], codes: Int32Array.of(0, 1, -1, 1, 0, 0, 1, 1, 0)},
    {name: "place", kind: "category", levels: ["é", "日本"], codes: Int32Array.of(0, 1, 1, 1, 0, 0, 1, 1, 0)}
  ]
};
const arrays = {
  labels: Int8Array.of(0, 1, -1, 0, 1, -1, 0, 0, 0),
  set: Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1, 0),
  row: Int32Array.of(8, 7, 6, 5, 4, 3, 2, 1, 0),
  score: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
};

describe("encodeTable(table, arrays) and decodeTable(bytes)", () => {
  it("give back the same table and arrays", () => {
    expect(decodeTable(encodeTable(table, arrays))).toEqual({table, arrays});
  });

  it("give the same bytes each time", () => {
    const first = encodeTable(table, arrays);
    encodeTable({...table, columns: table.columns.slice(1)});
    expect(encodeTable(table, arrays)).toEqual(first);
    const {table: again, arrays: beside} = decodeTable(first);
    expect(encodeTable(again, beside)).toEqual(first);
  });

  it("keep a table without rows", () => {
    const empty: Table = {nRows: 0, columns: [{name: "visits", kind: "number", values: new Float32Array()}]};
    expect(decodeTable(encodeTable(empty)).table.columns.map((d) => d.name)).toEqual(["visits"]);
  });

  it("let a column be called whatever it is, also as an array is", () => {
    const columns = HOSTILE_NAMES.map((name) => ({name, kind: "number" as const, values: Float32Array.of(1)}));
    const beside = Object.fromEntries(["y", "labels", "__proto__", "constructor"].map((name) => [name, Int8Array.of(1)]));
    expect(decodeTable(encodeTable({nRows: 1, columns}, beside))).toEqual({table: {nRows: 1, columns}, arrays: beside});
  });

  it("refuse columns of one name and lengths that differ", () => {
    expect(() => encodeTable({...table, columns: [...table.columns, table.columns[0]]})).toThrow("names of their own; got visits");
    expect(() => encodeTable(table, {labels: Int8Array.of(1)})).toThrow("arrays must have 9 values; got labels");
  });
});
