import type {TextFormat} from "../../lib/rows/format.js";
import type {LogisticModel} from "../../lib/model/model.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {getValue} from "../../lib/dataset/table.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";
import {pageDoor, scoreDoor} from "../support/doors.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-files-"));
afterAll(() => rm(folder, {recursive: true}));

const HEADER = "member,status,visits,classes,hours,plan";
const ROWS = ["a,stayed,10,2,1200.5,basic", "b,left,1,0,3.25,plus", "c,stayed,20,9,,plus"];
const GOOD = `${[HEADER, ...ROWS].join("\n")}\n`;

function modelOf(format: TextFormat | undefined): LogisticModel {
  return {
    kind: "logistic",
    version: MODEL_VERSION,
    inputs: [
      {name: "visits", kind: "number"},
      {name: "classes", kind: "number"},
      {name: "hours", kind: "number"},
      {name: "plan", kind: "category", levels: ["basic", "plus", "dé"]}
    ],
    encoding: [
      {input: "visits", kind: "number", mean: 0, scale: 40, missing: 0},
      {input: "classes", kind: "number", mean: 0, scale: 30, missing: 0},
      {input: "hours", kind: "number", mean: 0, scale: 5000, missing: 0},
      {input: "plan", kind: "level", level: "plus", mean: 0, scale: 1},
      {input: "plan", kind: "level", level: "dé", mean: 0, scale: 1}
    ],
    intercept: 0.25,
    weights: [-1, 0.5, 2, -0.75, 0.1],
    ...(format ? {format} : {})
  };
}

function definitionOf(format: TextFormat | undefined): ReturnType<typeof exampleDefinition> {
  const {inputs} = exampleDefinition();
  return exampleDefinition({inputs: inputs.map((d) => (d.kind === "category" ? {...d, levels: ["basic", "plus", "dé"]} : d)), format});
}

interface Shape {
  name: string;
  content: string | Buffer;
  format?: TextFormat;
}

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

const WITH_NOTE = `note,${GOOD.replace(/\n(?=.)/g, "\nx,")}`;
const SEMICOLONS = GOOD.replaceAll(",", ";");

/** All of these are the same three users. */
const shapes: Shape[] = [
  {name: "plain", content: GOOD},
  {name: "CRLF", content: GOOD.replaceAll("\n", "\r\n")},
  {name: "CR", content: GOOD.replaceAll("\n", "\r")},
  {name: "CRCRLF", content: GOOD.replaceAll("\n", "\r\r\n")},
  {name: "mixed line ends", content: GOOD.replace("basic\n", "basic\r\n")},
  {name: "a line break in a header cell, CRLF", content: WITH_NOTE.replace("note", '"no\nte"').replace(/(?<!no)\n/g, "\r\n")},
  {name: "a line of 3 MB", content: WITH_NOTE.replace("\nx,", `\n${"y".repeat(3_000_000)},`)},
  {name: "sep=;", content: `sep=;\n${SEMICOLONS}`},
  {name: "a blank first line, and one of separators", content: `\n,,,\n${GOOD}`},
  {name: "two byte order marks", content: `\uFEFF\uFEFF${GOOD}`},
  {name: "pandas' unnamed index", content: `,${GOOD.replace(/\n(?=.)/g, "\n0,")}`},
  {name: "trailing commas everywhere", content: GOOD.replaceAll("\n", ",\n")},
  {name: "surplus empty cells", content: GOOD.replace("basic\n", "basic, ,\n").replace("9,,plus", "9,,plus,,,")},
  {name: "capitals in the header", content: GOOD.replace(HEADER, HEADER.toUpperCase())},
  {name: "tabs", content: GOOD.replaceAll(",", "\t")},
  {name: "a delimiter that is set", content: GOOD.replaceAll(",", "^"), format: {delimiter: "^"}},
  {name: "UTF-16 with a mark", content: utf16(`\uFEFF${GOOD}`, false)},
  {name: "UTF-16 without", content: utf16(GOOD, false)},
  {name: "UTF-16 big-endian", content: utf16(`\uFEFF${GOOD}`, true)},
  {name: "an unread column in Latin-1", content: Buffer.from(WITH_NOTE.replace("\nx,", "\ncafé,"), "latin1")},
  {
    name: "decimal comma and points between thousands",
    content: SEMICOLONS.replace("1200.5", "1.200,5").replace("3.25", "3,25"),
    format: {decimal: ",", thousands: "."}
  },
  {name: "quoted thousands", content: GOOD.replace("1200.5", '"1,200.5"'), format: {thousands: ","}},
  {
    name: "symbols of money and shares",
    content: GOOD.replace("1200.5", "$1200.5").replace("3.25", "3.25 %"),
    format: {symbols: ["$", "%"]}
  },
  {
    name: "blanks that do not break",
    content: SEMICOLONS.replace("1200.5", "1\u202F200,5").replace("3.25", "3,25"),
    format: {decimal: ",", thousands: " "}
  }
];

