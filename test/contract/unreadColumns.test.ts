import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Binary, tableFromIPC, type Vector} from "apache-arrow";
import {strToU8, zipSync} from "fflate";
import {afterAll, describe, expect, it} from "vitest";
import {withDuckDB} from "../../data-loaders/ingest/duckdb.js";
import {initTable} from "../../data-loaders/init/initTable.js";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {explainArrowFault} from "../../lib/rows/arrowFault.js";
import {writeParquet} from "../data-loaders/ingest/scratch.js";
import {pageDoor, scoreDoor} from "../support/doors.js";
import {noteValueless} from "../../data-loaders/ingest/sheetCells.js";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {definitionOf, probeModel} from "../support/odd/oddFile.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-unread-"));
afterAll(() => rm(folder, {recursive: true}));

const declared = {levels: ["basic", "gold"], isOpen: false};
const model = probeModel(declared);
const request = {model, column: "churn_probability", nReasons: 0, unknownLevel: "refuse", workers: 1} as const;
const progress = {scored() {}, writing() {}, end() {}};

/** A Parquet file in which one byte of some texts was replaced, so that they are no UTF-8. */
async function writeBroken(name: string, query: string): Promise<string> {
  const path = await writeParquet(join(folder, name), query);
  const bytes = await readFile(path, "latin1");
  expect(bytes).toContain("caf#");
  await writeFile(path, bytes.replaceAll("caf#", "caf\u00e9"), "latin1");
  return path;
}

const ROWS = `SELECT (i % 31)::DOUBLE AS active_days, i * 1.5 AS "km driven", CASE WHEN i % 2 = 0 THEN 'basic' ELSE 'gold' END AS plan,
  CASE i % 4 WHEN 0 THEN 'caf#' WHEN 1 THEN NULL WHEN 2 THEN '' ELSE 'tea' END AS note, ['caf#' || i] AS notes,
  CASE WHEN i % 3 = 0 THEN 'left' ELSE 'stayed' END AS status FROM range(300) t(i)`;

describe("texts of a Parquet file that are no UTF-8", () => {
  it("stop no door where nobody reads them, and come back as they were", async () => {
    const path = await writeBroken("unread.parquet", ROWS);
    const answer = await scoreDoor(path, model);
    expect(answer).toMatchObject({refused: null, faults: [], warnings: []});
    expect(answer.scores).toHaveLength(300);
    expect(answer.kept.slice(0, 3)).toEqual([
      ["active_days", "km driven", "plan", "note", "notes", "status"],
      ["0.0", "0.0", "basic", "caf\\xE9", "[caf\\xE90]", "left"],
      ["1.0", "1.5", "gold", "", "[caf\\xE91]", "stayed"]
    ]);
    expect(await pageDoor(path, model)).toEqual(answer);
    expect(await scoreDoor(path, model, {ending: "arrow"})).toEqual(answer);
    expect((await readTable({paths: path, definition: definitionOf(declared)})).table.nRows).toBe(300);
    const said = {label: "status", churned: ["left"], identifiers: [], keep: []};
    const {columns} = await initTable(path, said, async (_, unchanged) => unchanged);
    expect(columns.map(({name}) => name)).toEqual(answer.kept[0]);
  });

  it("keep their bytes in Parquet and Arrow", async () => {
    const input = await writeBroken("kept.parquet", ROWS);
    const scored = await scoreFiles({...request, progress, input, output: join(folder, "kept-out.parquet")});
    expect(scored.notes).toEqual([`texts that are no UTF-8 are kept as bytes, in "note", "notes"`]);
    const hex = await withDuckDB(async (connection) => {
      const reader = await connection.runAndReadAll(`SELECT hex(note) FROM '${scored.output}' LIMIT 4`);
      return reader.getRows().flat();
    });
    expect(hex).toEqual(["636166E9", null, "", "746561"]);
    const {output} = await scoreFiles({...request, progress, input, output: join(folder, "kept-out.arrow")});
    const notes = tableFromIPC(await readFile(output)).getChild("note") as Vector<Binary>;
    expect([0, 1, 2, 3].map((i) => notes.get(i))).toEqual([Uint8Array.of(99, 97, 102, 0xe9), null, new Uint8Array(), strBytes("tea")]);
  });

  it("are unknown levels in an input, alike at all doors", async () => {
    const path = await writeBroken(
      "read.parquet",
      `SELECT i::DOUBLE AS active_days, i * 1.5 AS "km driven", CASE i % 3 WHEN 0 THEN 'caf#' WHEN 1 THEN 'basic' ELSE 'gold' END AS plan,
        CASE WHEN i % 2 = 0 THEN 'left' ELSE 'stayed' END AS status FROM range(6) t(i)`
    );
    const answer = await scoreDoor(path, model);
    const words = 'plan must be basic, gold or empty; got "caf\\\\xE9"';
    expect(answer.faults).toEqual([
      [1, words],
      [4, words]
    ]);
    expect(await pageDoor(path, model)).toEqual(answer);
    await expect(readTable({paths: path, definition: definitionOf(declared)})).rejects.toThrow(
      '"caf\\xE9" in column "plan", 2 rows, first row 1'
    );
  });
});

