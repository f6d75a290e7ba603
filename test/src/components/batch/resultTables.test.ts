import {expect, test} from "vitest";
import {shownCell} from "../../../../src/components/batch/resultTables.js";

test.each([
  ["20170131", {name: "joined", kind: "number", asOf: "2024-12-31"}, "20170131"],
  ["20170131", {name: "calls", kind: "number"}, 20170131],
  ["", {name: "calls", kind: "number"}, ""],
  ["few", {name: "calls", kind: "number"}, "few"],
  ["40", {name: "plan", kind: "category", levels: ["40"]}, "40"],
  ["00123", undefined, "00123"]
] as const)("a table of rows shows %j, which %j reads, as %j", (cell, input, shown) => expect(shownCell(cell, input)).toBe(shown));
