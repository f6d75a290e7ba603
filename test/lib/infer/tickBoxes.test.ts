import type {ColumnProfile} from "../../../lib/infer/columnProfile.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fillBlank, readTicks, readTruths} from "../../../lib/infer/tickBoxes.js";

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

describe("readTruths(profile)", () => {
  const WAYS = [
    [
      ["Yes", "yes", "YES", "Y", "y"],
      ["No", "no", "NO", "N", "n"]
    ],
    [
      ["TRUE", "True", "true", "t"],
      ["FALSE", "False", "false", "f"]
    ],
    [
      ["Ja", "ja", "J", "1"],
      ["Nein", "nein", "N", "0"]
    ],
    [
      ["Yes", "TRUE", "1", "on"],
      ["No", "false", "0", "off"]
    ]
  ];
  const ofEach = (texts: readonly string[]) => fc.subarray([...texts], {minLength: 1});
  const both = fc.constantFrom(...WAYS).chain(([yes, no]) => fc.tuple(ofEach(yes), ofEach(no)));
  const countsOf = (texts: string[]) => fc.array(count, {minLength: texts.length, maxLength: texts.length});
  const zip = (texts: string[], counts: number[]) => Object.fromEntries(texts.map((text, i) => [text, counts[i]]));

  it("counts yes and no in whatever spellings as two texts, with every row", () => {
    const table = both.chain(([yes, no]) => fc.tuple(fc.constant([yes, no]), countsOf([...yes, ...no]), fc.nat({max: 60})));
    fc.assert(
      fc.property(table, ([[yes, no], counts, nMissing]) => {
        const profile = profileOf(zip([...yes, ...no], counts), nMissing);
        const read = readTruths(profile);
        if (yes.length + no.length === 2) return void expect(read).toBe(profile);
        const sums = [counts.slice(0, yes.length), counts.slice(yes.length)].map((d) => d.reduce((sum, n) => sum + n, 0));
        const of = (texts: string[]) => read.top.find(({text}) => texts.includes(text))!;
        expect([of(yes).count, of(no).count]).toEqual(sums);
        expect([read.nDistinct, read.top.length, read.nMissing, read.nNumbers]).toEqual([2, 2, nMissing, 0]);
        const others = Object.values(read.spelled ?? {}).flatMap((d) => d ?? []);
        expect([...others, ...read.top.map(({text}) => text)].sort()).toEqual([...yes, ...no].sort());
      })
    );
  });

  it("takes ticks in several spellings for one, and blanks beside them for no", () => {
    const ticks = fc.constantFrom(["x", "X", "×", "ja", "yes"], ["✓", "✔", "yes", "TRUE"], ["*", "ja", "Ja"]).chain(ofEach);
    const table = ticks.chain((texts) => fc.tuple(fc.constant(texts), countsOf(texts), count));
    fc.assert(
      fc.property(table, ([texts, counts, nMissing]) => {
        const profile = profileOf(zip(texts, counts), nMissing);
        const n = counts.reduce((sum, d) => sum + d, 0);
        const read = readTruths(profile);
        if (n < 20 || nMissing < 20) return void expect(read).toBe(profile);
        expect([read.blank, read.nDistinct, read.nMissing]).toEqual(["no", 2, 0]);
        expect(Object.fromEntries(read.top.map((d) => [d.text === "no" ? "no" : "tick", d.count]))).toEqual({no: nMissing, tick: n});
      })
    );
  });

  it.each([
    ["a third thing", ["Yes", "no", "maybe"]],
    ["letters that may each mean something of their own", ["T", "F", "N"]],
    ["a cross beside a tick", ["x", "✓"]],
    ["a circle beside a cross", ["o", "x"]],
    ["numbers", ["0", "1", "1.0"]],
    ["texts", ["gold", "Gold"]]
  ])("leaves %s as it is", (_, texts) => {
    const numbers = texts.every((text) => /^\d/.test(text)) ? {nNumbers: 90} : {};
    const profile = {...profileOf(Object.fromEntries(texts.map((text) => [text, 90 / texts.length])), 30), ...numbers};
    expect(readTruths(profile)).toBe(profile);
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
