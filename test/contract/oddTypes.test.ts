import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {
  type DataType,
  Field,
  Int32,
  makeData,
  Map_,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampNanosecond,
  TimestampSecond,
  Utf8,
  Utf8View,
  type Data,
  vectorFromArray
} from "apache-arrow";
import {afterAll, describe, expect, it} from "vitest";
import {withDuckDB} from "../../data-loaders/ingest/duckdb.js";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {formOfBytes} from "../../lib/rows/fileForm.js";
import {createCellPrinter} from "../../lib/rows/printCell.js";
import {writeParquet} from "../data-loaders/ingest/scratch.js";
import {type DoorAnswer, pageDoor, scoreDoor} from "../support/doors.js";
import {definitionOf, probeModel} from "../support/odd/oddFile.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-types-"));
afterAll(() => rm(folder, {recursive: true}));

const declared = {levels: ["basic", "gold"], isOpen: false};
const model = probeModel(declared);

/** The same three users, and what the unread column has of them, by SQL. */
async function writeUsers(name: string, cells: [string, string, string]): Promise<string> {
  const rows = cells.map(
    (cell, i) => `(${i + 1}::DOUBLE, ${i * 1.5}, '${i === 1 ? "gold" : "basic"}', ${cell}, '${i === 1 ? "left" : "stayed"}')`
  );
  return writeParquet(join(folder, name), `SELECT * FROM (VALUES ${rows.join(", ")}) t(active_days, "km driven", plan, note, status)`);
}

const doubles = [1, 2, 3];
const children = (): [string, Data][] => [
  ["active_days", makeData({type: new Int32(), length: 3, nullCount: 0, data: Int32Array.from(doubles)})],
  ["km driven", makeData({type: new Int32(), length: 3, nullCount: 0, data: Int32Array.of(0, 4, 9)})],
  ["plan", vectorFromArray(["basic", "gold", "basic"], new Utf8()).data[0]],
  ["status", vectorFromArray(["stayed", "left", "stayed"], new Utf8()).data[0]]
];

async function writeArrowUsers(name: string, more: [string, Data][]): Promise<string> {
  const columns = [...more, ...children()];
  const fields = columns.map(([title, {type}]) => new Field(title, type as DataType, true));
  const data = makeData({type: new Struct(fields), length: 3, nullCount: 0, children: columns.map(([, column]) => column)});
  const path = join(folder, name);
  await writeFile(path, RecordBatchFileWriter.writeAll([new RecordBatch(new Schema(fields), data)]).toUint8Array(true));
  return path;
}

/** One column of what is saved, by both doors and through Arrow alike. */
async function savedOf(path: string, column: string): Promise<string[]> {
  const score = await scoreDoor(path, model, {ending: "csv"});
  expect(score).toMatchObject({refused: null, faults: []});
  expect(score.scores).toHaveLength(3);
  expect(await pageDoor(path, model)).toEqual(score);
  const throughArrow = await scoreDoor(path, model, {ending: "arrow"});
  expect(throughArrow.scores).toEqual(score.scores);
  expect((await readTable({paths: path, definition: definitionOf(declared)})).table.nRows).toBe(3);
  const at = (answer: DoorAnswer): string[] => answer.kept.slice(1).map((row) => row[answer.kept[0].indexOf(column)]);
  expect(at(throughArrow)).toEqual(at(score));
  return at(score);
}

