import type {CsvRecord} from "../../../lib/rows/records.js";
import {expect, it} from "vitest";
import {scanRecord} from "../../../lib/rows/records.js";

function scan(text: string, isLast = true): CsvRecord {
  const record: CsvRecord = {isWhole: false, end: 0, lineBreak: "", nCells: 0, nLines: 0, isLoose: false};
  scanRecord(Buffer.from(text), {start: 0, delimiter: ",".charCodeAt(0), isLast}, record);
  return record;
}

it.each([
  ["a,b\nc", {end: 4, nCells: 2, lineBreak: "\n"}],
  ["a,b\r\nc", {end: 5, nCells: 2, lineBreak: "\r\n"}],
  ["a,b\rc", {end: 4, nCells: 2, lineBreak: "\r"}],
  ["a,,b", {end: 4, nCells: 3, lineBreak: ""}],
  ["\nc", {end: 1, nCells: 1, lineBreak: "\n"}],
  ['"a,b","c\n\nd"\ne', {end: 13, nCells: 2, nLines: 3, isLoose: false}],
  ['"a""b",c\n', {end: 9, nCells: 2, isLoose: false}],
  ['5" pipe,2\n', {end: 10, nCells: 2, isLoose: false}],
  ['a, "b,c"\n', {end: 9, nCells: 2, isLoose: false}]
])("scanRecord(%j) finds the record's end", (text, expected) => {
  expect(scan(text)).toMatchObject({isWhole: true, ...expected});
});

it.each([
  ['a,"b\nc,d\n', 5],
  ['"a"b,c\nd,e\n', 7],
  ['"open', 5]
])("scanRecord(%j) ends a record with a loose quote at its first line", (text, end) => {
  expect(scan(text)).toMatchObject({isWhole: true, isLoose: true, nLines: 1, end});
});

it.each(["a,b", 'a,"b\n', 'a,"b"', "a,b\r", '"a"b'])("scanRecord(%j) waits for more where the record may go on", (text) => {
  expect(scan(text, false).isWhole).toBe(false);
});
