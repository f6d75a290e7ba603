import fc from "fast-check";
import type {RowSource} from "../../../lib/rows/rowSource.js";
import {describe, expect, it} from "vitest";
import {indexCsv} from "../../../lib/rows/indexCsv.js";
import {readCsvHead} from "../../../lib/rows/csvHead.js";
import {toUtf8} from "../../../lib/rows/encoding.js";
import {splitCells} from "../../../lib/rows/records.js";
import {formatCsv} from "../../../src/components/ui/files.js";
import {finish} from "./finish.js";

const where = "score file.csv";

function open(content: string | Uint8Array, wanted: string[] = []): RowSource {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const text = finish(toUtf8(bytes, undefined, where));
  return finish(indexCsv(text.bytes, readCsvHead(text.bytes, {where, isWanted: (name) => wanted.includes(name)}), text.isWhole));
}

function readAll(source: RowSource): unknown[] {
  return Array.from({length: source.nRows}, (_, row) => source.read(row).cells ?? source.read(row).fault);
}

describe("splitCells(line, delimiter)", () => {
  it.each([
    ["a,b", ["a", "b"]],
    ["", [""]],
    [",", ["", ""]],
    ['"a,b",c', ["a,b", "c"]],
    ['a,"say ""no"""', ["a", 'say "no"']],
    ['a, "b",', ["a", "b", ""]],
    ['"",x', ["", "x"]],
    ['5" pipe,2', ['5" pipe', "2"]],
    ['"two\nlines",2', ["two\nlines", "2"]]
  ])("%j", (line, cells) => {
    expect(splitCells(line, ",")).toEqual(cells);
  });
});

describe("readCsvHead(head)", () => {
  it.each([
    ["a,b;c", ","],
    ["a;b;c,d", ";"],
    ["a\tb", "\t"],
    ["a|b", "|"]
  ])("finds the separator of %j by what is wanted", (text, delimiter) => {
    expect(readCsvHead(new TextEncoder().encode(text), {where, isWanted: (name) => ["a", "b"].includes(name)}).delimiter).toBe(delimiter);
  });

  it("refuses an empty file and bytes that are no text", () => {
    expect(() => open("")).toThrow("score file.csv: the file must not be empty; got 0 bytes.");
    expect(() => open(Uint8Array.of(1, 0, 255, 3))).toThrow(
      "score file.csv: a CSV file must be text, in UTF-8, UTF-16, Windows-1252, Shift_JIS or EUC-JP, or in the encoding that the definition's " +
        "`format` names; " +
        "got bytes that are none of these. Save it as CSV UTF-8, or set `encoding` in `format`"
    );
  });
});

describe("indexCsv(bytes, header)", () => {
  it("reads rows whatever the line breaks, with a byte order mark, without empty lines", () => {
    for (const lineBreak of ["\n", "\r\n", "\r"]) {
      const source = open(`\uFEFFa,b${lineBreak}1,2${lineBreak}${lineBreak}"x${lineBreak}y",4`);
      expect(source.columns).toEqual(["a", "b"]);
      expect(readAll(source)).toEqual([
        ["1", "2"],
        [`x${lineBreak}y`, "4"]
      ]);
    }
  });

  it("keeps the place of lines that are no rows, and says why", () => {
    const source = open('a,b\n1,2\n1,2,3\n"open,2\n5,6\n');
    expect(readAll(source)).toEqual([
      ["1", "2"],
      "a line must have 2 cells; got 1,2,3",
      'every quote must be closed, and end its cell; got "open,2',
      ["5", "6"]
    ]);
  });

  it("says which line is not UTF-8, and goes on", () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode("a,b\n1,2\n"), 0xe9, 44, 50, 10, ...new TextEncoder().encode("é,4")]);
    expect(readAll(open(bytes))).toEqual([["1", "2"], "text must be in UTF-8; got \uFFFD,2", ["é", "4"]]);
  });

  it("refuses a header that is no line of text", () => {
    expect(() => open('a,"b\n1,2\n')).toThrow(/in the header every quote must be closed.* Save it as CSV UTF-8\.$/);
  });

  it("gives back whatever our own CSV holds", () => {
    const cell = fc.string({unit: fc.constantFrom("a", ",", ";", '"', "\n", "\r", " ", "é", "=")}).filter((text) => !/^[=\r\n]/.test(text));
    const row = fc.tuple(cell, cell, cell).filter((cells) => /[a;,é=]/.test(cells.join("")));
    fc.assert(
      fc.property(fc.array(row, {minLength: 1, maxLength: 5}), (rows) => {
        expect(readAll(open(formatCsv(["a", "b", "c"], rows), ["a", "b", "c"]))).toEqual(rows);
      }),
      {numRuns: 300}
    );
  });
});