describe("columns of a Parquet file that nobody reads come back at every door:", () => {
  it.each<[string, [string, string, string], string[]]>([
    ["lists of times", ["[TIMESTAMP '2024-01-31 01:02:03.5']", "[]", "NULL"], ["['2024-01-31 01:02:03.5']", "[]", ""]],
    ["records with times", ["{'a': TIME '01:02:03'}", "{'a': NULL}", "NULL"], ["{'a': '01:02:03'}", "{'a': NULL}", ""]],
    ["maps, their keys in order", ["MAP {2: 'x', 1: 'a\\b'}", "MAP {}", "NULL"], ["{2=x, 1=a\\b}", "{}", ""]],
    ["decimals without a whole part", ["0.25::DECIMAL(4,4)", "-0.5::DECIMAL(4,4)", "NULL"], ["0.2500", "-0.5000", ""]],
    ["dates without end", ["'infinity'::DATE", "'-infinity'::DATE", "DATE '2024-01-31'"], ["infinity", "-infinity", "2024-01-31"]],
    ["timestamps without end", ["'infinity'::TIMESTAMP", "'-infinity'::TIMESTAMP", "NULL"], ["infinity", "-infinity", ""]],
    [
      "float32 that two short texts are as near",
      ["1048576.25::FLOAT", "1136584064::FLOAT", "0.1::FLOAT"],
      ["1048576.25", "1136584064.0", "0.1"]
    ]
  ])("%s", async (name, cells, expected) => {
    expect(await savedOf(await writeUsers(`${name.replaceAll(/\W/g, "")}.parquet`, cells), "note")).toEqual(expected);
  });
});

describe("columns of an Arrow file that nobody reads come back at every door:", () => {
  it("timestamps beyond what DuckDB holds", async () => {
    const data = makeData({type: new TimestampSecond(), length: 3, nullCount: 0, data: BigInt64Array.of(2n ** 45n, -(2n ** 45n), 0n)});
    expect(await savedOf(await writeArrowUsers("far.arrow", [["note", data]]), "note")).toEqual([
      "1116918-05-14 19:20:32",
      expect.stringMatching(/^\d{7}-\d\d-\d\d \(BC\) /),
      "1970-01-01 00:00:00"
    ]);
  });

  it("maps, with keys that come twice and nanoseconds", async () => {
    const pair = new Struct([new Field("key", new Utf8(), false), new Field("value", new TimestampNanosecond(), true)]);
    const keys = vectorFromArray(["b", "a", "b"], new Utf8()).data[0];
    const values = makeData({
      type: new TimestampNanosecond(),
      length: 3,
      nullCount: 0,
      data: BigInt64Array.of(1n, 1706662923123456789n, 0n)
    });
    const entries = makeData({type: pair, length: 3, nullCount: 0, children: [keys, values] as never});
    const map = makeData({
      type: new Map_(new Field("entries", pair, false)),
      length: 3,
      nullCount: 0,
      valueOffsets: Int32Array.of(0, 3, 3, 3),
      child: entries
    });
    expect(await savedOf(await writeArrowUsers("map.arrow", [["note", map as unknown as Data]]), "note")).toEqual([
      "{b='1970-01-01 00:00:00.000000001', a='2024-01-31 01:02:03.123456789', b='1970-01-01 00:00:00'}",
      "{}",
      "{}"
    ]);
  });

  it("texts of string_view, with their byte order mark", async () => {
    const view = (text: string): Uint8Array => {
      const bytes = new TextEncoder().encode(text);
      const cell = new Uint8Array(16);
      new DataView(cell.buffer).setInt32(0, bytes.length, true);
      cell.set(bytes, 4);
      return cell;
    };
    const values = Buffer.concat(["\uFEFFa", "é", ""].map(view));
    const data = makeData({type: new Utf8View(), length: 3, views: new Uint8Array(values), variadicBuffers: []} as never);
    expect(await savedOf(await writeArrowUsers("view.arrow", [["note", data as unknown as Data]]), "note")).toEqual(["\uFEFFa", "é", ""]);
  });
});

