import type {DuckDBConnection} from "@duckdb/node-api";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {ColumnAlone, ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {ValueGroup} from "../../lib/infer/columnAlone.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import type {SeenTable} from "./openTable.js";
import {columnAlone} from "../../lib/infer/columnAlone.js";
import {SYMBOLS, TOP_TEXTS} from "../../lib/infer/columnProfile.js";
import {isUnusual, MISSING_CANDIDATES} from "../../lib/infer/missingCandidates.js";
import {maySayWhen} from "../../lib/infer/inferColumn.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {unitOf} from "../../lib/dataset/plainWords.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {numberPattern} from "../../lib/rows/text.js";
import {sqlNumber} from "../ingest/cellSql.js";
import {sqlText} from "../ingest/duckdb.js";
import {DATE, EMAIL, LINK} from "./cellForms.js";
import {isFrequentWord} from "../ingest/missingWords.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import {classesOf} from "../../lib/dataset/classes.js";
import type {Undated} from "./profileDates.js";
import {findDateOrder, findLastDate, MOSTLY, rows} from "./profileDates.js";

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

/** What was seen of every column of the table `seen`, and how its numbers are written. */
export async function profileTable(
  connection: DuckDBConnection,
  {columns, nRows}: SeenTable
): Promise<{profiles: ColumnProfile[]; marks: NumberMarks; dates: DateOrder | undefined; isDateOrderSeen: boolean}> {
  const words: Words[] = [];
  for (const j of columns.keys()) words.push(await countWords(connection, `c${j}`, nRows));
  const marks = chooseMarks(words);
  const profiles: Undated[] = [];
  for (const [j, {name, type}] of columns.entries())
    profiles.push({...(await profileColumn(connection, `c${j}`, {...words[j], marks})), name, type, nRows});
  const {order: dates, isSeen} = await findDateOrder(connection, profiles);
  const dated: ColumnProfile[] = [];
  for (const [j, profile] of profiles.entries()) dated.push({...profile, ...(await findLastDate(connection, `c${j}`, {profile, dates}))});
  const accounting = dated.some((d) => d.marks?.accounting === true && d.nNumbers === d.nRows - d.nMissing);
  return {profiles: dated, marks: {...marks, ...(accounting ? {accounting} : {})}, dates, isDateOrderSeen: isSeen};
}

/** A column's words for "no value", and how many of its other cells are numbers by each of {@link MARKS}, or numbers below zero as accounts write them. */
interface Words {
  words: {text: string; count: number}[];
  nRest: number;
  byMarks: {plain: number; belowZero: number}[];
}

/** Where all that a column holds were numbers below zero, they could as well be codes such as (1). */
const isAccounting = ({plain, belowZero}: Words["byMarks"][number]): boolean => plain > 0 && belowZero > 0;
const nNumbersBy = (counts: Words["byMarks"][number]): number => counts.plain + (isAccounting(counts) ? counts.belowZero : 0);

async function countWords(connection: DuckDBConnection, cell: string, nRows: number): Promise<Words> {
  const candidates = MISSING_CANDIDATES.map(sqlText).join(", ");
  const found = await rows(
    connection,
    `SELECT ${cell}, count(*) FROM seen WHERE ${cell} IN ('', ${candidates}) GROUP BY 1 ORDER BY 2 DESC, 1`
  );
  const words = found.map(([text, count]) => ({text: String(text), count: Number(count)}));
  const nRest = nRows - words.reduce((sum, {count}) => sum + count, 0);
  const isLikeIt = `${cell} LIKE '%(%)%' OR ${cell} LIKE '%-' OR ${cell} LIKE '%- _'`; // spares the rest a second look by each of the marks
  const tests = MARKS.flatMap((marks) => [
    `count(*) FILTER (regexp_full_match(${cell}, ${sqlText(numberPattern(marks))}))`,
    `count(*) FILTER ((${isLikeIt}) AND regexp_full_match(${cell}, ${sqlText(numberPattern({...marks, accounting: true}))}))`
  ]);
  const [counts] = await rows(connection, `SELECT ${tests.join(", ")} FROM seen WHERE ${cell} NOT IN ('', ${candidates})`);
  return {words, nRest, byMarks: MARKS.map((_, k) => ({plain: Number(counts[2 * k]), belowZero: Number(counts[2 * k + 1])}))};
}

function chooseMarks(columns: readonly Words[]): NumberMarks {
  const nColumns = MARKS.map((_, k) => columns.filter(({nRest, byMarks}) => nRest > 0 && nNumbersBy(byMarks[k]) === nRest).length);
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per way to write numbers: few
  return MARKS[nColumns.indexOf(Math.max(...nColumns))];
}

async function profileColumn(
  connection: DuckDBConnection,
  cell: string,
  {words, nRest, byMarks, marks}: Words & {marks: NumberMarks}
): Promise<Omit<ColumnProfile, "name" | "type" | "nRows" | "lastDate" | "hasShortYears">> {
  const nAll = nRest + words.reduce((sum, {count}) => sum + count, 0);
  const counts = byMarks[MARKS.indexOf(marks)];
  const format = {...marks, accounting: isAccounting(counts)};
  const isNumeric = nRest > 0 && nNumbersBy(counts) >= MOSTLY * nRest;
  if (isNumeric && nNumbersBy(counts) < nRest) words = [...words, ...(await findOtherWords(connection, cell, format))];
  const isLevel = ({text, count}: {text: string; count: number}): boolean =>
    text !== "" && (isUnusual(text) || isFrequentWord(count, nAll));
  const missing = isNumeric ? words : words.filter((word) => !isLevel(word));
  const absent = ["", ...missing.map(({text}) => text)].map(sqlText).join(", ");
  const number = sqlNumber(cell, {type: TEXT, missing: [""], format}, "DOUBLE");
  const [facts] = await rows(
    connection,
    `SELECT count(*), count(DISTINCT v), ${[DATE, EMAIL, LINK].map((pattern) => `count(*) FILTER (regexp_full_match(v, ${sqlText(pattern)}))`).join(", ")},
      avg(length(v) - length(replace(v, ' ', '')) + 1), avg(length(v)),
      count(*) FILTER (isfinite(x)), count(*) FILTER (isfinite(x) AND x = trunc(x)), min(x) FILTER (isfinite(x)),
      max(x) FILTER (isfinite(x)), count(*) FILTER (isfinite(x) AND x < 0)
    FROM (SELECT ${cell} AS v, ${number} AS x FROM seen WHERE ${cell} NOT IN (${absent}))`
  );
  const [n, nDistinct, nDates, nEmails, nLinks, meanWords, meanLength, nNumbers, nWhole, min, max, nNegative] = facts.map(Number);
  const symbols = nNumbers > 0 ? await findSymbols(connection, cell, format) : [];
  const texts = `SELECT ${cell} AS v, count(*) AS n FROM seen WHERE ${cell} NOT IN (${absent}) GROUP BY 1`;
  const top = await rows(connection, `${texts} ORDER BY n DESC, v LIMIT ${TOP_TEXTS}`);
  const [[nCommon]] = await rows(connection, `SELECT coalesce(sum(n), 0) FROM (${texts}) WHERE n >= ${MIN_GROUP}`);
  return {
    nMissing: nAll - n,
    nDistinct,
    top: top.map(([text, count]) => ({text: String(text), count: Number(count)})),
    missingWords: missing.filter(({text}) => text !== ""),
    nCommon: Number(nCommon),
    nNumbers,
    marks: nNumbers > 0 ? format : null,
    symbols,
    numbers: nNumbers > 0 ? {nWhole, min, max, nNegative} : null,
    nDates: nNumbers === n ? 0 : nDates,
    nEmails,
    nLinks,
    meanWords,
    meanLength
  };
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

/** More different words among numbers are no words for "no value". */
const MOST_OTHER_WORDS = 5;

/** Words in a column of numbers that no list has: a few, without a digit, each in so many rows that it is nobody's own. */
async function findOtherWords(connection: DuckDBConnection, cell: string, marks: NumberMarks): Promise<Words["words"]> {
  const isOther = `${cell} NOT IN ('', ${MISSING_CANDIDATES.map(sqlText).join(", ")}) AND NOT regexp_full_match(${cell}, ${sqlText(numberPattern(marks))})`;
  const found = await rows(
    connection,
    `SELECT ${cell}, count(*) AS n FROM seen WHERE ${isOther} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${MOST_OTHER_WORDS + 1}`
  );
  const words = found.map(([text, count]) => ({text: String(text), count: Number(count)}));
  return words.length > MOST_OTHER_WORDS ? [] : words.filter(({text, count}) => count >= MIN_GROUP && !/\d/.test(text));
}

/** Rows that the question "does it tell the label alone?" is asked of: the answer is wanted to two digits. */
const ASKED_ROWS = 200_000;

/** How well each column alone tells the label. @param label its place, and the texts of its classes */
export async function profileAlone(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {label, marks, dates}: {label: LabelChoice; marks: NumberMarks; dates: DateOrder | undefined}
): Promise<Map<string, ColumnAlone>> {
  const place = profiles.findIndex(({name}) => name === label.column);
  const [churned, ...retained] = classesOf(label).map(sqlText);
  const labelled = `SELECT * FROM seen WHERE c${place} IN (${[churned, ...retained].join(", ")})`;
  await connection.run(`CREATE TABLE asked AS SELECT * FROM (${labelled}) USING SAMPLE reservoir(${ASKED_ROWS} ROWS) REPEATABLE (42)`);
  const found = new Map<string, ColumnAlone>();
  for (const [j, {name, nNumbers, nRows, nMissing, missingWords, lastDate}] of profiles.entries()) {
    if (j === place || nMissing === nRows) continue;
    const isNumber = nNumbers === nRows - nMissing || lastDate !== null;
    const absent = ["", ...missingWords.map(({text}) => text)];
    const value = isNumber
      ? sqlNumber(`c${j}`, {type: TEXT, missing: absent, format: {...marks, dates}, asOf: lastDate ?? undefined}, "DOUBLE")
      : `c${j}`;
    const isMissing = `c${j} IN (${absent.map(sqlText).join(", ")})`;
    const groups = await rows(
      connection,
      `SELECT v, count(*), count(*) FILTER (y) FROM
        (SELECT CASE WHEN ${isMissing} THEN NULL ELSE ${value} END AS v, c${place} = ${churned} AS y FROM asked) GROUP BY v ORDER BY v NULLS LAST`
    );
    const read = (isNull: boolean): ValueGroup[] =>
      groups.filter(([d]) => (d === null) === isNull).map(([, n, nChurned]) => ({n: Number(n), churned: Number(nChurned)}));
    const [missing = {n: 0, churned: 0}] = read(true);
    const values = groups.flatMap(([d]) => (d === null ? [] : [isNumber ? Math.fround(Number(d)) : d])); // tables hold float32
    found.set(name, {...columnAlone(read(false), {missing, isOrdered: isNumber}), nValues: new Set(values).size});
  }
  return found;
}

/** The column that, with the customer, names a row: a customer has one row for each of its values; null where there is none. */
export async function findTime(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  customer: ColumnProfile
): Promise<string | null> {
  for (const [j, profile] of profiles.entries()) {
    if (profile === customer || profile.nDistinct > customer.nDistinct || !maySayWhen(profile)) continue;
    const [[nRows, nPairs]] = await rows(connection, `SELECT count(*), count(DISTINCT (c${profiles.indexOf(customer)}, c${j})) FROM seen`);
    if (Number(nPairs) === Number(nRows)) return profile.name;
  }
  return null;
}

/** Columns of one unit that are compared; of more, the first ones. */
const MOST_COMPARED = 12;
const LEAST_ROWS = 100;

/** Pairs of number columns of one unit of which the left is never above the right, and not only because the one ends where the other begins. */
export async function findOrdered(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  marks: NumberMarks
): Promise<{left: string; right: string}[]> {
  const numbers = profiles.flatMap(({name, nNumbers, nRows, nMissing, numbers: range}, j) => {
    const unit = unitOf(name);
    return unit !== null && range !== null && nNumbers === nRows - nMissing ? [{name, unit, j, ...range}] : [];
  });
  const found: {left: string; right: string}[] = [];
  for (const unit of new Set(numbers.map((d) => d.unit))) {
    const alike = numbers.filter((d) => d.unit === unit).slice(0, MOST_COMPARED);
    for (const left of alike) {
      for (const right of alike) {
        if (left === right || left.max <= right.min) continue;
        const [a, b] = [left, right].map(({j}) =>
          sqlNumber(`c${j}`, {type: TEXT, missing: ["", ...MISSING_CANDIDATES], format: marks}, "DOUBLE")
        );
        const [[n, above, below]] = await rows(
          connection,
          `SELECT count(*), count(*) FILTER (a > b), count(*) FILTER (a < b) FROM (SELECT ${a} AS a, ${b} AS b FROM seen) WHERE isfinite(a) AND isfinite(b)`
        );
        if (Number(n) >= LEAST_ROWS && Number(above) === 0 && Number(below) > 0) found.push({left: left.name, right: right.name});
      }
    }
  }
  return found;
}
