import {gzipSync} from "node:zlib";
import {expect, it} from "vitest";
import {inflate} from "../../../../src/components/sql/inflate.js";
import {LONGEST_QUERY, queryField} from "../../../../src/components/sql/sqlEditor.js";
import {formatNumber, plainCell, readCells} from "../../../../src/components/sql/engine.js";
import {countText} from "../../../../src/components/sql/sqlBox.js";

const bytes = new TextEncoder().encode("what is inside ".repeat(1000));

it("inflate(body) inflates gzip in pieces of any size, and counts what it read", async () => {
  const packed = gzipSync(bytes);
  for (const size of [1, 7, 5000]) {
    let read = 0;
    const stream = await inflate(streamOf(packed, size), (count) => (read = count));
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(bytes);
    expect(read).toBe(packed.length);
  }
});

it("inflate(body) takes as it is what the browser has inflated on the way", async () => {
  expect(new Uint8Array(await new Response(await inflate(streamOf(bytes, 100))).arrayBuffer())).toEqual(bytes);
  expect((await new Response(await inflate(streamOf(new Uint8Array(), 1))).arrayBuffer()).byteLength).toBe(0);
});

it("inflate(body) fails on a file that is cut short", async () => {
  const stream = await inflate(streamOf(gzipSync(bytes).subarray(0, 40), 16));
  await expect(new Response(stream).arrayBuffer()).rejects.toThrow();
});

it("plainCell(value, type) gives numbers where they are exact, and text for everything else", () => {
  expect([plainCell(3n), plainCell(9007199254740993n), plainCell(0.5)]).toEqual([3, "9007199254740993", 0.5]);
  expect([plainCell(null), plainCell(undefined), plainCell(true), plainCell(NaN), plainCell(-Infinity)]).toEqual([
    null,
    null,
    "true",
    "NaN",
    "-Infinity"
  ]);
  expect([plainCell(0, "Date32<DAY>"), plainCell(1500, "Timestamp<MICROSECOND>")]).toEqual(["1970-01-01", "1970-01-01 00:00:01.500"]);
  expect(plainCell([1n, {a: 12345678901234567890n}])).toBe('[1,{"a":"12345678901234567890"}]');
});

it("readCells(batch, limit) reads rows across columns, no more than asked", () => {
  const batch = {
    numRows: 3,
    schema: {
      fields: [
        {name: "a", type: "Int32"},
        {name: "a", type: "Utf8"}
      ]
    },
    getChildAt: (i: number) => ({get: (row: number) => (i === 0 ? row : `r${row}`)})
  };
  expect(readCells(batch, 2)).toEqual([
    [0, "r0"],
    [1, "r1"]
  ]);
  expect(readCells(batch, 9)).toHaveLength(3);
});

it("formatNumber(value) keeps six digits that count, and whole numbers whole", () => {
  expect([0.1772819, 1234567, 1e-9, 2 / 3].map(formatNumber)).toEqual(["0.177282", "1234567", "1e-9", "0.666667"]);
});

it("queryField(fallback) takes any query that is not too long", () => {
  const {parse, format} = queryField("SELECT 1");
  expect([parse("SELECT 2"), parse(" "), parse("x".repeat(LONGEST_QUERY)).length, parse("x".repeat(LONGEST_QUERY + 1))]).toEqual([
    "SELECT 2",
    "SELECT 1",
    LONGEST_QUERY,
    "SELECT 1"
  ]);
  expect(format("a\nb")).toBe("a\nb");
});

it("countText(count, cut) says when there is more", () => {
  expect([countText(1, false), countText(0, false), countText(500, true)]).toEqual([
    "1 row.",
    "0 rows.",
    "The first 500 rows; the result has more."
  ]);
});

function streamOf(content: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= content.length) return controller.close();
      controller.enqueue(content.slice(at, (at += size)));
    }
  });
}
