import {strToU8, zipSync} from "fflate";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "sheets-"))));
afterAll(() => rm(folder, {recursive: true}));

type Sheet = readonly (readonly string[])[];
const NOTES: Sheet = [["Customers"], ["Made by the CRM team"]];
const TABLE: Sheet = [
  ["no", "visits", "churned"],
  ...Array.from({length: 60}, (_, i) => [`K${i}`, `${i % 7}`, i % 3 === 0 ? "yes" : "no"])
];

async function writeWorkbook(name: string, sheets: Readonly<Record<string, Sheet>>): Promise<string> {
  const cell = (text: string): string => (/^\d+$/.test(text) ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  const placed = (row: readonly string[], i: number): string =>
    `<row r="${i + 1}">${row.map((text, j) => cell(text).replace("<c", `<c r="${"ABC"[j]}${i + 1}"`)).join("")}</row>`;
  const all = Object.entries(sheets);
  const listed = all.map(([title], i) => `<sheet name="${title}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
  const related = all.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml" Type="${type}"/>`);
  const files = {
    "xl/workbook.xml": strToU8(`<workbook xmlns:r="http://r"><sheets>${listed.join("")}</sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": strToU8(`<Relationships>${related.join("")}</Relationships>`),
    "xl/sharedStrings.xml": strToU8("<sst/>"),
    "xl/styles.xml": strToU8("<styleSheet/>"),
    ...Object.fromEntries(
      all.map(([, rows], i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        strToU8(
          `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map(placed).join("")}</sheetData></worksheet>`
        )
      ])
    )
  };
  const path = join(folder, name);
  await writeFile(path, zipSync(files));
  return path;
}

async function infer(path: string) {
  const inferred = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
  const file = join(folder, "book.dataset.json");
  await writeFile(file, JSON.stringify(inferred.definition));
  return {...inferred, file};
}

describe("initTable(workbook of several sheets, …)", () => {
  it("reads the first that holds a table, says so, and the build reads the same", async () => {
    const path = await writeWorkbook("notes.xlsx", {"Read me": NOTES, "RFM &amp; more": TABLE, Copy: TABLE});
    const {definition, ofTable, file} = await infer(path);
    expect(definition.format).toEqual({sheet: "RFM & more"});
    expect(ofTable.find(({of}) => of === "the sheet")).toMatchObject({
      guess: "“RFM & more”",
      why: "it is the first that holds a table of some size, of 3"
    });
    expect((await readTable({paths: path, definition: await readDefinition(file)})).labels).toHaveLength(60);
    const other = await writeWorkbook("june.xlsx", {June: TABLE});
    expect((await readTable({paths: other, definition: await readDefinition(file)})).labels).toHaveLength(60);
    const renamed = await writeWorkbook("renamed.xlsx", {Notes: NOTES, Table: TABLE});
    await expect(readTable({paths: renamed, definition: await readDefinition(file)})).rejects.toThrow(
      /must have the sheet “RFM & more”, which the definition's `format` names; got Notes, Table/
    );
  });

  it("passes over what is far smaller than another, such as what its columns mean, and keeps to a table beside a longer one", async () => {
    const meanings = Array.from({length: 40}, (_, i): readonly string[] => [`column${i}`, "text", "what it is"]);
    const long = (n: number): Sheet => Array.from({length: n}, (_, i) => TABLE[i === 0 ? 0 : 1 + ((i - 1) % 60)]);
    const {definition} = await infer(await writeWorkbook("meanings.xlsx", {"Data Dict": meanings, Data: long(3000)}));
    expect(definition.format).toEqual({sheet: "Data"});
    const beside = await infer(await writeWorkbook("orders.xlsx", {Customers: TABLE, Orders: long(600)}));
    expect(beside.definition.format).toBeUndefined();
  });

  it("keeps to the first where it holds one, and names no sheet", async () => {
    const {definition, ofTable} = await infer(await writeWorkbook("first.xlsx", {Customers: TABLE, Notes: NOTES}));
    expect(definition.format).toBeUndefined();
    expect(ofTable.find(({of}) => of === "the sheet")).toMatchObject({guess: "“Customers”", why: "it is the first of 2"});
  });
});
