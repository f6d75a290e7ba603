import {describe, expect, it} from "vitest";
import {isMissingText, MISSING_TEXTS, missingTextsOf} from "../../../lib/rows/text.js";

describe("missingTextsOf(listed)", () => {
  it("gives the usual texts where a definition lists none, and else its own and the empty cell", () => {
    expect(missingTextsOf(undefined)).toBe(MISSING_TEXTS);
    expect(missingTextsOf([" unknown "])).toEqual(["", "unknown"]);
    expect(missingTextsOf([])).toEqual([""]);
  });
});

describe("isMissingText(text, missing)", () => {
  it("looks past blanks, and only at the texts given", () => {
    expect([" NaN ", "\t", "#N/A", "#N/D", "#NV", "-", "?", "n/a"].map((d) => isMissingText(d))).toEqual(Array(8).fill(true));
    expect(["-1", "??", "none", "na"].map((d) => isMissingText(d))).toEqual(Array(4).fill(false));
    expect(["NA", "", "unknown"].map((d) => isMissingText(d, missingTextsOf(["unknown"])))).toEqual([false, true, true]);
  });
});
