import {otherSpellings} from "../../../lib/rows/cell.js";
import type {TextFormat} from "../../../lib/rows/format.js";
import type {Declared, OddFile} from "./oddFile.js";
import fc from "fast-check";
import {CATEGORY, LABEL, NUMBERS, oddFile} from "./oddFile.js";
import {anyText, levelTextOf, markedText, numberText, westernText} from "./texts.js";

/** What a column of the file is: one that is read, or another that no door may stumble over. */
type ColumnRole = "days" | "km" | "plan" | "status" | "note" | "unnamed" | "twice";

const NAMES: Record<Exclude<ColumnRole, "twice">, string> = {
  days: NUMBERS[0],
  km: NUMBERS[1],
  plan: CATEGORY,
  status: LABEL,
  note: "note",
  unnamed: ""
};

/** How often each comes, as fc.oneof takes it. */
const often = <T>(...weighted: [weight: number, value: T][]): fc.Arbitrary<T> =>
  fc.oneof(...weighted.map(([weight, value]) => ({weight, arbitrary: fc.constant(value)})));

type Quoting = "needed" | "always" | "blanks" | "raw";
const quoting: fc.Arbitrary<Quoting> = often([40, "needed"], [8, "always"], [1, "blanks"], [1, "raw"]);

interface Cell {
  text: string;
  quoting: Quoting;
}

const cellOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Cell> => fc.record({text, quoting});

/** A line that is not simply a row. */
type OddLine = "empty" | "blank" | "bare" | "bare blanks" | "short" | "long" | "surplus" | "open quote" | "after quote" | "header again";

interface CsvPlan {
  declared: Declared;
  delimiter: string;
  columns: ColumnRole[];
  spelled: "exact" | "capitals" | "folded" | "blanks" | "line break";
  rows: Record<ColumnRole, Cell>[];
  /** where the two sound rows stand among the others, and which lines are odd */
  soundAt: number;
  odd: {kind: OddLine; at: number}[];
  lineEnd: string;
  otherEnds: {end: string; at: number}[];
  tail: "break" | "none" | "two" | "commas";
  above: "nothing" | "empty line" | "sep" | "commas";
  trailing: boolean;
  encoding: Encoding;
}

type Encoding = "utf-8" | "one mark" | "two marks" | "utf-16le" | "utf-16le mark" | "utf-16be mark" | "latin1" | "broken";

const LEVELS: Declared["levels"][] = [
  ["basic", "plus"],
  ["None", "NA", "basic"],
  ["true", "false"],
  ["1", "2", "3"],
  ["True", "False"]
];
const FORMATS: (TextFormat | undefined)[] = [
  {decimal: ","},
  {decimal: ",", thousands: "."},
  {thousands: ","},
  {decimal: ",", thousands: " "},
  {symbols: ["$", "%"]},
  {decimal: ",", thousands: ".", symbols: ["R$", "$", "€", "kr"]},
  {thousands: ",", symbols: ["$"], accounting: true}
];

/** What a table is declared to be; most are as programs write them. */
export const declared: fc.Arbitrary<Declared> = fc
  .record({
    format: fc.oneof(
      {weight: 12, arbitrary: fc.constant(undefined)},
      {weight: 4, arbitrary: fc.constantFrom(...FORMATS, {thousands: "'"} as const, {thousands: "_"} as const)}
    ),
    missing: fc.option(fc.constantFrom<string[][]>(["-999", "unknown"], [], ["NA", "?", "0"]), {freq: 5, nil: undefined}),
    levels: fc.oneof({weight: 5, arbitrary: fc.constant(LEVELS[0])}, {weight: 3, arbitrary: fc.constantFrom(...LEVELS)}),
    isOpen: fc.boolean(),
    isBlankLevel: fc.integer({min: 0, max: 3}).map((d) => d === 0),
    isSpelled: fc.integer({min: 0, max: 3}).map((d) => d === 0)
  })
  .map(({isBlankLevel, isSpelled, ...d}) => ({
    ...d,
    ...(isBlankLevel ? {blank: d.levels[0]} : {}),
    ...(isSpelled ? {spelled: {[d.levels[1]]: ["Gold", "?"], [d.levels[0]]: ["BASIC"]}} : {})
  }))
  // levels that only a definition can tell from missing words, or from true and false, are listed in it
  .map((d) => ({...d, isOpen: d.isOpen && !d.levels.some((level) => ["None", "True"].includes(level))}));

