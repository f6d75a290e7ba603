import type {DuckDBConnection} from "@duckdb/node-api";
import type {NumberMarks} from "../../lib/rows/text.js";
import type {Undated} from "./profileDates.js";
import {MEASURES, SYMBOLS, TOP_TEXTS} from "../../lib/infer/columnProfile.js";
import {isUnusual, MISSING_CANDIDATES, SENTINELS} from "../../lib/infer/missingCandidates.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {DATE_NUMBER, dayOf} from "../../lib/rows/dates.js";
import {sumOf} from "../../lib/numbers.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {createNumberParser, numberPattern} from "../../lib/rows/text.js";
import {sqlIsOneOf, sqlNumber} from "../ingest/cellSql.js";
import {sqlText} from "../ingest/duckdb.js";
import {isFrequentWord} from "../ingest/missingWords.js";
import {rows} from "./askColumns.js";
import {DATE, EMAIL, LINK} from "./cellForms.js";
import {MOSTLY} from "./profileDates.js";

/** How a table may write its numbers: the first that makes most columns numbers is taken. */
const MARKS = (
  [
    {},
    {thousands: ","},
    {decimal: ","},
    {decimal: ",", thousands: "."},
    {decimal: ",", thousands: " "},
    {thousands: " "},
    {thousands: "'"}
  ] satisfies NumberMarks[]
).map((marks: NumberMarks): NumberMarks => ({...marks, symbols: SYMBOLS}));

/** A column's words for "no value", and how many of its other cells are numbers by each of {@link MARKS}, or numbers below zero as accounts write them. */
export interface Words {
  words: {text: string; count: number}[];
  nRest: number;
  byMarks: {plain: number; belowZero: number}[];
  /** whether all of its other cells are numbers without a symbol, or a mark between thousands */
  isBare: boolean;
}

/** Where all that a column holds were numbers below zero, they could as well be codes such as (1). */
const isAccounting = ({plain, belowZero}: Words["byMarks"][number]): boolean => plain > 0 && belowZero > 0;
const nNumbersBy = (counts: Words["byMarks"][number]): number => counts.plain + (isAccounting(counts) ? counts.belowZero : 0);

export async function countWords(connection: DuckDBConnection, cell: string, nRows: number): Promise<Words> {
  return (await countBare(connection, cell, nRows)) ?? countTexts(connection, cell, nRows);
}

/** Of a column that has nothing but bare numbers and empty cells, as most of a wide table do: that alone tells nearly all. Null: another. */
async function countBare(connection: DuckDBConnection, cell: string, nRows: number): Promise<Words | null> {
  const ofThousands = sqlText(numberPattern({decimal: ",", thousands: "."}));
  const [counts] = await rows(
    connection,
    `SELECT count(*) FILTER (v = ''), count(*) FILTER (bare), count(*) FILTER (dotted),
      count(*) FILTER (CASE WHEN dotted THEN regexp_full_match(v, ${ofThousands}) ELSE false END)
    FROM (SELECT ${cell} AS v, regexp_full_match(${cell}, ${sqlText(numberPattern())}) AS bare, contains(${cell}, '.') AS dotted FROM seen)`
  );
  const [nEmpty, nBare, nDotted, nThousands] = counts.map(Number);
  if (nBare === 0 || nEmpty + nBare < nRows) return null;
  const nBy = ({decimal, thousands}: NumberMarks): number =>
    decimal === undefined ? nBare : nBare - nDotted + (thousands === "." ? nThousands : 0);
  return {
    words: nEmpty > 0 ? [{text: "", count: nEmpty}] : [],
    nRest: nBare,
    byMarks: MARKS.map((marks) => ({plain: nBy(marks), belowZero: 0})),
    isBare: true
  };
}

/** Of any other column, by its different texts: most have few. */
async function countTexts(connection: DuckDBConnection, cell: string, nRows: number): Promise<Words> {
  const isAbsent = sqlIsOneOf("v", ["", ...MISSING_CANDIDATES]);
  const texts = `(SELECT ${cell} AS v, count(*) AS n FROM seen GROUP BY 1)`;
  const absent = await rows(connection, `SELECT v, n FROM ${texts} WHERE ${isAbsent} ORDER BY 2 DESC, 1`);
  const words = absent.map(([text, count]) => ({text: String(text), count: Number(count)}));
  const nRest = nRows - sumOf(words.map(({count}) => count));
  const tests = ["bare", ...MARKS.flatMap((marks) => [sqlIsNumber(marks), sqlIsBelowZero(marks)])].map(
    (test) => `coalesce(sum(n) FILTER (${test}), 0)`
  );
  const [found] = await rows(
    connection,
    `SELECT ${tests.join(", ")} FROM
      (SELECT v, n, regexp_full_match(v, ${sqlText(numberPattern())}) AS bare FROM ${texts} WHERE NOT ${isAbsent})`
  );
  const [nBare, ...counts] = found.map(Number);
  const byMarks = MARKS.map((_, k) => ({plain: counts[2 * k], belowZero: counts[2 * k + 1]}));
  return {words, nRest, byMarks, isBare: nRest > 0 && nBare === nRest};
}

