import type {DuckDBConnection} from "@duckdb/node-api";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import {MISSING_CANDIDATES} from "../../lib/infer/missingCandidates.js";
import {sqlText} from "../ingest/duckdb.js";

/** A column of the table `seen`. */
export interface SeenColumn {
  name: string;
  type: PhysicalType;
}

/** A line of a table that is no data. */
export interface FoundNotRow {
  /** cells of it that no other row has: any of them tells it */
  cells: {column: string; text: string}[];
  /** what it is: "a line of units below the header" */
  why: string;
}

/** Lines at a table's end that are looked at. */
const LAST_LINES = 4;
/** A table of so many columns has no row with one value. */
const MANY_COLUMNS = 4;
/** Of a column's cells, so many are numbers or dates where a word in the first line is no data. */
const NEARLY_ALL = 0.98;
/** Numbers and dates in any form. */
const NUMBERISH = "[-+$€£(]{0,2}[0-9][-0-9 .,:/'T]*[%)€$£]?";
const IS_NUMBERISH = new RegExp(`^(${NUMBERISH})$`);
const TOTAL =
  /^(grand |sub-?)?(totals?|totale|sum|summe|gesamt(summe)?|insgesamt|zusammen|suma|average|mean|mittelwert|durchschnitt|promedio|media)\b[\s:]*$/i;

/**
 * Finds lines of `seen` that are no data, and takes them out: one below the header with words where all others have numbers (units,
 * or a second header); the header again; at the end, sums and remarks.
 */
export async function setNotRowsApart(connection: DuckDBConnection, columns: readonly SeenColumn[]): Promise<FoundNotRow[]> {
  const cells = columns.map((_, j) => `c${j}`).join(", ");
  const last = await read(
    connection,
    `SELECT * FROM (SELECT rowid, ${cells} FROM seen ORDER BY rowid DESC LIMIT ${LAST_LINES}) ORDER BY rowid`
  );
  const first = await read(connection, `SELECT rowid, ${cells} FROM seen ORDER BY rowid LIMIT 1`);
  const repeated = await read(connection, `SELECT rowid, ${cells} FROM seen WHERE ${isHeader(columns)}`);
  const found: {row: Line; why: string; isAlone: boolean}[] = repeated.map((row) => ({row, why: "the header again", isAlone: false}));
  for (const row of first) {
    if (repeated.some(({id}) => id === row.id) || !(await isAboveNumbers(connection, row))) continue;
    found.push({row, why: "a line below the header with words where all others have numbers", isAlone: true});
  }
  for (const row of last.reverse()) {
    const why = sayFooter(row.texts);
    if (why === null) break; // above a row of data nothing is a footer
    found.push({row, why, isAlone: true});
  }
  const told: FoundNotRow[] = [];
  for (const {row, why, isAlone} of found) {
    const own = isAlone ? await findOwn(connection, row) : row.texts.map((_, j) => j);
    if (own.length === 0 || (!isAlone && told.some((d) => d.why === why))) continue;
    told.push({cells: own.map((j) => ({column: columns[j].name, text: row.texts[j]})), why});
  }
  const gone = found.map(({row}) => row.id);
  if (gone.length > 0) await connection.run(`DELETE FROM seen WHERE rowid IN (${gone.join(", ")})`);
  return told;
}

interface Line {
  id: number;
  texts: string[];
}

async function read(connection: DuckDBConnection, sql: string): Promise<Line[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map(([id, ...texts]) => ({id: Number(id), texts: texts.map(String)}));
}

/** The header once more, as files that were put under one another have it. */
function isHeader(columns: readonly SeenColumn[]): string {
  return columns.length < 2 ? "false" : columns.map(({name}, j) => `c${j} = ${sqlText(name)}`).join(" AND ");
}

/** Whether a line has a word of its own in two columns or more of which nearly all other cells are numbers or dates. */
async function isAboveNumbers(connection: DuckDBConnection, {id, texts}: Line): Promise<boolean> {
  const isWord = (text: string): boolean => /\p{L}|^[%€$£#]/u.test(text) && !IS_NUMBERISH.test(text) && !MISSING_CANDIDATES.includes(text);
  const words = [...texts.keys()].filter((j) => isWord(texts[j]));
  if (words.length < 2) return false;
  const missing = ["", ...MISSING_CANDIDATES].map(sqlText).join(", ");
  const counts = words.map((j) => {
    const isGiven = `rowid <> ${id} AND c${j} NOT IN (${missing})`;
    return `count(*) FILTER (${isGiven}), count(*) FILTER (${isGiven} AND regexp_full_match(c${j}, ${sqlText(NUMBERISH)}))`;
  });
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(", ")} FROM seen`);
  const [told] = reader.getRows();
  return words.filter((_, k) => Number(told[2 * k]) > 0 && Number(told[2 * k + 1]) >= NEARLY_ALL * Number(told[2 * k])).length >= 2;
}

/** What a line at the end is, if it is no data. */
function sayFooter(texts: readonly string[]): string | null {
  const given = texts.filter((text) => text !== "");
  if (given.length > 0 && TOTAL.test(given[0])) return "a line of totals";
  return given.length === 1 && texts.length >= MANY_COLUMNS && /\p{L}/u.test(given[0]) ? "a remark below the table" : null;
}

/** The columns in which a line's text is its own. */
async function findOwn(connection: DuckDBConnection, {texts}: Line): Promise<number[]> {
  const given = [...texts.keys()].filter((j) => texts[j] !== "" && !MISSING_CANDIDATES.includes(texts[j]));
  const counts = given.map((j) => `count(*) FILTER (c${j} = ${sqlText(texts[j])})`);
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(", ")} FROM seen`);
  const [told] = reader.getRows();
  return given.filter((_, k) => Number(told[k]) === 1);
}