let nFiles = 0;

async function write(content: string | Buffer): Promise<string> {
  const path = join(folder, `${nFiles++}.csv`);
  await writeFile(path, content);
  return path;
}

describe("one table, however it is written, at every door:", async () => {
  const expected = await scoreDoor(await write(GOOD), modelOf(undefined));
  expect(expected.scores).toHaveLength(3);
  it.each(shapes)("$name", async ({content, format}) => {
    const path = await write(content);
    const model = modelOf(format);
    const [score, page] = [await scoreDoor(path, model), await pageDoor(path, model)];
    expect(score.scores).toEqual(expected.scores);
    expect(page).toEqual(score);
    const {table, labels} = await readTable({paths: path, definition: definitionOf(format)});
    expect([...labels]).toEqual([0, 1, 0]);
    const rows = Array.from({length: table.nRows}, (_, i) => table.columns.map((column) => getValue(column, i)));
    expect(rows).toEqual([
      [10, 2, 1200.5, "basic"],
      [1, 0, 3.25, "plus"],
      [20, 9, null, "plus"]
    ]);
  });
});

describe("what is no row has one answer at every door:", () => {
  it("separators only, too few cells, a loose quote, a thousands mark that is not said", async () => {
    const path = await write(`${GOOD},,,,,\nd,left\n"e,left,1,1,1,plus\nf,left,1_000,1,"1,5",plus\n`);
    const model = modelOf(undefined);
    const [score, page] = [await scoreDoor(path, model), await pageDoor(path, model)];
    expect(score.scores).toHaveLength(3);
    expect(page.scores).toEqual(score.scores);
    expect(score.faults.map(([row]) => row)).toEqual([4, 5, 6, 7]);
    expect(page.faults).toEqual(score.faults);
    await expect(readTable({paths: path, definition: definitionOf(undefined)})).rejects.toThrow(
      /got 2 that are not: line 6: a line must have 6 cells; got d,left, line 7: every quote must be closed/
    );
  });

  it("text in an encoding that cannot be told is refused by name, not as a missing column", async () => {
    const bytes = Buffer.concat([Buffer.from(`${GOOD}g,left,1,1,1,`), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0a])]);
    const path = await write(bytes);
    const words =
      /a CSV file must be text, in UTF-8, UTF-16, Windows-1252, Shift_JIS or EUC-JP, or in the encoding that the definition's `format` names.*windows-1251/;
    expect((await scoreDoor(path, modelOf(undefined))).refused).toMatch(words);
    expect((await pageDoor(path, modelOf(undefined))).refused).toMatch(words);
    await expect(readTable({paths: path, definition: definitionOf(undefined)})).rejects.toThrow(words);
  });

  it("Windows-1252 is recognised in a column that is read, and told", async () => {
    const path = await write(Buffer.from(`${GOOD}d,left,1,1,1,dé\n`, "latin1"));
    expect((await scoreDoor(path, modelOf(undefined))).scores).toHaveLength(4);
    const {report} = await readTable({paths: path, definition: definitionOf(undefined)});
    expect(report.notes[0]).toMatch(/it is not UTF-8 and was read as Windows-1252; if that is wrong, set `encoding`/);
  });
});
