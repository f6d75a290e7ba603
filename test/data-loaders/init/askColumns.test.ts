import type {DuckDBConnection} from "@duckdb/node-api";
import {setImmediate} from "node:timers/promises";
import {describe, expect, it} from "vitest";
import {sqlText, withDatabase} from "../../../data-loaders/ingest/duckdb.js";
import {askEach, rows, sharing} from "../../../data-loaders/init/askColumns.js";
import {chooseMarks, countWords} from "../../../data-loaders/init/profileColumn.js";

const withConnections = <T>(run: (connections: DuckDBConnection[]) => Promise<T>): Promise<T> =>
  withDatabase({}, async (connect) => run([await connect(), await connect()]));

describe("askEach(connections, items, ask)", () => {
  it("answers in the items' order, by all connections", () =>
    withConnections(async (connections) => {
      const used = new Set<DuckDBConnection>();
      const answers = await askEach(connections, [3, 1, 2], async (connection, item, index) => {
        used.add(connection);
        const [[answer]] = await rows(connection, `SELECT ${item} * 10 + ${index}`);
        return Number(answer);
      });
      expect(answers).toEqual([30, 11, 22]);
      expect(used.size).toBe(2);
    }));

  it("throws the first error once nothing is asked any more", () =>
    withConnections(async (connections) => {
      let nAsked = 0;
      const asking = askEach(connections, [0, 1, 2, 3], async (_, item) => {
        ++nAsked;
        await setImmediate();
        if (item === 0) throw new Error("no answer to 0");
        await setImmediate();
        --nAsked;
      });
      await expect(asking).rejects.toThrow("no answer to 0");
      expect(nAsked).toBe(1);
    }));
});

describe("sharing(connections, nRows)", () => {
  it("leaves a table of many rows to one connection, whose questions have all threads", () =>
    withConnections(async (connections) => {
      expect(sharing(connections, 20_000)).toEqual(connections);
      expect(sharing(connections, 10_000_000)).toEqual([connections[0]]);
    }));
});

describe("countWords(connection, cell, nRows)", () => {
  const seen = (texts: readonly string[]): Promise<{marks: object; isBare: boolean}> =>
    withConnections(async ([connection]) => {
      await connection.run(`CREATE TABLE seen AS SELECT unnest([${texts.map(sqlText).join(", ")}]) AS c0`);
      const words = await countWords(connection, "c0", texts.length);
      const {symbols: _, ...marks} = chooseMarks([words]) as {symbols: unknown};
      return {marks, isBare: words.isBare};
    });

  it.each([
    {texts: ["1", "-2.5", "3e4", "NA"], marks: {}, isBare: true},
    {texts: ["1", "2.5", "1,234.5"], marks: {thousands: ","}, isBare: false},
    {texts: ["1", "2,5"], marks: {decimal: ","}, isBare: false},
    {texts: ["1.234", "12.345.678"], marks: {decimal: ",", thousands: "."}, isBare: false},
    {texts: ["1.234", "2,5"], marks: {decimal: ",", thousands: "."}, isBare: false},
    {texts: ["1 234", "2,5"], marks: {decimal: ",", thousands: " "}, isBare: false},
    {texts: ["1'234", "2.5"], marks: {thousands: "'"}, isBare: false},
    {texts: ["1.5", "$ 2.5"], marks: {}, isBare: false}
  ])("finds how $texts are written", async ({texts, ...expected}) => {
    expect(await seen(texts)).toEqual(expected);
  });
});
