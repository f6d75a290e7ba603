import fc from "fast-check";
import type {ScreenedCsv} from "../../../data-loaders/ingest/screenCsv.js";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {readAside, readCsvSql} from "../../../data-loaders/ingest/openCsv.js";
import {readCsvHead} from "../../../lib/rows/csvHead.js";
import {indexCsv} from "../../../lib/rows/indexCsv.js";
import {finish} from "../../lib/rows/finish.js";
import {screenCsv} from "../../../data-loaders/ingest/screenCsv.js";
import {makeFolder} from "../score/scoring.js";

const folder = await makeFolder();
let nFiles = 0;

/** @param isWhole whether the bytes are known to be UTF-8 */
async function screen(bytes: Buffer | string, isWhole = false): Promise<ScreenedCsv> {
  const path = join(folder, `${nFiles++}.csv`);
  await writeFile(path, bytes);
  const head = readCsvHead(Buffer.from(bytes), {where: "score users.csv", isWanted: () => true, format: {delimiter: ","}});
  return screenCsv(path, {head, isWhole, copy: `${path}.copy`, aside: `${path}.aside`});
}

it("screenCsv(file) leaves a file alone of which every line is a row", async () => {
  const screened = await screen('\uFEFFa,b\n1,"x\ny"\n\n2,é');
  expect(screened).toMatchObject({nRows: 2, aside: null, nAside: 0});
  expect(screened.path).toMatch(/\d\.csv$/);
});

it("screenCsv(file) sets lines aside that are no rows, with their places and reasons, and keeps the others", async () => {
  const latin1 = Buffer.from([0x31, 0x2c, 0xe9, 0x0a]);
  const screened = await screen(
    Buffer.concat([Buffer.from('a,b\n1,"x\ny"\n'), latin1, Buffer.from('2,3,4\n\n5,"open\n6,7\n"8"9,0\n10,11')])
  );
  expect(screened).toMatchObject({nRows: 3, nAside: 4});
  expect(await readFile(screened.path, "utf8")).toBe('a,b\n1,"x\ny"\n\n6,7\n10,11');
  expect(await readAside(screened)).toEqual([
    {row: 2, line: 4, error: "text must be in UTF-8; got 1,\uFFFD", isBare: false},
    {row: 3, line: 5, error: "a line must have 2 cells; got 2,3,4", isBare: false},
    {row: 4, line: 7, error: 'every quote must be closed, and end its cell; got 5,"open', isBare: false},
    {row: 6, line: 9, error: 'every quote must be closed, and end its cell; got "8"9,0', isBare: false}
  ]);
});

it("screenCsv(file) gives all lines the header's line break, because DuckDB refuses a second kind", async () => {
  const screened = await screen("a,b\r\n1,2\n3,4\r\n5,6\r");
  expect(screened).toMatchObject({nRows: 3, nAside: 0});
  expect(await readFile(screened.path, "utf8")).toBe("a,b\r\n1,2\r\n3,4\r\n5,6\r\n");
});

it("screenCsv(file) refuses a header that is no line of text", async () => {
  await expect(screen(Buffer.from([0x61, 0x2c, 0xe9, 0x0a]))).rejects.toThrow(
    "score users.csv: in the header text must be in UTF-8; got a,\uFFFD. Save it as CSV UTF-8."
  );
});

it("screenCsv(file) sees the same in a file of many chunks", async () => {
  const line = `1,"${"é".repeat(50)}"\n`;
  const bytes = Buffer.from(`a,b\n${line.repeat(100_000)}1\n${line}`);
  const screened = await screen(bytes);
  expect(screened).toMatchObject({nRows: 100_001, nAside: 1});
  expect((await readFile(screened.path)).length).toBe(bytes.length - 2);
  expect(await readAside(screened)).toEqual([{row: 100_001, line: 100_002, error: "a line must have 2 cells; got 1", isBare: false}]);
});

