import type {Listed} from "../named.js";
import type {PhysicalType, TypeName} from "./physicalType.js";
import {check, someOf} from "../check.js";
import {formatValue, inText, listWords} from "../format.js";
import {describeType, TEXT} from "./physicalType.js";
import {countOf, createDaysReader} from "./dates.js";
import {shortestFloat32} from "./printCell.js";
import type {TextFormat} from "./format.js";
import type {NumberMarks} from "./text.js";
import {createNumberParser, MISSING_TEXTS, parseNumber, trimCell, truthOf, areYesAndNo} from "./text.js";

/**
 * What a cell is: one set of rules for the build, `churnbook score`, /batch and the endpoint. Readers of files deliver cells
 * as texts (see {@link createCellPrinter}) with their column's physical type; fast paths for whole columns of numbers
 * (data-loaders/ingest/cellSql, lib/rows/arrowColumn) follow {@link readingOf} and give the same numbers.
 */

/** What a column is declared to be: an input of numbers, of dates, or of levels, or a text (a label, an identifier, a column that is kept). */
export type ColumnKind = "number" | "date" | "category" | "text";

/**
 * How a cell of a physical type becomes one of a declared kind: by the "number" in it; by its "text"; as the "truth" 1 or 0; it is
 * always "missing"; or it cannot, and the remedy stands in `refused`.
 */
export type Reading = "number" | "text" | "truth" | "missing" | {refused: string};

const DATES: Reading = {refused: "Turn dates and times into numbers first, such as days since a date."};
const PARTS: Reading = {refused: "Take the number or text out of it into a column of its own."};
const NAMES: Reading = {refused: "It names a row: leave it out of the inputs."};

const AS_TEXT: Record<TypeName, Reading> = {
  text: "text",
  integer: "text",
  float: "text",
  decimal: "text",
  boolean: "text",
  binary: "text",
  null: "missing",
  date: "text",
  time: "text",
  timestamp: "text",
  duration: "text",
  uuid: "text",
  list: "text",
  struct: "text",
  map: "text",
  other: "text"
};

const NO_DATES: Reading = {refused: "Write dates as such: 2024-12-31."};

function byType(names: readonly TypeName[], reading: Reading): Partial<Record<TypeName, Reading>> {
  return Object.fromEntries(names.map((name) => [name, reading]));
}

const READINGS: Record<ColumnKind, Record<TypeName, Reading>> = {
  number: {
    text: "text",
    integer: "number",
    float: "number",
    decimal: "number",
    boolean: "truth",
    binary: "text",
    null: "missing",
    date: DATES,
    time: DATES,
    timestamp: DATES,
    duration: DATES,
    uuid: NAMES,
    list: PARTS,
    struct: PARTS,
    map: PARTS,
    other: PARTS
  },
  date: {
    ...AS_TEXT,
    ...byType(["float", "decimal", "boolean", "time", "duration"], NO_DATES), // whole numbers can be dates such as 20241231
    uuid: NAMES,
    list: PARTS,
    struct: PARTS,
    map: PARTS
  },
  category: {...AS_TEXT, list: PARTS, struct: PARTS, map: PARTS},
  text: AS_TEXT
};

/** How cells of a physical type are read as a kind of column. */
export function readingOf(kind: ColumnKind, type: PhysicalType): Reading {
  return READINGS[kind][type.name];
}

/** A column that somebody reads, and what the file has in it. */
export interface TypedColumn {
  name: string;
  kind: ColumnKind;
  type: PhysicalType;
}

const EXPECTED: Record<ColumnKind, string> = {number: "numbers", date: "dates", category: "levels", text: "texts"};

/**
 * Refuses columns of a physical type that their kind cannot be read from, all of them at once.
 *
 * @param where who reads which file, for errors
 */
export function checkColumnTypes(where: string, columns: readonly TypedColumn[]): void {
  const refused = columns.flatMap(({name, kind, type}) => {
    const reading = readingOf(kind, type);
    return typeof reading === "string"
      ? []
      : [{words: `${describeType(type)} in "${name}", which must hold ${EXPECTED[kind]}`, remedy: reading.refused}];
  });
  check(refused.length === 0, {
    where,
    rule: "each column must be of a type that can be read as what it is declared to be",
    got: someOf(
      refused.map(({words}) => words),
      20
    ),
    remedy: [...new Set(refused.map(({remedy}) => remedy))].join(" ")
  });
}

/** What numbers of a column can be; others are scored, and told. */
export interface Limits {
  min?: number;
  max?: number;
  /** only whole numbers */
  isWhole?: boolean;
}

