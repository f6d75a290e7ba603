import {DELIMITERS, passOver, splitHeader} from "./csvHead.js";

/** A header further down is none that anybody put there. */
const MOST_ABOVE = 10;
/** A table of fewer columns has lines as wide as a title. */
const LEAST_COLUMNS = 3;
/** Rows that are looked at below what may be the header. */
const [LEAST_ROWS, MOST_ROWS] = [3, 30];

/**
 * How many lines of text stand above the header of a CSV file, such as a title, a date, or the names of groups of columns: lines that
 * fill at most half of the columns, above one that gives each a name of its own, above rows that are as wide and have numbers in a column.
 *
 * @param head the file's first bytes, in UTF-8
 * @returns 0 where the first line may be the header, or nothing tells which is
 */
export function countLinesAbove(head: Uint8Array): number {
  const counts = DELIMITERS.map((delimiter) => countFor(head, delimiter));
  return counts.find((count) => count > 0) ?? 0;
}

function countFor(head: Uint8Array, delimiter: string): number {
  const nGiven: number[] = [];
  for (let above = 0; above <= MOST_ABOVE; ++above) {
    const {at} = passOver(head, {above}, () => false);
    if (at >= head.length) return 0;
    const {names, record} = splitHeader(head, at, delimiter);
    if (isHeader(names, readRows(head, record.end, delimiter))) return nGiven.every((n) => 2 * n <= names.length) ? above : 0;
    nGiven.push(names.filter((name) => name !== "").length);
  }
  return 0;
}

/** The cells of the whole records that follow a place, of some of them. */
function readRows(head: Uint8Array, from: number, delimiter: string): string[][] {
  const rows: string[][] = [];
  for (let at = from; at < head.length && rows.length < MOST_ROWS;) {
    const {names, record} = splitHeader(head, at, delimiter);
    at = record.end;
    if (record.lineBreak !== "" && names.some((cell) => cell !== "")) rows.push(names);
  }
  return rows;
}

function isHeader(names: readonly string[], rows: readonly string[][]): boolean {
  const isNamed = names.length >= LEAST_COLUMNS && new Set(names).size === names.length && names.every((name) => /\p{L}/u.test(name));
  if (!isNamed || rows.length < LEAST_ROWS || rows.some((cells) => cells.length !== names.length)) return false;
  return names.some((_, j) => {
    const given = rows.map((cells) => cells[j]).filter((cell) => cell !== "");
    return given.length >= LEAST_ROWS && given.every((cell) => /\d/.test(cell) && !/\p{L}/u.test(cell));
  });
}
