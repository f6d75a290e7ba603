import {expect, it} from "vitest";
import {fillFew} from "../../../lib/explore/fillFew.js";
import {MIN_GROUP} from "../../../lib/groups.js";

const tableOf = (nMissing: number) => ({
  nRows: 100,
  columns: [
    {name: "x", kind: "number" as const, values: Float32Array.from({length: 100}, (_, i) => (i < nMissing ? NaN : i))},
    {
      name: "c",
      kind: "category" as const,
      levels: ["a", "b"],
      codes: Int32Array.from({length: 100}, (_, i) => (i < nMissing ? -1 : +(i % 3 > 0)))
    }
  ]
});

it("puts missing cells with the many where they are too few to be told, and leaves them where they are enough, or none", () => {
  const [x, c] = fillFew(tableOf(7), {groups: null}).columns;
  expect(x.kind === "number" && [x.values[0], x.values.some(Number.isNaN)]).toEqual([53, false]);
  expect(c.kind === "category" && Array.from(c.codes.slice(0, 7))).toEqual([1, 1, 1, 1, 1, 1, 1]);
  for (const n of [0, MIN_GROUP, 100]) expect(fillFew(tableOf(n), {groups: null})).toEqual(tableOf(n));
});

it("puts them there too where they are too few of a class that is counted, or sums of the others tell of it", () => {
  const classOf = (churned: number) => ({groups: null, y: Uint8Array.from({length: 100}, (_, i) => Number(i < churned || i % 2 === 0))});
  const [x] = fillFew(tableOf(40), classOf(21)).columns;
  expect(x.kind === "number" && x.values.some(Number.isNaN)).toBe(false); // 30 of 40 churned: 10 retained
  expect(fillFew(tableOf(40), classOf(0))).toEqual(tableOf(40)); // 20 of 40
});
