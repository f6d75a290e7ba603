import {describe, expect, it} from "vitest";
import {areYesAndNo, isMissingText, MISSING_TEXTS, missingTextsOf, truthOf} from "../../../lib/rows/text.js";

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
describe("areYesAndNo(texts)", () => {
  it("knows words of several languages, and letters that are one language's pair", () => {
    const pairs = ["Yes/No", "S/N", "SIM/NÃO", "J/N", "O/N", "T/N", "T/F", "Tak/nie", "1/0"].map((pair) => pair.split("/"));
    expect(pairs.map(areYesAndNo)).toEqual(pairs.map(() => true));
    expect(pairs.map(([yes, no]) => [truthOf(yes), truthOf(no)])).toEqual(pairs.map(() => [true, false]));
    expect([["S", "F"], ["J", "F"], ["S", "M"], ["N", "F"], ["Y"]].map(areYesAndNo)).toEqual([false, false, false, false, false]);
  });
});