/** What is declared of a column that a model reads; its inputs are such. */
export type CellRule =
  | {
      name: string;
      kind: "number";
      limits?: Limits;
      /** cells are dates, and the number is the days from each to this one: "2024-12-31" */
      asOf?: string;
      /** the number is the days from that one to each */
      ahead?: boolean;
    }
  | {
      name: string;
      kind: "category";
      levels: readonly string[];
      /** absent: a cell must not be empty, unless the pooled level takes it */ missing?: true;
      /** the level of a cell without a value; absent: it is missing */
      blank?: string;
      /** other texts that are a level, by level */
      spelled?: Listed<readonly string[]>;
      other?: {nLevels: number};
    };

/** What cells a column must hold to be read by a rule. */
export function columnKindOf(rule: Pick<CellRule, "kind"> & {asOf?: string}): ColumnKind {
  return rule.asOf === undefined ? rule.kind : "date";
}

/** A category that has no value, and one that is none of the known levels. */
export const MISSING_LEVEL = -1;
export const UNKNOWN_LEVEL = -2;

/**
 * A cell as models take it. Of a number column: the number (to be rounded to float32), NaN where it is missing, an infinity where
 * it is no number or none that float32 holds. Of a category: the place of its level in the list, {@link MISSING_LEVEL} or {@link UNKNOWN_LEVEL}.
 *
 * @param cell as its printer gives it; null is missing
 */
export type CellReader = (cell: string | null) => number;

export interface CellReaderOptions {
  /** of the column in its file; default: text */
  type?: PhysicalType;
  /** texts that stand for no value, unless they are among the levels; numbers among them do so in number columns of every type */
  missing?: readonly string[];
  /** how texts are written: the marks of numbers */
  format?: NumberMarks & Pick<TextFormat, "dates">;
}

/** How a float prints that is no number. */
export const NAN = "nan";

/** Prepares to read the cells of one column. The column's type must be one that {@link checkColumnTypes} lets pass. */
export function createCellReader(rule: CellRule, {type = TEXT, missing = MISSING_TEXTS, format}: CellReaderOptions = {}): CellReader {
  const reading = readingOf(columnKindOf(rule), type);
  if (reading === "missing") return rule.kind === "number" ? () => NaN : () => codeOfNothing(rule);
  if (rule.kind === "category") return createLevelReader(rule, {type, missing});
  const days = countOf(rule);
  if (days !== undefined) return createNumberReader(type, {missing, parse: createDaysReader(days, format?.dates)});
  if (reading === "truth") return (cell) => (cell === null ? NaN : Number(cell === "true"));
  return createNumberReader(type, {missing, parse: reading === "text" ? createNumberParser(format) : parseNumber});
}

function createNumberReader(
  {name}: PhysicalType,
  {missing, parse}: {missing: readonly string[]; parse: (text: string) => number}
): CellReader {
  const words = new Set(missing);
  const numbers = missingNumbers(missing);
  return (cell) => {
    if (cell === null) return NaN;
    const text = trimCell(cell);
    if (words.has(text) || (name === "float" && text === NAN)) return NaN;
    const value = parse(text);
    if (!isFinite32(value)) return Infinity;
    return numbers.includes(value) ? NaN : value;
  };
}

/** Those of the missing words that are numbers: -999 is missing in a column of numbers, not of texts alone. */
export function missingNumbers(missing: readonly string[]): number[] {
  return missing.map(parseNumber).filter(isFinite32);
}

