import {describe, expect, test} from "vitest";
import {addDuration, readDuration} from "../../../lib/dataset/refresh.js";

describe("readDuration(text)", () => {
  test.each([
    ["P1M", {months: 1, days: 0}],
    ["P1Y6M", {months: 18, days: 0}],
    ["P2W", {months: 0, days: 14}],
    ["P1M10D", {months: 1, days: 10}],
    ["P", null],
    ["P0D", null],
    ["1M", null],
    ["PT12H", null],
    ["P1.5M", null],
    ["P-1M", null]
  ])("%s", (text, expected) => {
    expect(readDuration(text)).toEqual(expected);
  });
});

describe("addDuration(day, duration)", () => {
  test.each([
    ["2025-01-31", "P1M", "2025-02-28"],
    ["2024-01-31", "P1M", "2024-02-29"],
    ["2024-02-29", "P1Y", "2025-02-28"],
    ["2025-12-31", "P1D", "2026-01-01"],
    ["2025-01-31", "P1M1D", "2025-03-01"],
    ["2025-11-30", "P3M", "2026-02-28"]
  ])("%s and %s", (day, duration, expected) => {
    expect(addDuration(day, duration)).toBe(expected);
  });

  test("is null where either is none, or time ends", () => {
    expect(addDuration("2025-02-30", "P1M")).toBeNull();
    expect(addDuration("2025-02-20", "monthly")).toBeNull();
    expect(addDuration("2025-02-20", "P99999999Y")).toBeNull();
  });
});