/** Whether a cell "v" is a number by some marks. Of most cells that is known from whether it is a "bare" one: a pattern takes far longer. */
function sqlIsNumber(marks: NumberMarks): string {
  const match = `regexp_full_match(v, ${sqlText(numberPattern(marks))})`;
  const ofDotted = marks.decimal === undefined ? "true" : marks.thousands === "." ? match : "false";
  return `CASE WHEN NOT bare THEN ${match} WHEN contains(v, '.') THEN ${ofDotted} ELSE true END`;
}

/** Whether a cell "v" is a number below zero as accounts write it, which no "bare" one is. */
function sqlIsBelowZero(marks: NumberMarks): string {
  const match = `regexp_full_match(v, ${sqlText(numberPattern({...marks, accounting: true}))})`;
  const isLikeIt = "v LIKE '%(%)%' OR v LIKE '%-' OR v LIKE '%- _'"; // spares the rest a second look by each of the marks
  return `CASE WHEN bare THEN false WHEN ${isLikeIt} THEN ${match} ELSE false END`;
}

export function chooseMarks(columns: readonly Words[]): NumberMarks {
  const nColumns = MARKS.map((_, k) => columns.filter(({nRest, byMarks}) => nRest > 0 && nNumbersBy(byMarks[k]) === nRest).length);
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per way to write numbers: few
  return MARKS[nColumns.indexOf(Math.max(...nColumns))];
}

const IS_DATE_NUMBER = new RegExp(`^${DATE_NUMBER}$`);
/** What the texts of a column may look like; bare numbers look like none of them. */
const LOOKS = [DATE, EMAIL, LINK];

export async function profileColumn(
  connection: DuckDBConnection,
  cell: string,
  {words, nRest, byMarks, isBare, marks}: Words & {marks: NumberMarks}
): Promise<Omit<Undated, "name" | "type" | "nRows">> {
  const nAll = nRest + sumOf(words.map(({count}) => count));
  const counts = byMarks[MARKS.indexOf(marks)];
  const format = {...marks, accounting: isAccounting(counts)};
  const isNumeric = nRest > 0 && nNumbersBy(counts) >= MOSTLY * nRest;
  if (isNumeric && nNumbersBy(counts) < nRest) words = [...words, ...(await findOtherWords(connection, cell, format))];
  if (isNumeric) words = [...words, ...(await findSentinels(connection, cell, format))];
  const isLevel = ({text, count}: {text: string; count: number}): boolean =>
    text !== "" && (isUnusual(text) || isFrequentWord(count, nAll));
  const missing = isNumeric ? words : words.filter((word) => !isLevel(word));
  const isAbsent = sqlIsOneOf(
    cell,
    missing.map(({text}) => text)
  );
  const isAllBare = isBare && missing.length === words.length;
  const read = {format: isAllBare ? {...format, symbols: []} : format, isBare: isAllBare && marks.decimal === undefined};
  const number = sqlNumber("v", {type: TEXT, missing: [""], ...read}, "DOUBLE");
  const looks = LOOKS.map((pattern) => (isAllBare ? "0" : sumWhere(`regexp_full_match(v, ${sqlText(pattern)})`)));
  const top = await rows(
    connection,
    `WITH texts AS MATERIALIZED
      (SELECT v, n, ${number} AS x FROM (SELECT ${cell} AS v, count(*) AS n FROM seen WHERE NOT ${isAbsent} GROUP BY 1)),
    facts AS (SELECT sum(n), count(*), ${sumWhere(`n >= ${MIN_GROUP}`)}, ${looks.join(", ")},
      ${isAllBare ? "1" : "sum(n * (length(v) - length(replace(v, ' ', '')) + 1)) / sum(n)"}, sum(n * length(v)) / sum(n), ${sumWhere("isfinite(x)")},
      ${sumWhere("isfinite(x) AND x = trunc(x)")}, min(x) FILTER (isfinite(x)), max(x) FILTER (isfinite(x)),
      ${sumWhere("isfinite(x) AND x < 0")} FROM texts)
    SELECT v, n, facts.* FROM texts, facts ORDER BY n DESC, v LIMIT ${TOP_TEXTS}`
  );
  const facts = (top.at(0) ?? Array<null>(14).fill(null)).slice(2).map(Number);
  const [n, nDistinct, nCommon, nDates, nEmails, nLinks, meanWords, meanLength, nNumbers, nWhole, min, max, nNegative] = facts;
  const symbols = nNumbers > 0 && !isAllBare ? await findSymbols(connection, cell, format) : [];
  const areNumbers = nNumbers > 0 && (symbols.length < 2 || !symbols.some((symbol) => MEASURES.includes(symbol))); // 500 MB are no 500 GB
  return {
    nMissing: nAll - n,
    nDistinct,
    top: top.map(([text, count]) => ({text: String(text), count: Number(count)})),
    missingWords: missing.filter(({text}) => text !== ""),
    nCommon,
    nNumbers: areNumbers ? nNumbers : 0,
    isBare: read.isBare,
    marks: areNumbers ? format : null,
    symbols: areNumbers ? symbols : [],
    numbers: areNumbers ? {nWhole, min, max, nNegative} : null,
    nDates: nNumbers < n ? nDates : areDates(top.map(([text]) => String(text))) ? n : 0,
    nEmails,
    nLinks,
    meanWords,
    meanLength
  };
}

