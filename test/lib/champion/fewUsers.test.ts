import {expect, test} from "vitest";
import {isFew} from "../../../lib/champion/fewUsers.js";

const labels = (churned: number, retained: number): Uint8Array =>
  Uint8Array.from({length: churned + retained}, (_, i) => Number(i < churned));

test("isFew(y, groups) counts users, of all and of either class", () => {
  expect(isFew(labels(50, 450), null)).toBe(false);
  expect(isFew(labels(50, 449), null)).toBe(true);
  expect(isFew(labels(49, 600), null)).toBe(true);
  expect(isFew(labels(600, 49), null)).toBe(true);
});

test("where rows repeat customers, customers count", () => {
  const y = labels(600, 6000);
  const ofEach = (rows: number): Int32Array => Int32Array.from(y, (_, i) => Math.floor(i / rows));
  expect(isFew(y, ofEach(1))).toBe(false);
  expect(isFew(y, ofEach(12))).toBe(false); // 550 customers, 50 of whom churned
  expect(isFew(y, ofEach(14))).toBe(true);
});
