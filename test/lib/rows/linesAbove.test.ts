import {expect, it} from "vitest";
import {countLinesAbove} from "../../../lib/rows/linesAbove.js";

const count = (...lines: string[]): number => countLinesAbove(new TextEncoder().encode(lines.join("\n")));
const ROWS = ["1;a;0.5", "2;b;0.7", "3;a;", "4;b;0.1", "5;a;0.2"];

it("countLinesAbove(head) counts lines with text that leave most columns empty, above a header of names over numbers", () => {
  expect(count("Export", "", "30 June;;", "id;plan;use", ...ROWS, "")).toBe(2);
  expect(count("sep=;", "Export", "id;plan;use", ...ROWS, "")).toBe(1);
  expect(count('"Export, of ""June"""', "id;plan;use", ...ROWS, "")).toBe(1);
});

it("countLinesAbove(head) is 0 where the first line may be the header, or nothing below is sure to be one", () => {
  expect(count("id;plan;use", ...ROWS, "")).toBe(0);
  expect(count("id;plan;", "id;plan;use", ...ROWS, "")).toBe(0); // it fills most columns
  expect(count("Export", "id;plan", "1;a", "2;b", "3;a", "4;b", "")).toBe(0); // of two columns a title fills half
  expect(count("Export", "id;id;use", ...ROWS, "")).toBe(0);
  expect(count("Export", "id;plan;use", "1;a;0.5", "")).toBe(0);
  expect(count("Export", "id;plan;use", "x;a;n", "y;b;m", "z;a;k", "")).toBe(0); // a row of texts may be a header as well
  expect(count("Export", "id;plan;use", ...ROWS, "Total", "")).toBe(0); // rows must be as wide
  expect(count("")).toBe(0);
});