describe("times of a Parquet file that are finer than a microsecond", () => {
  it("come back as they were, though DuckDB would cut them", async () => {
    const path = await writeParquet(
      join(folder, "nanos.parquet"),
      `SELECT i::DOUBLE AS active_days, i * 1.5 AS "km driven", 'gold' AS plan, make_timestamp_ns(1700000000000000000 + i) AS seen,
        make_timestamp_ns(1700000000000000000 + 1000 * i) AS whole FROM range(3) t(i)`
    );
    const bytes = await readFile(path, "latin1");
    const [noZone, zone] = ["\x12\x1c\x3c", "\x11\x1c\x3c"]; // isAdjustedToUTC: false, true; the unit: nanoseconds
    expect(bytes.split(noZone)).toHaveLength(3);
    await writeFile(path, bytes.replaceAll(noZone, zone), "latin1");
    const answer = await scoreDoor(path, model);
    expect(answer.kept.slice(1).map((row) => row.slice(3))).toEqual([
      ["2023-11-14 22:13:20+00", "2023-11-14 22:13:20+00"],
      ["2023-11-14 22:13:20.000000001+00", "2023-11-14 22:13:20.000001+00"],
      ["2023-11-14 22:13:20.000000002+00", "2023-11-14 22:13:20.000002+00"]
    ]);
    expect(await pageDoor(path, model)).toEqual(answer);
    const {notes} = await scoreFiles({...request, progress, input: path, output: join(folder, "nanos.csv")});
    expect(notes).toEqual(['times finer than a microsecond are kept as texts, in "seen"']);
  });
});

describe("a file that is named as Arrow", () => {
  it("is refused for what it is, at every door", async () => {
    const path = join(folder, "old.feather");
    await writeFile(path, "FEA1 and more");
    const {refused} = await scoreDoor(path, model);
    expect(refused).toBe(
      "a Feather file must be of version 2, which is Arrow IPC; got version 1. Write it again with pandas or pyarrow, whose default is version 2."
    );
    expect((await pageDoor(path, model)).refused).toBe(refused);
    await expect(readTable({paths: path, definition: definitionOf(declared)})).rejects.toThrow(`ingest old.feather: ${refused}`);
  });
});

describe("a table of thousands of columns", () => {
  it("is scored in each form, though each column takes memory", async () => {
    const extra = Array.from({length: 3000}, (_, i) => `c${i}`);
    const path = join(folder, "wide.csv");
    await writeFile(path, `active_days,km driven,plan,${extra.join(",")}\n1,2,gold,${extra.join(",")}\n`);
    for (const ending of ["csv", "parquet"]) {
      const {nRows, nBad} = await scoreFiles({...request, progress, input: path, output: join(folder, `wide-out.${ending}`)});
      expect([nRows, nBad]).toEqual([1, 0]);
    }
  });
});

function strBytes(text: string): Uint8Array {
  return Uint8Array.from(strToU8(text));
}