it("floats print as DuckDB prints them", async () => {
  const print = {FLOAT: createCellPrinter({name: "float", bits: 32}), DOUBLE: createCellPrinter({name: "float", bits: 64})};
  await withDuckDB(async (connection) => {
    for (const type of ["FLOAT", "DOUBLE"] as const) {
      const wide = "pow(10, (hash(i) % 60)::INTEGER - 30) * (hash(i) % 1000003)";
      const number = `CASE i % 3 WHEN 0 THEN (hash(i) % 33554432) / 16.0 WHEN 1 THEN i * 0.125 ELSE ${wide} END`;
      const reader = await connection.runAndReadAll(`SELECT f, f::VARCHAR FROM (SELECT (${number})::${type} AS f FROM range(30000) t(i))`);
      const others = reader.getRows().filter(([f, text]) => print[type](f) !== text);
      expect(others).toEqual([]);
    }
  });
});

it("a file is what is in it, whatever its name says", async () => {
  const parquet = await readFile(await writeUsers("users.parquet", ["1", "2", "3"]));
  const arrow = await readFile(await writeArrowUsers("users.arrow", []));
  const csv = Buffer.from("active_days,km driven,plan,status\n1,0,basic,stayed\n2,4,gold,left\n3,9,basic,stayed\n");
  for (const [name, bytes] of [
    ["parquet.csv", parquet],
    ["arrow.csv", arrow],
    ["arrow.parquet", arrow],
    ["csv.parquet", csv],
    ["csv.arrow", csv],
    ["csv.xlsx", csv]
  ] as const) {
    const path = join(folder, name);
    await writeFile(path, bytes);
    const answer = await scoreDoor(path, model, {ending: "csv"});
    expect(answer.scores).toHaveLength(3);
    expect(await pageDoor(path, model)).toEqual(answer);
    expect((await readTable({paths: path, definition: definitionOf(declared)})).table.nRows).toBe(3);
  }
});

describe("a file that is no table says at every door what it is", () => {
  const page = '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in, please</title></head><body>a,b</body></html>';
  const seen: [string, string | Buffer, string][] = [
    ["packed.csv", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0]), "a compressed file. Unpack it first."],
    ["page.csv", page, "a web page."],
    ["page.xlsx", "\ufeff<html><table><tr><td>plan</td></tr></table></html>", "a web page."],
    ["xhtml.parquet", `<?xml version="1.0"?>\n${page}`, "a web page."],
    ["denied.csv", '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>', "XML."],
    ["rows.csv", '[\n  {\n    "plan": "basic"', "JSON."],
    ["lines.csv", '{"plan": "basic"}\n{"plan": "gold"}\n', "JSON."],
    ["pointer.parquet", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n", "a pointer of Git LFS,"],
    ["old.xlsx", Buffer.from("d0cf11e0a1b11ae10000000000000000", "hex"), "an Excel workbook of the old form (.xls),"]
  ];
  it.each(seen)("%s", async (name, bytes, words) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    const refusal = `the file must be CSV, Parquet or Arrow; got ${words}`;
    for (const door of [scoreDoor, pageDoor]) expect((await door(path, model)).refused).toContain(refusal);
    await expect(readTable({paths: path, definition: definitionOf(declared)})).rejects.toThrow(`ingest ${name}: ${refusal}`);
  });
});

it.each([["<18,18-25\n1,2\n"], ["{id},plan\n1,basic\n"], ["[plan],<NA>\nbasic,1\n"], ["version,https\n1,2\n"], ["table\n1\n"]])(
  "a header of %j is of a table",
  (text) => {
    expect(formOfBytes(new TextEncoder().encode(text))).toBeNull();
  }
);

it("the command replaces what it wrote with the definition's own delimiter", async () => {
  const input = join(folder, "caret.csv");
  await writeFile(input, "active_days^km driven^plan\n1^2^basic\n");
  const output = join(folder, "caret-out.csv");
  const request = {input, output, model: {...model, format: {delimiter: "^"}}, column: "p", nReasons: 0, workers: 1} as const;
  const progress = {scored() {}, writing() {}, end() {}};
  for (let time = 0; time < 2; ++time) await scoreFiles({...request, unknownLevel: "refuse", progress});
  expect(await readFile(output, "utf8")).toMatch(/^active_days\^km driven\^plan\^p\n1\^2\^basic\^0\.\d+\n$/);
});
