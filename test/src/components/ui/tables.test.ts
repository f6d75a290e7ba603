import type {Column} from "../../../../src/components/ui/dataTable.js";
import {describe, expect, test} from "vitest";
import {alignment, cellContent, sortRows} from "../../../../src/components/ui/dataTable.js";
import {formatCsv} from "../../../../src/components/ui/files.js";
import {nextIndex} from "../../../../src/components/ui/chartReadout.js";

interface Row {
  name: string;
  score: number | null;
}

const rows: readonly Row[] = Object.freeze([
  {name: "tree 10", score: 2},
  {name: "base", score: null},
  {name: "tree 9", score: -1},
  {name: "even", score: 2}
]);
const byScore: Column<Row> = {key: "score", title: "Score"};
const byName: Column<Row> = {key: "name", title: "Name"};
const names = (sorted: Row[]): string[] => sorted.map(({name}) => name);

describe("sortRows(rows, column, descending)", () => {
  test("sorts numbers by size, keeps ties in order, and puts missing last both ways", () => {
    expect(names(sortRows(rows, byScore, false))).toEqual(["tree 9", "tree 10", "even", "base"]);
    expect(names(sortRows(rows, byScore, true))).toEqual(["tree 10", "even", "tree 9", "base"]);
  });

  test("sorts text as readers do", () => {
    expect(names(sortRows(rows, byName, false))).toEqual(["base", "even", "tree 9", "tree 10"]);
  });

  test("sorts by sortValue where there is one", () => {
    const column: Column<Row> = {key: "name", title: "Name", sortValue: (name) => name.length};
    expect(names(sortRows(rows, column, true))[0]).toBe("tree 10");
  });
});

describe("a column", () => {
  test("stands right when it holds numbers", () => {
    expect([alignment(byScore, rows), alignment(byName, rows)]).toEqual(["right", "left"]);
  });

  test("shows a dash for nothing, and what format makes of the value", () => {
    expect(cellContent(byScore, rows[1])).toBe("–");
    expect(cellContent({key: "score", title: "Score", format: (score) => `${score} points`} satisfies Column<Row>, rows[0])).toBe(
      "2 points"
    );
  });
});

describe("formatCsv(header, rows)", () => {
  test("quotes commas, quotes and line breaks", () => {
    expect(
      formatCsv(
        ["a", "b"],
        [
          ["x, y", 'say "no"'],
          ["line\nbreak", 1.5]
        ]
      )
    ).toBe('a,b\r\n"x, y","say ""no"""\r\n"line\nbreak",1.5\r\n');
  });

  test("disarms text that a spreadsheet would run, and leaves negative numbers alone", () => {
    expect(formatCsv(["a"], [["=1+1"], ["-2+3"], ["@x"], [-2]])).toBe("a\r\n'=1+1\r\n'-2+3\r\n'@x\r\n-2\r\n");
  });
});

describe("nextIndex(key, at, count)", () => {
  test("walks, stops at the ends, jumps and leaves", () => {
    expect(["ArrowRight", "End", "Home", "ArrowLeft", "Escape"].map((key) => nextIndex(key, 1, 3))).toEqual([2, 2, 0, 0, -1]);
    expect(nextIndex("ArrowRight", 2, 3)).toBe(2);
  });

  test("leaves other keys, an empty table and Escape from nowhere to the page", () => {
    expect([nextIndex("Tab", 0, 3), nextIndex("ArrowRight", 0, 0), nextIndex("Escape", -1, 3)]).toEqual([null, null, null]);
  });
});
