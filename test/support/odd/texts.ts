import type {TextFormat} from "../../../lib/rows/format.js";
import fc from "fast-check";

/** Cells as people and programs write them, and as neither should. */

const TIES = ["16777217", "33554434.5", "0.1", "0.30000000000000004", "3.4028235e38", "3.4028236e38", "1.401298464324817e-45", "7e-46"];
const WIDE = ["9007199254740993", "18446744073709551616", "-170141183460469231731687303715884105728", `1${"0".repeat(60)}`];
const FORMS = [".5", "5.", "+5", "-0", "00012", "1e5", "1E+5", "1e-400", "1e400", "1e39", "-2.5E-3", "007.50"];
const NONE = [
  "0x1F",
  "1e",
  "e5",
  "--5",
  "1.2.3",
  "inf",
  "-inf",
  "Infinity",
  "12abc",
  "1/2",
  "5%",
  "$5",
  "\u22125",
  "1e5.5",
  "2024-01-31",
  "+",
  "."
];
const FOREIGN = ["\u0663", "\uFF17", "7\u00A0", "\u00A07", "\u200B7", "\uFEFF7", "\u20037", "7\v", "true", "False", "TRUE"];
const MARKED = ["1_000", "1,000", "1.000,5", "1 000", "1'000", "1\u00A0000", "1\u202F000,5", "12,345.5", "1,00", "0,5", "1,000,000.25"];

/** Texts that may stand for no value, whatever the definition says. */
const WORDS = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "-", "?", "-999", "-999.0", "unknown", "na", "NONE"];

const padded = (cell: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom("", " ", "\t", "  "), cell, fc.constantFrom("", " ", "\t")).map((parts) => parts.join(""));

const sound: fc.Arbitrary<string> = fc.oneof(
  fc.integer({min: 0, max: 31}).map(String),
  fc.integer({min: -40, max: 4000}).map(String),
  fc.double({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6}).map(String),
  fc.tuple(fc.integer({min: 0, max: 99_999}), fc.nat({max: 999})).map(([whole, rest]) => `${whole}.${rest}`),
  fc.constantFrom(...FORMS.filter((d) => !["1e400", "1e39"].includes(d)), ...TIES.slice(0, 5), WIDE[0], WIDE[1])
);

/** A cell of a column of numbers; most are numbers. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  {weight: 30, arbitrary: sound},
  {weight: 5, arbitrary: padded(sound)},
  {weight: 6, arbitrary: padded(fc.constantFrom(...WORDS))},
  {weight: 2, arbitrary: fc.constantFrom(...FORMS, ...TIES, ...WIDE)},
  {weight: 1, arbitrary: fc.constantFrom(...NONE, ...FOREIGN)},
  {weight: 1, arbitrary: fc.constantFrom(...MARKED)},
  {weight: 1, arbitrary: fc.double().map(String)},
  {weight: 1, arbitrary: fc.stringMatching(/^[-+0-9.,eE_ ]{1,8}$/)}
);

/** A number with the marks of a table that has its own. */
export function markedText({decimal = ".", thousands, symbols = [], accounting = false}: TextFormat): fc.Arbitrary<string> {
  const group = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, thousands ?? "");
  const marked = fc
    .tuple(fc.constantFrom("", "-", "+"), fc.nat({max: 5_000_000}), fc.option(fc.nat({max: 9999}), {nil: null}))
    .map(([sign, whole, rest]) => `${sign}${group(whole)}${rest === null ? "" : `${decimal}${rest}`}`);
  const beside = fc
    .tuple(fc.constantFrom("", ...symbols), marked, fc.constantFrom("", " ", "\u00A0"), fc.constantFrom("", ...symbols))
    .map((parts) => parts.join(""));
  const either = symbols.length > 0 ? beside : marked;
  const belowZero = fc
    .tuple(either, fc.constantFrom(["(", ")"], ["", "-"], ["", " -"], ["$(", ")"], ["(", ") $"]))
    .map(([number, [before, after]]) => `${before}${number}${after}`);
  return fc.oneof({weight: 8, arbitrary: either}, {weight: accounting ? 5 : 0, arbitrary: belowZero}, {weight: 3, arbitrary: numberText});
}

/** A cell of a category. */
export function levelTextOf(levels: readonly string[]): fc.Arbitrary<string> {
  const known = fc.constantFrom(...levels);
  return fc.oneof(
    {weight: 24, arbitrary: known},
    {weight: 4, arbitrary: padded(known)},
    {weight: 5, arbitrary: padded(fc.constantFrom(...WORDS))},
    {weight: 1, arbitrary: known.map((level) => level.toUpperCase())},
    {weight: 1, arbitrary: known.map((level) => `${level}\u00A0`)},
    {weight: 1, arbitrary: fc.constantFrom("Gold", 'a "quoted" one', "a,b;c|d", "line\nend", "1.0", "01", "O'Hara\\", "\uFEFF", "é")}
  );
}

/** Any text at all, with a liking for what separates, quotes and ends. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {weight: 4, arbitrary: fc.string({maxLength: 8})},
  {weight: 2, arbitrary: fc.string({unit: "grapheme", maxLength: 6})},
  {weight: 1, arbitrary: fc.string({unit: "binary", maxLength: 4}).map((text) => text.replaceAll("\0", ""))},
  {weight: 2, arbitrary: fc.stringMatching(/^[ab,;|\t"'\r\n #=]{0,6}$/)},
  {weight: 2, arbitrary: fc.constantFrom(...WORDS, "=1+1", "@SUM(A1)", "café", "€ 5", "Привет", "日本", "long ".repeat(50), "\\N", "0")}
);

/** A text that every encoding has which the tests write. */
export const westernText: fc.Arbitrary<string> = fc.constantFrom("café", "Ägypten", "naïve", "señor", "plain", "", "5 £", "à la carte");