function planOf(known: Declared): fc.Arbitrary<CsvPlan> {
  const encoding = often<Encoding>(
    [24, "utf-8"],
    [6, "one mark"],
    [1, "two marks"],
    [1, "utf-16le"],
    [2, "utf-16le mark"],
    [1, "utf-16be mark"],
    [3, "latin1"],
    [2, "broken"]
  );
  return fc.tuple(encoding, often([10, ","], [4, ";"], [3, "\t"], [2, "|"], [1, "^"])).chain(([written, delimiter]) => {
    const number = known.format ? markedText(known.format) : numberText;
    const note = written === "latin1" ? westernText : anyText;
    const row: fc.Arbitrary<CsvPlan["rows"][number]> = fc.record({
      days: cellOf(fc.oneof({weight: 3, arbitrary: fc.integer({min: 0, max: 31}).map(String)}, {weight: 2, arbitrary: number})),
      km: cellOf(number),
      plan: cellOf(levelTextOf([...known.levels, ...otherSpellings(known).map(([text]) => text)])),
      status: cellOf(often([4, "left"], [4, "stayed"], [1, ""])),
      note: cellOf(note),
      unnamed: cellOf(fc.nat({max: 9}).map(String)),
      twice: cellOf(fc.nat({max: 9}).map(String))
    });
    return fc.record({
      declared: fc.constant({...known, ...(delimiter === "^" ? {format: {...known.format, delimiter}} : {})}),
      delimiter: fc.constant(delimiter),
      encoding: fc.constant(written),
      columns: columnsOf(),
      spelled: often<CsvPlan["spelled"]>([20, "exact"], [2, "capitals"], [2, "folded"], [2, "blanks"], [1, "line break"]),
      rows: fc.array(row, {maxLength: 7}),
      soundAt: fc.nat({max: 7}),
      odd: fc.oneof(
        {weight: 3, arbitrary: fc.constant<CsvPlan["odd"]>([])},
        {weight: 2, arbitrary: fc.array(oddLine(), {minLength: 1, maxLength: 3})}
      ),
      lineEnd: often([10, "\n"], [6, "\r\n"], [2, "\r"], [2, "\r\r\n"]),
      otherEnds: fc.oneof(
        {weight: 8, arbitrary: fc.constant<CsvPlan["otherEnds"]>([])},
        {
          weight: 1,
          arbitrary: fc.array(fc.record({end: fc.constantFrom("\n", "\r\n", "\r", "\r\r\n"), at: fc.nat({max: 9})}), {maxLength: 3})
        }
      ),
      tail: often<CsvPlan["tail"]>([12, "break"], [4, "none"], [1, "two"], [1, "commas"]),
      above: often<CsvPlan["above"]>([20, "nothing"], [1, "empty line"], [1, "sep"], [1, "commas"]),
      trailing: often([12, false], [1, true])
    });
  });
}

/** The columns that are read among others, in some order; seldom one is lacking, or there twice. */
function columnsOf(): fc.Arbitrary<ColumnRole[]> {
  const extra = fc.subarray<ColumnRole>(["note", "unnamed"]);
  const fault = often<"none" | "lacking" | "twice">([40, "none"], [1, "lacking"], [1, "twice"]);
  return fc.tuple(extra, fault).chain(([more, wrong]) => {
    const read: ColumnRole[] = wrong === "lacking" ? ["days", "plan", "status"] : ["days", "km", "plan", "status"];
    const all: ColumnRole[] = [...read, ...more, ...(wrong === "twice" ? (["twice"] as const) : [])];
    return fc.shuffledSubarray(all, {minLength: all.length});
  });
}

function oddLine(): fc.Arbitrary<{kind: OddLine; at: number}> {
  const kind = often<OddLine>(
    [4, "empty"],
    [2, "blank"],
    [4, "bare"],
    [2, "bare blanks"],
    [2, "short"],
    [1, "long"],
    [3, "surplus"],
    [1, "open quote"],
    [1, "after quote"],
    [1, "header again"]
  );
  return fc.record({kind, at: fc.nat({max: 9})});
}

/** CSV files. */
export const csvFiles: fc.Arbitrary<OddFile> = fc.oneof(
  {weight: 60, arbitrary: declared.chain(planOf).map(toFile)},
  {
    weight: 1,
    arbitrary: fc
      .tuple(declared, fc.constantFrom("", "\uFEFF", "\n", "\n\n,,\n", "active_days,km driven,plan,status", "just a text\n", '"'))
      .map(([known, text]) =>
        oddFile({ending: "csv", declared: known, traits: ["csv", "no table"], content: Buffer.from(text)}, JSON.stringify(text))
      )
  }
);

/** Two users who differ in all that is read, so that the build can learn from any file that it takes. */
function soundRows({levels}: Declared): CsvPlan["rows"] {
  const cell = (text: string): Cell => ({text, quoting: "needed"});
  const [first, second] = levels;
  const others = {note: cell("n"), unnamed: cell("0"), twice: cell("1")};
  return [
    {days: cell("1"), km: cell("2"), plan: cell(first), status: cell("left"), ...others},
    {days: cell("3"), km: cell("4"), plan: cell(second), status: cell("stayed"), ...others}
  ];
}