it("screenCsv(file) sets lines of separators aside, counted; drops surplus empty cells; reads lines beyond 2 MB", async () => {
  const long = "x".repeat(3_000_000);
  const screened = await screen(`\n"sep=,"\r\r\na,b\r\r\n1,2,\r\r\n,\r\r\n"3,",4, ,\r\r\n , \r\r\n${long},5\r\r\n`);
  expect(screened).toMatchObject({nRows: 3, nAside: 2, nBare: 2, lineBreak: "\n"});
  expect(await readFile(screened.path, "utf8")).toBe(`c0,c1\n1,2\n"3,",4\n${long},5\n`);
  expect(await readAside(screened)).toEqual([
    {row: 2, line: 5, error: "a row must have a value in some cell; got ,", isBare: true},
    {row: 4, line: 7, error: "a row must have a value in some cell; got  ,", isBare: true}
  ]);
  await withDuckDB(async (connection) => {
    const head = readCsvHead(Buffer.from("a,b\n"), {where: "", isWanted: () => true});
    const rows = await connection.runAndReadAll(`SELECT length(a), b FROM ${readCsvSql([screened], head, ["a", "b"])}`);
    expect(rows.getRows().map((row) => row.map(Number))).toEqual([
      [1, 2],
      [2, 4],
      [3_000_000, 5]
    ]);
  });
});

it("screenCsv(file) sets a line aside that is too long to be one, and goes on", async () => {
  const screened = await screen(`a,b\n1,2\n${"y".repeat(40_000_000)}\n3,4\n`);
  expect(screened).toMatchObject({nRows: 2, nAside: 1});
  expect((await readFile(screened.path, "utf8")).split("\n").filter((line) => line !== "")).toEqual(["a,b", "1,2", "3,4"]);
  expect((await readAside(screened))[0]).toMatchObject({
    row: 2,
    line: 3,
    error: expect.stringMatching(/^a line must not be over 16 MB; got yyy/)
  });
});

it("screenCsv(file) keeps what DuckDB reads cell by cell as the page does, whatever the lines are", async () => {
  const piece = fc.constantFrom(
    "a",
    "b,",
    "1,2",
    ",",
    '"',
    '"x"',
    '""',
    " ",
    "é",
    '"q,q"',
    '"m\nm"',
    '"r\r\nr"',
    "'",
    "\\",
    "#",
    "\t",
    "\u00ff\u00fe"
  );
  const line = fc.oneof(
    fc.constant("1,2"),
    fc.array(piece, {maxLength: 4}).map((d) => d.join(""))
  );
  const file = fc.tuple(
    fc.constantFrom("\n", "\r\n", "\r", "\r\r\n"),
    fc.constantFrom("", "\n", "sep=,\n", "\uFEFF", ",,\n"),
    fc.array(fc.tuple(line, fc.constantFrom("\n", "\n", "\r\n", "\r\r\n")), {minLength: 1, maxLength: 8}),
    fc.constantFrom("a,b", '"a","b"', '"a\nx",b', "a,")
  );
  await withDuckDB((connection) =>
    fc.assert(
      fc.asyncProperty(file, async ([first, above, lines, names]) => {
        const text = `${above}${names}${first}${lines.map(([cells, end]) => cells + end).join("")}`;
        // bytes that are no UTF-8 in some lines of a file that is
        const bytes = Buffer.concat([...text].map((d) => (d > "\u00fd" && d < "\u0100" ? Buffer.from(d, "latin1") : Buffer.from(d))));
        const screened = await screen(bytes);
        const head = readCsvHead(bytes, {where: "", isWanted: () => true, format: {delimiter: ","}});
        const reader = await connection.runAndReadAll(`SELECT * FROM ${readCsvSql([screened], head, ["a", "b"])}`);
        const source = finish(indexCsv(bytes, head, false));
        const read = Array.from({length: source.nRows}, (_, row) => source.read(row).cells).filter((cells) => cells !== null);
        expect(reader.getRows().map((row) => row.map((cell) => (cell ?? "").toString().trim()))).toEqual(
          read.map((row) => row.map((cell) => (cell ?? "").trim()))
        );
        expect(source.nRows).toBe(screened.nRows + screened.nAside);
      }),
      {numRuns: 500, seed: 5}
    )
  );
});
