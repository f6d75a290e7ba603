import type {NotRow} from "../../lib/dataset/definition.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {Places} from "../../lib/rows/places.js";
import type {RowKeys} from "./rowKeys.js";
import type {DayCount} from "../../lib/rows/dates.js";
import {placeOf} from "../../lib/rows/places.js";
import {joinKeys} from "./rowKeys.js";

/** A column of numbers as the file gave it. */
export interface RawNumbers {
  kind: "number";
  /** NaN is missing */
  values: Float64Array;
  /** rows (from 0) whose cell is no finite number; missing among the values */
  strangers: number[];
}

/** A column of texts, trimmed; `codes[i]` indexes `texts`, -1 has none. Texts stand in order of first appearance. */
export interface RawTexts {
  kind: "text";
  texts: string[];
  codes: Int32Array;
}

/** The needed columns of one file, before any rule is applied. */
export interface RawPart {
  /** the file's name without its folder, as errors say it */
  file: string;
  nRows: number;
  /** numbers by column name */
  numbers: Map<string, RawNumbers>;
  /** label and categories by column name */
  texts: Map<string, RawTexts>;
  /** identifiers by column name */
  keys: Map<string, RowKeys>;
  /** the cell as it stands in the file; for errors only, so it may be slow */
  readCell(column: string, row: number): Promise<string>;
  /** rows of the file that have no value in any cell, and are none of the table */
  nBare: number;
  /** rows of the file that the definition calls no data */
  nNotRows: number;
  places: Places;
}

/** What to read of a file. */
export interface WantedColumns {
  numbers: string[];
  /** of the numbers, those that are days from a date, and how they are counted */
  dates: ReadonlyMap<string, DayCount>;
  texts: string[];
  /** which of the texts are identifiers, of which only repeats are asked for */
  keys: ReadonlySet<string>;
  /** texts that stand for no value; those of text columns are told from levels when the whole table is read */
  missing: readonly string[];
  /** rows that are no data: those whose cell in a column is a text */
  notRows: readonly NotRow[];
  /** how texts are written */
  format?: TextFormat;
  /** the levels, or classes, that the definition lists, by column */
  levels: Map<string, readonly string[]>;
}

/** Collects numbers chunk by chunk without knowing how many there will be. */
export class NumberCollector {
  private values = new Float64Array(4096);
  private length = 0;
  private readonly strangers: number[] = [];

  /** @param value NaN is missing, an infinity a cell that is no number; see createCellReader */
  push(value: number): void {
    if (this.length === this.values.length) this.values = grow(this.values, new Float64Array(this.length * 2));
    const isStranger = Math.abs(value) === Infinity;
    if (isStranger) this.strangers.push(this.length);
    this.values[this.length++] = isStranger ? NaN : value;
  }

  finish(): RawNumbers {
    return {kind: "number", values: this.values.slice(0, this.length), strangers: this.strangers};
  }
}

/** Collects texts as codes, so that a million equal texts are one. */
export class TextCollector {
  private codes = new Int32Array(4096);
  private length = 0;
  private readonly codeOf = new Map<string, number>();

  push(text: string | null): void {
    if (this.length === this.codes.length) this.codes = grow(this.codes, new Int32Array(this.length * 2));
    this.codes[this.length++] = text === null ? -1 : this.encode(text);
  }

  finish(): RawTexts {
    return {kind: "text", texts: [...this.codeOf.keys()], codes: this.codes.slice(0, this.length)};
  }

  private encode(text: string): number {
    const known = this.codeOf.get(text);
    if (known !== undefined) return known;
    this.codeOf.set(text, this.codeOf.size);
    return this.codeOf.size - 1;
  }
}

function grow<T extends {set(from: T): void}>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The wanted columns of all files, one after another. */
export interface RawTable {
  nRows: number;
  parts: RawPart[];
  numbers: Map<string, RawNumbers>;
  texts: Map<string, RawTexts>;
  keys: Map<string, RowKeys>;
}

/** Puts files under one another; codes of texts are made to agree. */
export function joinParts(parts: RawPart[]): RawTable {
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0);
  if (parts.length === 1) return {nRows, parts, numbers: parts[0].numbers, texts: parts[0].texts, keys: parts[0].keys};
  const starts = startsOf(parts);
  const numbers = [...parts[0].numbers.keys()].map((name): [string, RawNumbers] => {
    const columns = parts.map((part) => part.numbers.get(name)!);
    const values = new Float64Array(nRows);
    columns.forEach((column, k) => values.set(column.values, starts[k]));
    return [name, {kind: "number", values, strangers: columns.flatMap(({strangers}, k) => strangers.map((row) => row + starts[k]))}];
  });
  const texts = [...parts[0].texts.keys()].map((name): [string, RawTexts] => [
    name,
    joinTexts(
      parts.map((part) => part.texts.get(name)!),
      nRows
    )
  ]);
  const keys = [...parts[0].keys.keys()].map((name): [string, RowKeys] => [name, joinKeys(parts.map((part) => part.keys.get(name)!))]);
  return {nRows, parts, numbers: new Map(numbers), texts: new Map(texts), keys: new Map(keys)};
}

/** The place of a row in its own file, for errors: its line where there are lines, else its row, which counts from 1. */
export function locateRow({parts}: RawTable, row: number): {part: RawPart; rowInPart: number; words: string} {
  const starts = startsOf(parts);
  const k = starts.findLastIndex((start) => start <= row);
  const rowInPart = row - starts[k];
  const {places} = parts[k];
  const place = `${places.unit} ${placeOf(places, rowInPart)}`;
  const words = parts.length === 1 ? place : `${place} of ${parts[k].file}`;
  return {part: parts[k], rowInPart, words};
}

function startsOf(parts: readonly RawPart[]): number[] {
  let start = 0;
  return parts.map(({nRows}) => (start += nRows) - nRows);
}

function joinTexts(columns: readonly RawTexts[], nRows: number): RawTexts {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(nRows);
  let row = 0;
  for (const column of columns) {
    const joined = column.texts.map((text) => {
      if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
      return codeOf.get(text)!;
    });
    for (const code of column.codes) codes[row++] = code < 0 ? -1 : joined[code];
  }
  return {kind: "text", texts: [...codeOf.keys()], codes};
}