/** Whether a number has its place in float32, as which models read it. */
export function isFinite32(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** What says which level a text is. */
export type LevelRule = Pick<CellRule & {kind: "category"}, "levels" | "blank" | "spelled">;

/** The code of a cell of a category that has no value. */
export function codeOfNothing({levels, blank}: LevelRule): number {
  if (blank === undefined) return MISSING_LEVEL;
  const code = levels.indexOf(blank);
  return code < 0 ? UNKNOWN_LEVEL : code; // too few rows had it, and it was pooled
}

/** Other texts that are levels, each with its level. */
export function otherSpellings({spelled = {}}: {spelled?: Listed<readonly string[]>}): [text: string, level: string][] {
  return Object.entries(spelled).flatMap(([level, texts = []]) => texts.map((text): [string, string] => [text.trim(), level.trim()]));
}

function createLevelReader(
  {levels, blank, spelled}: LevelRule,
  {type, missing}: Required<Pick<CellReaderOptions, "type" | "missing">>
): CellReader {
  const nothing = codeOfNothing({levels, blank});
  const codes = new Map<string | null, number>([null, ...missing].map((word) => [word, nothing]));
  for (const [text, level] of otherSpellings({spelled})) codes.set(text, levels.includes(level) ? levels.indexOf(level) : UNKNOWN_LEVEL);
  for (const [code, level] of levels.entries()) codes.set(level, code); // a level wins over a missing word
  const toText = levelText(type, levels);
  return (cell) => codes.get(cell === null ? null : toText(cell)) ?? UNKNOWN_LEVEL;
}

/**
 * The text by which a cell is compared with levels; null if it is missing. Whole numbers kept as floating point (pandas does so
 * beside missing values) read as "1", not "1.0"; true and false as the levels write them (pandas: True and False).
 */
export function levelText({name}: PhysicalType, levels: readonly string[] = []): (cell: string) => string | null {
  if (name === "float") {
    const isMissing = (cell: string): boolean => cell === NAN && !levels.includes(NAN);
    return (cell) => (isMissing(cell) ? null : cell.replace(/\.0$/, ""));
  }
  if (name !== "boolean") return trimCell;
  // of two levels that are yes and no in whatever words each is one of the truths, but for one that is written as such
  const texts = new Map(areYesAndNo(levels) ? levels.map((level) => [String(truthOf(level)), level]) : []);
  for (const level of levels.toReversed()) texts.set(level.toLowerCase(), level);
  return (cell) => texts.get(cell) ?? cell;
}

/** What must hold of a cell that {@link createCellReader} finds unreadable, and what came: `must be a finite number or empty; got "long"`. */
export function describeCellFault(rule: CellRule, cell: string | null): string {
  const must =
    rule.kind === "category" ? namesOf(rule.levels) : [rule.asOf === undefined ? "a finite number" : "a date such as 2024-12-31"];
  const choices = rule.kind === "category" && !rule.missing && rule.blank === undefined ? must : [...must, "empty"];
  return `must be ${listWords(choices, "or")}; got ${cell === null || trimCell(cell) === "" ? "nothing" : JSON.stringify(cell)}`;
}

/** So many levels are named at most. */
const NAMED = 12;

function namesOf(levels: readonly string[]): readonly string[] {
  const named = levels.slice(0, NAMED).map(inText);
  return levels.length > NAMED ? [...named, `${levels.length - NAMED} more`] : named;
}

/** What a level stands for that was pooled in fitting. @example sayPooled({nLevels: 3}) // "the level pooled from 3 rare ones" */
export function sayPooled({nLevels}: {nLevels: number}): string {
  return `the level pooled from ${nLevels} rare ${nLevels === 1 ? "one" : "ones"}`;
}

/**
 * What is to be said of a cell that was scored although its number cannot be, or its level is not known; null: nothing.
 *
 * @param value as {@link createCellReader} gives it
 * @param unknownLevel whether a level that is not known was read as missing, because somebody asked for it
 * @example "−5 is outside what can be: 0 to 31"
 * @example '"gold" is no level that the model knows, and scores as the level pooled from 3 rare ones'
 */
export function describeDoubt(
  rule: CellRule,
  {value, cell, unknownLevel = "refuse"}: {value: number; cell: string | null; unknownLevel?: "refuse" | "missing"}
): string | null {
  if (rule.kind === "category") {
    const scoresAs = unknownLevel === "missing" ? "a missing one" : rule.other && sayPooled(rule.other);
    if (value !== UNKNOWN_LEVEL || scoresAs === undefined) return null;
    return `${JSON.stringify(cell)} is no level that the model knows, and scores as ${scoresAs}`;
  }
  if (rule.limits === undefined || Number.isNaN(value)) return null;
  const {min = -Infinity, max = Infinity, isWhole = false} = rule.limits;
  if (value < min || value > max) return `${sayNumber(value)} is outside what can be: ${sayRange(min, max)}`;
  return isWhole && !Number.isInteger(value) ? `${sayNumber(value)} is outside what can be: whole numbers` : null;
}

/** In full: 31.0001 is not 31. @param value as float32 */
function sayNumber(value: number): string {
  return Number.isInteger(value) ? formatValue(value) : String(Number(shortestFloat32(value))).replace("-", "−");
}

/** @example sayRange(0, Infinity) // "0 or more" */
export function sayRange(min: number, max: number, isWhole = false): string {
  if (max === Infinity) return min === -Infinity ? (isWhole ? "any whole number" : "any number") : `${formatValue(min)} or more`;
  return min === -Infinity ? `${formatValue(max)} or less` : `${formatValue(min)} to ${formatValue(max)}`;
}
