import type {Model} from "../../lib/model/model.js";
import type {Shipped} from "../support/batchPage.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DuckDBConnection} from "@duckdb/node-api";
import {csvParseRows} from "d3";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {NEW_COLUMNS} from "../../lib/batch/outputRows.js";
import {readModel} from "../../lib/model/readModel.js";
import {choose, readShipped, save, toCsv} from "../support/batchPage.js";
import {openReader} from "../support/browser.js";

const {folder} = inject("site");
let scratch: string;
let reader: Reader;
let model: Model;
let connection: DuckDBConnection;
let shipped: Shipped;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "churnbook-saves-"));
  connection = await DuckDBConnection.create();
  reader = await openReader();
  shipped = readShipped(folder);
  model = readModel(JSON.parse(readFileSync(`${folder}/api/champion.json`, "utf8")));
});
afterAll(async () => {
  connection.closeSync();
  await reader?.close();
  await rm(scratch, {recursive: true});
});

/** Columns that no model reads, each of a type that is easily cut short: a SELECT's list over the row's number n. */
const AWKWARD = [
  "(12345678901234567890123456789012345678 - n)::DECIMAL(38, 0) AS key38",
  "(n * 1.005)::DECIMAL(18, 3) AS amount",
  "TIMESTAMP '2024-02-29 23:59:59.999999' + n * INTERVAL 1 MICROSECOND AS stamp",
  "(TIMESTAMP '2024-02-29 23:59:59.001' + n * INTERVAL 1 HOUR)::TIMESTAMPTZ AS stamped",
  "(0.1 * n)::FLOAT AS small",
  "CASE n % 3 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 1e300 / (n + 1) END AS large",
  "DATE '0001-01-01' + (n * 37)::INTEGER AS day",
  "TIME '01:02:03.5' AS clock",
  "uuid() AS uuid",
  "unhex(md5(n::VARCHAR)) AS bytes16",
  "[n, NULL] AS list",
  "{'a': n, 'b': 'x, y'} AS record",
  "CASE n % 4 WHEN 0 THEN '=1+1' WHEN 1 THEN ' \"quoted\", ' WHEN 2 THEN E'two\\nlines' END AS note",
  "n % 2 = 0 AS truth"
].join(", ");

/** Users as the site ships them, and then what is missing, unseen, impossible, no number, and bare. */
function csvOf(): string {
  const {names, users, cells, book} = shipped;
  const rows = users(40).map(cells);
  const [number] = book.inputs.flatMap(({kind}, j) => (kind === "category" ? [] : [j]));
  const change = (row: number, j: number, cell: string): void => void (rows[row][j] = cell);
  for (const [j, {kind}] of book.inputs.entries()) {
    change(j % 10, j, "");
    if (kind === "category") for (const [k, cell] of ["gold", "NA", " ", "Other"].entries()) change(10 + k, j, cell);
  }
  for (const [k, cell] of ["1_000", "many", "-5", "3.25", "1e39", "0x10", "\u22125"].entries()) change(20 + k, number, cell);
  return toCsv(["id", ...names], [...rows.map((row, i) => [`u${i}`, ...row]), ["", ...names.map(() => "")], ["last", ...rows[0]]]);
}

const files: Record<string, () => Promise<Buffer>> = {
  "a CSV file with missing, unseen, impossible and bare cells": () => Promise.resolve(Buffer.from(csvOf())),
  "the same in UTF-16, with pandas' index": () =>
    Promise.resolve(
      Buffer.from(
        `\uFEFF${csvOf()
          .replaceAll(/^(?=.)/gm, "7,")
          .replace("7,", ",")}`,
        "utf16le"
      )
    ),
  "Parquet of texts, with a row of nulls": () => parquetOf("*"),
  "Parquet with columns that are easily cut short": () => parquetOf(`* EXCLUDE n, ${AWKWARD}`)
};

async function parquetOf(select: string): Promise<Buffer> {
  const path = join(scratch, "users.parquet");
  await writeFile(join(scratch, "users.csv"), csvOf());
  const rows = `SELECT *, row_number() OVER () AS n FROM read_csv('${join(scratch, "users.csv")}', all_varchar = true)`;
  const isAwkward = select !== "*";
  await connection.run(`COPY (SELECT ${isAwkward ? select : "* EXCLUDE n"} FROM (${rows})) TO '${path}' (FORMAT parquet)`);
  return readFile(path);
}

describe("what /batch saves is what churnbook score writes, cell by cell:", () => {
  test.each(Object.keys(files))("%s", async (name) => {
    const bytes = await files[name]();
    const input = join(scratch, name.includes("Parquet") ? "in.parquet" : "in.csv");
    await writeFile(input, bytes);
    const {output, errors, nRows, nBad} = await scoreFiles({
      input,
      output: join(scratch, "out.csv"),
      model,
      column: "churn_probability",
      nReasons: 0,
      unknownLevel: "refuse",
      workers: 1,
      progress: {scored() {}, writing() {}, end() {}}
    });
    expect(nBad).toBeGreaterThan(4);
    const {page, errors: faults, close} = await reader.open("/batch");
    await choose(page, bytes);
    const scores = csvParseRows(await save(page, "save-scores"));
    const told = csvParseRows(await save(page, "save-errors"));
    expect(faults).toEqual([]);
    await close();

    const added = NEW_COLUMNS.length - 1; // the command names no model in every line
    const own = scores.map((row) => row.slice(0, -added));
    const theirs = csvParseRows(await readFile(output, "utf8"));
    expect(own).toHaveLength(nRows - nBad + 1);
    const withoutScore = (rows: string[][]): string[][] => rows.map((row) => row.slice(0, -1));
    expect(withoutScore(own)).toEqual(withoutScore(theirs));
    const differences = own.slice(1).map((row, i) => Math.abs(Number(row.at(-1)) - Number(theirs[i + 1].at(-1))));
    expect(Math.max(...differences)).toBeLessThan(1e-15); // engines round exp differently
    expect(told).toEqual(csvParseRows(await readFile(errors!, "utf8")));
  });
});
