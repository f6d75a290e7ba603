import {describe, expect, test} from "vitest";
import {dataDateOf, describeDates} from "../../../lib/history/buildDates.js";

const built = {book: "b", builtOn: "2026-03-10T08:00:00.000Z"};
const nothing = {definition: {}, latest: null, fileWrittenOn: null};

describe("dataDateOf(dated)", () => {
  test("is what the definition says, or the latest period, or the file's own day", () => {
    const all = {definition: {asOf: "2026-01-31"}, latest: "2026-02", fileWrittenOn: "2026-03-01T10:00:00.000Z"};
    expect(dataDateOf(all)).toEqual({date: "2026-01-31", of: "definition"});
    expect(dataDateOf({...all, definition: {}})).toEqual({date: "2026-02", of: "time"});
    expect(dataDateOf({...all, definition: {}, latest: null})).toEqual({date: "2026-03-01", of: "file"});
    expect(dataDateOf(nothing)).toBeNull();
  });
});

describe("describeDates(dated, build)", () => {
  test.each([
    ["a day", {definition: {asOf: "2026-01-31", refresh: "P1M"}}, "2026-02-28"],
    ["a month, from its last day", {definition: {refresh: "P1M"}, latest: "2026-01"}, "2026-02-28"],
    ["a year", {definition: {refresh: "P1Y"}, latest: "2025"}, "2026-12-31"],
    ["a day without hyphens", {definition: {refresh: "P1D"}, latest: "20260228"}, "2026-03-01"],
    ["a word: from the build", {definition: {refresh: "P1W"}, latest: "wave 3"}, "2026-03-17"],
    ["nothing: from the build", {definition: {refresh: "P1W"}}, "2026-03-17"],
    ["no refresh", {definition: {asOf: "2026-01-31"}}, null]
  ])("counts from %s", (_what, dated, due) => {
    expect(describeDates({...nothing, ...dated}, built).due).toBe(due);
  });
});
