import type {ColumnProfile} from "../../../lib/infer/columnProfile.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fillBlank, readTicks} from "../../../lib/infer/tickBoxes.js";

/** As a table would be seen whose column holds these texts. */
function profileOf(counts: Record<string, number>, nMissing: number): ColumnProfile {
  const top = Object.entries(counts).map(([text, count]) => ({text, count}));
  const n = top.reduce((sum, {count}) => sum + count, 0);
  return {
    name: "locker",
    type: {name: "text"},
    nRows: n + nMissing,
    nMissing,
    nDistinct: top.length,
    top: top.sort((a, b) => b.count - a.count),
    missingWords: [],
    nCommon: top.reduce((sum, {count}) => sum + (count >= 20 ? count : 0), 0),
    nNumbers: 0,
    isBare: false,
    marks: null,
    symbols: [],
    numbers: null,
    lastDate: null,
    hasShortYears: false,
    nDates: 0,
    nEmails: 0,
    nLinks: 0,
    meanWords: 1,
    meanLength: 1
  };
}

const count = fc.integer({min: 1, max: 60});
const word = fc.constantFrom("x", "X", "✓", "yes", "1", "Y", "gold", "7", "no", "0");
const TICKS = ["x", "X", "✓", "yes", "1", "Y"];

describe("readTicks(profile)", () => {
  it("takes one word for yes with at least 20 rows, and at least 20 without, and leaves every other column as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(word, count, {minKeys: 1, maxKeys: 2}), fc.oneof(fc.constant(0), count), (counts, nMissing) => {
        const profile = profileOf(counts, nMissing);
        const [[text, n], ...others] = Object.entries(counts);
        const isTicked = others.length === 0 && TICKS.includes(text) && n >= 20 && nMissing >= 20;
        expect(readTicks(profile)).toEqual(isTicked ? fillBlank(profile, "no") : profile);
      })
    );
  });
});

describe("fillBlank(profile, blank)", () => {
  it("is the profile of the column with that text in place of its blanks", () => {
    fc.assert(
      fc.property(fc.dictionary(word, count, {minKeys: 1, maxKeys: 4}), count, word, (counts, nMissing, blank) => {
        const filled = {...counts, [blank]: (counts[blank] ?? 0) + nMissing};
        const {top, ...rest} = fillBlank(profileOf(counts, nMissing), blank);
        const {top: wanted, ...others} = profileOf(filled, 0);
        expect(rest).toEqual({...others, blank});
        expect(Object.fromEntries(top.map((d) => [d.text, d.count]))).toEqual(filled);
        expect(top.map((d) => d.count)).toEqual(wanted.map((d) => d.count));
      })
    );
  });
});
