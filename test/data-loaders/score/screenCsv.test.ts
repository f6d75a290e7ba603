import fc from "fast-check";
import type {ScreenedCsv} from "../../../data-loaders/score/screenCsv.js";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {screenCsv} from "../../../data-loaders/score/screenCsv.js";
import {makeFolder} from "./scoring.js";

const folder = await makeFolder();
let nFiles = 0;

async function screen(bytes: Buffer | string): Promise<ScreenedCsv> {
  const path = join(folder, `${nFiles++}.csv`);
  await writeFile(path, bytes);
  return screenCsv({path, name: "users.csv", format: "csv"}, {delimiter: ",", nColumns: 2, copy: `${path}.copy`, aside: `${path}.aside`});
}

async function readAside({aside}: ScreenedCsv): Promise<unknown[]> {
  return aside === null
    ? []
    : (await readFile(aside, "utf8"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown);
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
    {row: 2, line: 4, error: "text must be in UTF-8; got 1,\uFFFD"},
    {row: 3, line: 5, error: "a line must have 2 cells; got 2,3,4"},
    {row: 4, line: 7, error: 'every quote must be closed, and end its cell; got 5,"open'},
    {row: 6, line: 9, error: 'every quote must be closed, and end its cell; got "8"9,0'}
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
  expect(await readAside(screened)).toEqual([{row: 100_001, line: 100_002, error: "a line must have 2 cells; got 1"}]);
});

it("screenCsv(file) keeps exactly what DuckDB reads, whatever the lines are", async () => {
  const piece = fc.constantFrom("a", "b,", "1,2", ",", '"', '"x"', '""', " ", "é", '"q,q"', '"m\nm"', "'", "\\", "#", "\t", "\u00ff\u00fe");
  const line = fc.oneof(
    fc.constant("1,2"),
    fc.array(piece, {maxLength: 4}).map((d) => d.join(""))
  );
  const file = fc.tuple(
    fc.constantFrom("\n", "\r\n", "\r"),
    fc.array(fc.tuple(line, fc.constantFrom("\n", "\n", "\r\n")), {minLength: 1, maxLength: 8})
  );
  await withDuckDB((connection) =>
    fc.assert(
      fc.asyncProperty(file, async ([first, lines]) => {
        const text = `a,b${first}${lines.map(([cells, end]) => cells + end).join("")}`;
        const screened = await screen(Buffer.from(text.replaceAll("é", "Ã©"), "latin1"));
        const reader = await connection.runAndReadAll(
          `SELECT * FROM read_csv('${screened.path}', auto_detect = false, header = true, quote = '"', escape = '"', ` +
            "delim = ',', columns = {a: 'VARCHAR', b: 'VARCHAR'})"
        );
        expect(reader.currentRowCount).toBe(screened.nRows);
      }),
      {numRuns: 200, seed: 5}
    )
  );
});