/** Whether a column's most frequent numbers are, but for a few, days such as 20241231. */
function areDates(texts: readonly string[]): boolean {
  const nDays = texts.filter((text) => IS_DATE_NUMBER.test(text) && !Number.isNaN(dayOf(text))).length;
  return texts.length > 2 && nDays >= MOSTLY * texts.length;
}

/** How many rows have texts of which something holds. */
function sumWhere(test: string): string {
  return `coalesce(sum(n) FILTER (${test}), 0)`;
}

/** The symbols beside a column's numbers. */
async function findSymbols(connection: DuckDBConnection, cell: string, marks: NumberMarks): Promise<string[]> {
  const tests = SYMBOLS.map((symbol) => `count(*) FILTER (contains(${cell}, ${sqlText(symbol)}))`);
  const [found] = await rows(
    connection,
    `SELECT ${tests.join(", ")} FROM seen WHERE regexp_full_match(${cell}, ${sqlText(numberPattern(marks))})`
  );
  const counts = new Map(SYMBOLS.map((symbol, i) => [symbol, Number(found[i])]));
  const isPart = (symbol: string): boolean =>
    SYMBOLS.some((whole) => whole !== symbol && whole.includes(symbol) && counts.get(whole) === counts.get(symbol)); // the $ of R$
  return SYMBOLS.filter((symbol) => (counts.get(symbol) ?? 0) > 0 && !isPart(symbol));
}

/** Numbers such as -999 that stand for no value: in at least 20 rows, and alone below zero. */
async function findSentinels(connection: DuckDBConnection, cell: string, marks: NumberMarks): Promise<Words["words"]> {
  const isWritten = `starts_with(${cell}, '-99') AND regexp_full_match(${cell}, '-9{2,6}([.,]0+)?')`; // a pattern takes longer
  const found = await rows(connection, `SELECT ${cell}, count(*) FROM seen WHERE ${isWritten} GROUP BY 1`);
  const words = found.map(([text, count]) => ({text: String(text), count: Number(count)}));
  const parse = createNumberParser(marks);
  const sentinels = words.filter(({text, count}) => count >= MIN_GROUP && SENTINELS.includes(parse(text)));
  if (sentinels.length === 0) return [];
  const missing = ["", ...sentinels.map(({text}) => text)];
  const number = sqlNumber(cell, {type: TEXT, missing, format: marks}, "DOUBLE");
  const [[nBelow]] = await rows(connection, `SELECT count(*) FILTER (x < 0) FROM (SELECT ${number} AS x FROM seen)`);
  return Number(nBelow) === 0 ? sentinels : [];
}

/** More different words among numbers are no words for "no value". */
const MOST_OTHER_WORDS = 5;

/** Words in a column of numbers that no list has: a few, without a digit, each in so many rows that it is nobody's own. */
async function findOtherWords(connection: DuckDBConnection, cell: string, marks: NumberMarks): Promise<Words["words"]> {
  const isOther = `NOT ${sqlIsOneOf(cell, ["", ...MISSING_CANDIDATES])} AND NOT regexp_full_match(${cell}, ${sqlText(numberPattern(marks))})`;
  const found = await rows(
    connection,
    `SELECT ${cell}, count(*) AS n FROM seen WHERE ${isOther} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${MOST_OTHER_WORDS + 1}`
  );
  const words = found.map(([text, count]) => ({text: String(text), count: Number(count)}));
  return words.length > MOST_OTHER_WORDS ? [] : words.filter(({text, count}) => count >= MIN_GROUP && !/\d/.test(text));
}
