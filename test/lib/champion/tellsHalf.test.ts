import type {Finalist} from "../../../lib/book/models.js";
import {expect, it} from "vitest";
import {tellsHalf} from "../../../lib/champion/tellsHalf.js";

it("tellsHalf(finalist) is false where test rows have no groups, or the line that is counted at has nobody on a side", () => {
  const finalistAt = (line: number | undefined, test: unknown[] | null = []): Pick<Finalist, "curves" | "test"> =>
    ({curves: {test}, test: {accuracy: {estimate: 0.75, low: 0.7, high: 0.8, line}}}) as unknown as Finalist;
  expect([undefined, 0.4312].map((line) => tellsHalf(finalistAt(line)))).toEqual([true, true]);
  expect([0, 1].map((line) => tellsHalf(finalistAt(line)))).toEqual([false, false]);
  expect(tellsHalf(finalistAt(undefined, null))).toBe(false);
});