/** A workbook of which the second sheet's cells do not count. @param cells by address */
async function writeWorkbook(name: string, cells: readonly string[]): Promise<string> {
  const text = (address: string, shown: string): string => `<c r="${address}" t="inlineStr"><is><t>${shown}</t></is></c>`;
  const rows = cells.map(
    (cell, i) =>
      `<row r="${i + 2}"><c r="A${i + 2}"><v>${i + 1}</v></c>${cell.replace("<c", `<c r="B${i + 2}"`)}` +
      `${text(`C${i + 2}`, "gold")}${text(`D${i + 2}`, i % 2 ? "left" : "stayed")}</row>`
  );
  const header = ["active_days", "km driven", "plan", "status"].map((column, j) => text(`${"ABCD"[j]}1`, column)).join("");
  const sheet = (inside: string): Uint8Array =>
    strToU8(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${inside}</sheetData></worksheet>`);
  const relation = (id: number): string =>
    `<Relationship Id="rId${id}" Target="worksheets/sheet${id}.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>`;
  const files = {
    "xl/workbook.xml": strToU8(
      `<workbook xmlns:r="http://r"><sheets><sheet name="b" sheetId="2" r:id="rId2"/><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ),
    "xl/_rels/workbook.xml.rels": strToU8(`<Relationships>${relation(1)}${relation(2)}</Relationships>`),
    "xl/sharedStrings.xml": strToU8("<sst/>"),
    "xl/styles.xml": strToU8("<styleSheet/>"),
    "xl/worksheets/sheet1.xml": sheet(`<row r="1"><c r="A1" t="e"><v>#NUM!</v></c></row>`),
    "xl/worksheets/sheet2.xml": sheet(`<row r="1">${header}</row>${rows.join("")}`)
  };
  await writeFile(join(folder, name), zipSync(files));
  return join(folder, name);
}

describe("cells of a workbook that have no value though something stands in them", () => {
  it("are told, with their places, and never taken for empty", async () => {
    const cells = [
      "<c><v>5</v></c>",
      '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      "<c><f>A2+A3</f><v/></c>",
      "<c><f>A2+A3</f><v>7.5</v></c>",
      '<c t="str"><f>A2&amp;""</f></c>',
      '<c t="str"><f>""</f><v></v></c>',
      "<c/>",
      '<c t="e"><v>#N/A</v></c>'
    ];
    const path = await writeWorkbook("errors.xlsx", cells);
    const {notes, errors, nBad} = await scoreFiles({...request, progress, input: path, output: join(folder, "errors.csv")});
    expect(notes).toEqual([
      "errors.xlsx: 2 cells hold errors, #DIV/0! in B3 first: they are read as these words",
      "errors.xlsx: 2 cells hold formulas without a value, =A2+A3 in B4 first: open the workbook and save it, so that it is calculated"
    ]);
    const found = {
      errors: {count: 2, first: {address: "B3", shown: "#DIV/0!"}},
      formulas: {count: 31, first: {address: "B4", shown: "=A2"}}
    };
    expect(noteValueless(found, true)).toEqual([
      "fewer than 20 cells hold errors: they are read as these words",
      "31 cells hold formulas without a value: open the workbook and save it, so that it is calculated"
    ]);
    expect(nBad).toBe(3);
    const said = await readFile(errors!, "utf8");
    for (const words of [
      'line 3: km driven must be a finite number or empty; got ""#DIV/0!""',
      'line 4: km driven must be a finite number or empty; got ""=A2+A3""',
      'line 6: km driven must be a finite number or empty; got ""=A2&\\""\\""""'
    ]) {
      expect(said).toContain(words);
    }
    await expect(readTable({paths: path, definition: definitionOf(declared)})).rejects.toThrow(
      'got 3 that are not: "#DIV/0!" in column "km driven", line 3, "=A2+A3" in column "km driven", line 4'
    );
  });
});

describe("explainArrowFault(error, where)", () => {
  it("names a layout that cannot be read, with a remedy that works", () => {
    expect(explainArrowFault(new Error('Unrecognized type: "RunEndEncoded" (22)'), "score a.arrow").message).toBe(
      "score a.arrow: columns must be of a layout that apache-arrow reads; got a run-end-encoded column. " +
        "Write it plainly, in Python by pyarrow.compute.run_end_decode(column), or leave it out."
    );
    expect(explainArrowFault(new Error('Unrecognized type: "New" (99)'), "x").message).toContain("got a column of Arrow's type New.");
    expect(explainArrowFault(new Error("Expected to read 9 bytes"), "x").message).toContain("it may be cut short");
  });
});