function toFile(plan: CsvPlan): OddFile {
  const {declared: known, encoding, odd, lineEnd, above, tail, spelled, trailing, columns} = plan;
  const traits = [
    "csv",
    `encoding ${encoding}`,
    `line end ${JSON.stringify(lineEnd)}`,
    `header ${spelled}`,
    ...odd.map(({kind}) => `line: ${kind}`),
    ...(above === "nothing" ? [] : [`above: ${above}`]),
    ...(tail === "break" ? [] : [`tail: ${tail}`]),
    ...(trailing ? ["trailing delimiters"] : []),
    ...(known.format ? ["marks of its own"] : []),
    ...columns.filter((d) => d === "twice" || d === "unnamed").map((d) => `column ${d}`)
  ];
  const text = printCsv(plan);
  const written = {delimiter: plan.delimiter, encoding: PYTHON[encoding]};
  return oddFile({ending: "csv", declared: known, traits, written, content: encode(text, plan)}, JSON.stringify(text));
}

function printCsv(plan: CsvPlan): string {
  const {columns, delimiter, rows, soundAt, odd, lineEnd, otherEnds, tail, above, trailing} = plan;
  const at = Math.min(soundAt, rows.length);
  const all = [...rows.slice(0, at), ...soundRows(plan.declared), ...rows.slice(at)];
  const header = columns.map((role) => printCell({text: spell(role, plan), quoting: "needed"}, delimiter)).join(delimiter);
  const lines = all.map((row) => columns.map((role) => printCell(row[role], delimiter)).join(delimiter));
  for (const {kind, at: place} of odd) applyOdd(lines, {kind, at: Math.min(place, lines.length), header, plan});
  const bare = delimiter.repeat(columns.length - 1);
  const first = {nothing: [], "empty line": [""], sep: [`sep=${delimiter}`], commas: [bare]}[above];
  const whole = [...first, ...[header, ...lines].map((line) => (trailing && line !== "" ? line + delimiter : line))];
  const ends = whole.map((_, i) => otherEnds.find((d) => d.at === i)?.end ?? lineEnd);
  const last = {break: lineEnd, none: "", two: lineEnd + lineEnd, commas: `${lineEnd}${bare}${lineEnd}${bare}`}[tail];
  return whole.map((line, i) => line + (i + 1 < whole.length ? ends[i] : last)).join("");
}

function spell(role: ColumnRole, {spelled}: CsvPlan): string {
  if (role === "twice") return "STATUS";
  const name = NAMES[role];
  if (spelled === "line break" && role === "note") return "no\nte";
  if (spelled === "capitals") return name.toUpperCase();
  if (spelled === "folded") return name.replace(/[_ ]/g, "-");
  return spelled === "blanks" ? ` ${name} ` : name;
}

function applyOdd(lines: string[], {kind, at, header, plan}: {kind: OddLine; at: number; header: string; plan: CsvPlan}): void {
  const {delimiter, columns} = plan;
  const bare = columns.map(() => "");
  const insert = (line: string): void => void lines.splice(at, 0, line);
  const edit = (change: (line: string) => string): void => {
    const i = Math.min(at, lines.length - 1);
    lines[i] = change(lines[i]);
  };
  const acts: Record<OddLine, () => void> = {
    empty: () => insert(""),
    blank: () => insert("  "),
    bare: () => insert(bare.join(delimiter)),
    "bare blanks": () => insert(bare.map((_, j) => [" ", '""', "", "  "][j % 4]).join(delimiter)),
    short: () => insert(["1", "2"].slice(0, columns.length - 2).join(delimiter)),
    long: () => edit((line) => `${line}${delimiter}more`),
    surplus: () => edit((line) => `${line}${delimiter} ${delimiter}`),
    "open quote": () => insert(`"1${delimiter}2`),
    "after quote": () => insert(`"1"x${delimiter}2`),
    "header again": () => insert(header)
  };
  acts[kind]();
}

function printCell({text, quoting: how}: Cell, delimiter: string): string {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  if (how === "always") return quoted;
  if (how === "blanks") return ` ${quoted} `;
  if (how === "raw") return text;
  return text.includes(delimiter) || /["\r\n]/.test(text) ? quoted : text;
}

const PYTHON: Record<Encoding, string> = {
  "utf-8": "utf-8",
  "one mark": "utf-8",
  "two marks": "utf-8",
  "utf-16le": "utf-16-le",
  "utf-16le mark": "utf-16-le",
  "utf-16be mark": "utf-16-be",
  latin1: "cp1252",
  broken: "utf-8"
};

function encode(text: string, {encoding}: CsvPlan): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text);
    case "one mark":
      return Buffer.from(`\uFEFF${text}`);
    case "two marks":
      return Buffer.from(`\uFEFF\uFEFF${text}`);
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16le mark":
      return Buffer.from(`\uFEFF${text}`, "utf16le");
    case "utf-16be mark":
      return Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
    case "latin1":
      return Buffer.from(text, "latin1");
    case "broken":
      return breakBytes(Buffer.from(text));
  }
}

/** A byte that no text in UTF-8 has, in the last line. */
function breakBytes(bytes: Buffer): Uint8Array {
  const at = Math.max(0, bytes.length - 3);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]);
}
