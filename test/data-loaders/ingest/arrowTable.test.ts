import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
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

  it("refuse names used twice and lengths that differ", () => {
    expect(() => encodeTable(table, {visits: Int8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)})).toThrow(
      "columns and arrays must have names of their own; got visits"
    );
    expect(() => encodeTable(table, {labels: Int8Array.of(1)})).toThrow("arrays must have 9 values; got labels");
  });
});
