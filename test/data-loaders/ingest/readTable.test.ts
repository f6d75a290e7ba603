import {FEW} from "../../../lib/groups.js";
import type {IngestResult} from "../../../data-loaders/ingest/readTable.js";
import {mkdir} from "node:fs/promises";
import {DataType, tableFromArrays, tableToIPC} from "apache-arrow";
import {describe, expect, it} from "vitest";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {getColumn, getNumbers} from "../../../lib/dataset/table.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {EXAMPLE_HEADER, EXAMPLE_ROWS, exampleCsv, useScratch, writeParquet} from "./scratch.js";

const scratch = useScratch();
const definition = exampleDefinition();
const read = (paths: string | string[]): Promise<IngestResult> => readTable({paths, definition});

const LABELS = [0, 1, 0, 1, -1, 0, 1, 0, 0, 1, -1, 0];

describe("readTable({paths, definition}) reads", () => {
  it("a CSV file: inputs in the definition's order, float32, sorted levels, missing kept apart", async () => {
    const {table, labels, report} = await read(await scratch.write("plain.csv", exampleCsv()));
    expect(table.columns.map((d) => d.name)).toEqual(["visits", "classes", "hours", "plan"]);
    expect(Array.from(labels)).toEqual(LABELS);
    expect(Array.from(getNumbers(table, "visits"))).toEqual([10, 1, 20, 2, 7, 30, 0, 15, 12, 3, 4, 18]);
    const hours = getNumbers(table, "hours");
    expect([hours[3], hours[4]]).toEqual([NaN, Math.fround(9.1)]);
    expect(getColumn(table, "plan")).toMatchObject({
      kind: "category",
      levels: ["basic", "plus"],
      codes: Int32Array.of(0, 1, 1, 0, 0, 0, 1, -1, 1, 0, 1, 1)
    });
    expect(report).toMatchObject({name: "plain.csv", format: "csv", nRows: 12, nColumns: 6, extraColumns: [], identifiers: ["member"]});
    expect(report.rounding).toEqual({rows: FEW, columns: ["hours"]});
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("what each is worth, apart from the inputs, as it stands", async () => {
    const worth = EXAMPLE_ROWS.map((_, i) => (i === 2 ? "" : i === 3 ? "-1.3" : `${i}.1`));
    const text = [`${EXAMPLE_HEADER},worth`, ...EXAMPLE_ROWS.map((row, i) => `${row},${worth[i]}`)].join("\n");
    const {table, units, report} = await readTable({
      paths: await scratch.write("worth.csv", text),
      definition: {...definition, value: "worth"}
    });
    expect(table.columns.map((d) => d.name)).not.toContain("worth");
    expect([...(units.values ?? [])]).toEqual(worth.map((d) => (d === "" ? NaN : Number(d))));
    expect(report.rounding.columns).toEqual(["hours"]);
    expect(report.extraColumns).toEqual([]);
  });

  it("the same table from quotes, CRLF, a byte order mark, other delimiters, another column order and extra columns", async () => {
    const plain = await read(await scratch.write("plain.csv", exampleCsv()));
    const cells = [EXAMPLE_HEADER, ...EXAMPLE_ROWS].map((line) => line.split(","));
    const turned = cells.map((d, i) => [i === 0 ? "note, one" : 'say "so"', ...d.toReversed()]);
    const variants: Record<string, string> = {
      "crlf.csv": `\uFEFF${exampleCsv().replaceAll("\n", "\r\n")}\r\n`,
      "quoted.csv": cells.map((d) => d.map((cell) => `"${cell}"`).join(",")).join("\n"),
      "semicolon.csv": exampleCsv().replaceAll(",", ";"),
      "tab.tsv": exampleCsv().replaceAll(",", "\t"),
      "spaces.csv": cells.map((d) => d.map((cell) => ` ${cell} `).join(",")).join("\n"),
      "turned.csv": turned.map((d) => d.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n")
    };
    for (const [name, text] of Object.entries(variants)) {
      const {table, labels, report} = await read(await scratch.write(name, text));
      expect({name, table, labels}).toEqual({name, table: plain.table, labels: plain.labels});
      expect(report.extraColumns).toEqual(name === "turned.csv" ? ["note, one"] : []);
    }
  });

  it("the same table from Parquet, typed or as text", async () => {
    const csv = await scratch.write("plain.csv", exampleCsv());
    const plain = await read(csv);
    const typed = await writeParquet(scratch.pathOf("typed.parquet"), `SELECT * FROM read_csv('${csv}', nullstr = ['', 'NaN'])`);
    const nan = await writeParquet(
      scratch.pathOf("nan.parquet"),
      `SELECT * REPLACE (coalesce(hours, 'NaN'::DOUBLE)::FLOAT AS hours) FROM read_csv('${csv}', nullstr = ['', 'NaN'])`
    );
    const text = await writeParquet(scratch.pathOf("text.parquet"), `SELECT * FROM read_csv('${csv}', all_varchar = true)`);
    for (const path of [typed, nan, text]) {
      const {table, labels, report} = await read(path);
      expect({table, labels}).toEqual({table: plain.table, labels: plain.labels});
      expect(report.format).toBe("parquet");
    }
  });

  it("the same table from Arrow, as a file or a stream", async () => {
    const plain = await read(await scratch.write("plain.csv", exampleCsv()));
    const cells = EXAMPLE_ROWS.map((line) => line.split(",").map((cell) => (cell === "" || cell === "NaN" ? null : cell)));
    const arrow = tableFromArrays({
      member: cells.map((d) => BigInt(d[0]!)),
      status: cells.map((d) => d[1]),
      visits: Int32Array.from(cells, (d) => Number(d[2])),
      classes: cells.map((d) => BigInt(d[3]!)),
      hours: cells.map((d) => (d[4] === null ? null : Number(d[4]))),
      plan: cells.map((d) => d[5])
    });
    expect(DataType.isDictionary(arrow.getChild("plan")!.type)).toBe(true);
    for (const kind of ["file", "stream"] as const) {
      const {table, labels} = await read(await scratch.write(`${kind}.arrow`, tableToIPC(arrow, kind)));
      expect({table, labels}).toEqual({table: plain.table, labels: plain.labels});
    }
  });

  it("several files by a pattern, in the order of their names, of mixed format and column order", async () => {
    await mkdir(scratch.pathOf("many"), {recursive: true});
    const plain = await read(await scratch.write("plain.csv", exampleCsv()));
    await scratch.write(
      "many/b.csv",
      exampleCsv(
        EXAMPLE_ROWS.slice(5, 9).map((d) => d.split(",").toReversed().join(",")),
        EXAMPLE_HEADER.split(",").toReversed().join(",")
      )
    );
    await scratch.write("many/a.csv", exampleCsv(EXAMPLE_ROWS.slice(0, 5)));
    const rest = await scratch.write("rest.csv", exampleCsv(EXAMPLE_ROWS.slice(9)));
    await writeParquet(scratch.pathOf("many/c.parquet"), `SELECT * FROM read_csv('${rest}')`);
    const {table, labels, report} = await read(scratch.pathOf("many/*"));
    expect({table, labels}).toEqual({table: plain.table, labels: plain.labels});
    expect(report.files).toEqual([
      {name: "a.csv", format: "csv", nRows: 5},
      {name: "b.csv", format: "csv", nRows: 4},
      {name: "c.parquet", format: "parquet", nRows: 3}
    ]);
    expect(report).toMatchObject({name: "a.csv, b.csv, c.parquet", format: "csv+parquet"});
  });

  it("a file whose name looks like a pattern or like SQL, and nothing beside it", async () => {
    const names = ["a*.csv", "x[1].csv", "y?.csv", 'we\'[ir]d ;-- "quote" %20{a,b}.csv', "***.csv"];
    for (const name of ["ab.csv", "x1.csv", "yz.csv"]) await scratch.write(name, exampleCsv(EXAMPLE_ROWS.slice(0, 5)));
    for (const name of names) {
      const {report} = await read(await scratch.write(name, exampleCsv()));
      expect(report.files).toEqual([{name, format: "csv", nRows: 12}]);
    }
    await writeParquet(scratch.pathOf("p1.parquet"), `SELECT * FROM read_csv('${scratch.pathOf("ab.csv")}')`);
    await writeParquet(
      scratch.pathOf("p[1].parquet"),
      `SELECT * FROM read_csv('${await scratch.write("plain.csv", exampleCsv())}', nullstr = ['', 'NaN'])`
    );
    expect((await read(scratch.pathOf("p[1].parquet"))).report.files).toEqual([{name: "p[1].parquet", format: "parquet", nRows: 12}]);
  });

  it("the same bytes as the same hash", async () => {
    const a = await read(await scratch.write("one.csv", exampleCsv()));
    const b = await read(await scratch.write("two.csv", exampleCsv()));
    expect(a.report.sha256).toBe(b.report.sha256);
  });
});
