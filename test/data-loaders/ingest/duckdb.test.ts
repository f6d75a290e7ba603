import {expect, it} from "vitest";
import {withDatabase} from "../../../data-loaders/ingest/duckdb.js";
import {createCellPrinter} from "../../../lib/rows/printCell.js";

it("withDatabase(settings, run) prints times with a zone in UTC, wherever the machine stands", async () => {
  const zone = process.env.TZ;
  process.env.TZ = "Asia/Kolkata";
  try {
    const printed = await withDatabase({}, async (connect) => {
      const [one, two] = [await connect(), await connect()];
      const sql = "SELECT CAST(TIMESTAMPTZ '2024-02-29 23:59:59.001+00' AS VARCHAR)";
      return [(await one.runAndReadAll(sql)).getRows()[0][0], (await two.runAndReadAll(sql)).getRows()[0][0]];
    });
    const print = createCellPrinter({name: "timestamp", unit: "ms", isUtc: true});
    const expected = print(Date.UTC(2024, 1, 29, 23, 59, 59, 1));
    expect(printed).toEqual([expected, expected]);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
