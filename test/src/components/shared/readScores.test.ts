import {tableFromArrays, tableFromIPC, tableToIPC} from "apache-arrow";
import {expect, it} from "vitest";
import {readScores} from "../../../../src/components/shared/readScores.js";
import {rowsOf, skippedOf} from "../../../../lib/book/scores.js";
import {createScores} from "../../../fixtures/book/scores.js";

it("readScores(table) reads back what was written, every finalist by name", () => {
  const {set, y, row, scores} = createScores(50);
  const table = tableFromIPC(tableToIPC(tableFromArrays({set, y, skipped: skippedOf(row), ...scores}), "file"));
  expect(readScores(table)).toEqual({set, y, row, scores});
});

it("readScores(table) names the columns it got when one of its own is absent", () => {
  expect(() => readScores(tableFromArrays({y: new Uint8Array(1), forest: new Float32Array(1)}))).toThrow(
    "readScores: scores.arrow must have the columns set, y, skipped; got y, forest."
  );
});

it("rowsOf(skipped) gives back the rows", () => {
  for (const rows of [[], [0], [3], [0, 1, 2], [2, 3, 7, 70_000]]) expect([...rowsOf(skippedOf(rows))]).toEqual(rows);
  expect([...skippedOf([2, 3, 7])]).toEqual([2, 0, 3]);
});
