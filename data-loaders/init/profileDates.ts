import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import {max} from "d3-array";
import {MIN_GROUP} from "../../lib/groups.js";
import {MISSING_TEXTS} from "../../lib/rows/text.js";
import {isAhead, isBirth} from "../../lib/infer/inferColumn.js";
import {datesLeaving} from "../../lib/infer/leavingDates.js";
import {NEVER} from "../../lib/dataset/classes.js";
import {dateBefore, YEAR_LAST} from "../../lib/rows/dates.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlNumber} from "../ingest/cellSql.js";
import {sqlText} from "../ingest/duckdb.js";
import {rows} from "./askColumns.js";

/** Of a column's cells with a value, so many must be numbers, or dates, for it to be one of these with words for "no value". */
export const MOSTLY = 0.9;

/** What was seen of a column before anybody knows in which order its dates are written. */
export type Undated = Omit<ColumnProfile, "lastDate" | "hasShortYears">;

const isMostlyDates = ({type, nDates, nRows, nMissing}: Undated): boolean =>
  nRows > nMissing && (/^(date|timestamp)$/.test(type.name) || nDates >= MOSTLY * (nRows - nMissing));

/** Of dates whose year stands last: whether the day or the month comes first, by a number that is no month; where none says it, the day. */
export async function findDateOrder(
  connection: DuckDBConnection,
  profiles: readonly Undated[]
): Promise<{order?: DateOrder; isSeen: boolean}> {
  let isThere = false;
  for (const [j, profile] of profiles.entries()) {
    if (!isMostlyDates(profile)) continue;
    const part = (group: number): string => `max(TRY_CAST(regexp_extract(c${j}, ${sqlText(`^${YEAR_LAST}$`)}, ${group}) AS INTEGER))`;
    const [[n, first, second]] = await rows(
      connection,
      `SELECT count(*), ${part(1)}, ${part(2)} FROM seen WHERE regexp_full_match(c${j}, ${sqlText(YEAR_LAST)})`
    );
    if (Number(n) === 0) continue;
    isThere = true;
    if (Number(first) > MONTHS) return {order: "dmy", isSeen: true};
    if (Number(second) > MONTHS) return {order: "mdy", isSeen: true};
  }
  return {order: isThere ? "dmy" : undefined, isSeen: false};
}

const MONTHS = 12;
const DAY_ZERO = "1970-01-01";
/** A date whose year has two digits, with whatever stands for its month. */
const SHORT_YEAR = "([0-9]{1,2})[^0-9]+([0-9]{1,2}|[^0-9]+)[^0-9]+([0-9]{2})([^0-9].*)?";

/** The last date of a column, if all that it says are dates, and nobody could take the days of these for their years. */
export async function findLastDate(
  connection: DuckDBConnection,
  cell: string,
  {profile, dates}: {profile: Undated; dates: DateOrder | undefined}
): Promise<Pick<ColumnProfile, "lastDate" | "hasShortYears">> {
  if (!isMostlyDates(profile)) return {lastDate: null, hasShortYears: false};
  const days = sqlDaysOf(cell, profile, {dates});
  const part = (group: number): string => `count(DISTINCT regexp_extract(v, ${sqlText(`^${SHORT_YEAR}$`)}, ${group}))`;
  const [[n, least]] = await rows(
    connection,
    `SELECT count(*) FILTER (isfinite(d)), min(d) FILTER (isfinite(d)) FROM (SELECT ${days} AS d FROM seen)`
  );
  const [[nShort, nFirst, nSecond, nYears]] = await rows(
    connection,
    `SELECT count(*), ${[1, 2, 3].map(part).join(", ")} FROM (SELECT ${cell} AS v FROM seen) WHERE regexp_full_match(v, ${sqlText(SHORT_YEAR)})`
  );
  const hasShortYears = Number(nShort) > 0;
  const nDays = Number(dates === "mdy" ? nSecond : nFirst);
  const isPlain = !hasShortYears || (Number(nYears) < nDays && !isBirth(profile.name));
  const isRead = Number(n) === profile.nRows - profile.nMissing && isPlain;
  return {lastDate: isRead ? dateBefore(DAY_ZERO, Number(least)) : null, hasShortYears};
}

/** A day that {@link MIN_GROUP} users are of or after. */
export interface ReachedDay {
  day: string;
  /** what may be told of it: the day itself where as many share it, else the last of its week, since it may be one user's own */
  told: string;
}

/**
 * The last such day of a column of dates. A definition ships it, and a later day would be a few users' own.
 *
 * @param customer the cell that says whose a row is, where rows repeat customers; null: each is of another
 */
export async function findReachedDay(
  connection: DuckDBConnection,
  cell: string,
  {profile, dates, customer}: {profile: Undated; dates: DateOrder | undefined; customer: string | null}
): Promise<ReachedDay> {
  const days = `SELECT ${customer ?? "rowid"} AS who, ${sqlDaysOf(cell, profile, {dates})} AS d FROM seen`;
  const ofUsers = `SELECT min(d) AS d FROM (${days}) WHERE isfinite(d) GROUP BY who ORDER BY 1 LIMIT ${MIN_GROUP}`;
  const [[reached, nOfIt]] = await rows(
    connection,
    `SELECT d, (SELECT count(DISTINCT who) FROM (${days}) WHERE d = reached.d) FROM (SELECT max(d) AS d FROM (${ofUsers})) AS reached`
  );
  const before = Number(reached);
  const day = dateBefore(DAY_ZERO, before);
  return {day, told: Number(nOfIt) >= MIN_GROUP ? day : dateBefore(DAY_ZERO, before - daysToSunday(-before))};
}

/** @param day counted from {@link DAY_ZERO}, a Thursday */
function daysToSunday(day: number): number {
  return (((3 - day) % 7) + 7) % 7;
}

/** Of columns of dates those of which most lie after a day, by name; of dates that never come none counts. */
export async function findAhead(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {dates, asOf}: {dates: DateOrder | undefined; asOf: string | null}
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [j, profile] of profiles.entries()) {
    if (profile.lastDate === null || asOf === null) continue;
    const days = sqlDaysOf(`c${j}`, profile, {dates, asOf});
    const [[n, nAhead]] = await rows(
      connection,
      `SELECT count(*), count(*) FILTER (d < 0) FROM (SELECT c${j} AS v, ${days} AS d FROM seen)
      WHERE isfinite(d) AND NOT regexp_full_match(v, ${sqlText(NEVER)})`
    );
    if (2 * Number(nAhead) > Number(n)) found.add(profile.name);
  }
  return found;
}

/** Days from the date in a cell to another day. @param alsoMissing texts that are no value, beside those of the column */
function sqlDaysOf(
  cell: string,
  {missingWords}: Undated,
  {dates, asOf = DAY_ZERO, alsoMissing = []}: {dates: DateOrder | undefined; asOf?: string; alsoMissing?: readonly string[]}
): string {
  const missing = ["", ...alsoMissing, ...missingWords.map(({text}) => text)];
  return sqlNumber(cell, {type: TEXT, missing, format: {dates}, days: {asOf}}, "DOUBLE");
}

/** Whole numbers from this on are seconds, or thousandths of them, since 1970, in a column whose name says when somebody left: 9 September 2001. */
const SECONDS = 1e9;

/** Columns that say when, with how many of their cells mean never, and how many lie ahead. A column of dates may be a label where others are blank. */
export async function countDates(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  dates: DateOrder | undefined
): Promise<ColumnProfile[]> {
  const isSaying = ({name}: ColumnProfile): boolean => !isBirth(name) && !isAhead(name) && datesLeaving(name) === 0;
  const counted: ColumnProfile[] = [];
  for (const [j, profile] of profiles.entries()) {
    const isDate = isMostlyDates(profile) && (profile.lastDate !== null || profile.nDates === profile.nRows - profile.nMissing);
    if (!isDate && !isOfSeconds(profile)) {
      counted.push(profile);
      continue;
    }
    const last = lastOf(profiles.filter((d) => d !== profile && isSaying(d)));
    const before = last === null ? "NULL" : sqlDaysOf("v", profile, {dates, asOf: last});
    const day = sqlDaysOf("v", profile, {dates});
    const [[nNever, nAhead, least]] = await rows(
      connection,
      `SELECT count(*) FILTER (never), count(*) FILTER (NOT never AND isfinite(d) AND d < 0), min(day) FILTER (NOT never AND isfinite(day)) FROM
        (SELECT regexp_full_match(v, ${sqlText(NEVER)}) AS never, ${before} AS d, ${day} AS day FROM (SELECT c${j} AS v FROM seen) WHERE v <> '')`
    );
    const lastDate = profile.lastDate === null || least === null ? profile.lastDate : dateBefore(DAY_ZERO, Number(least));
    counted.push({...profile, lastDate, dates: {nNever: Number(nNever), nAhead: Number(nAhead)}});
  }
  return counted;
}

function isOfSeconds({name, nNumbers, nRows, nMissing, numbers}: ColumnProfile): boolean {
  return (
    datesLeaving(name) > 0 && numbers !== null && nNumbers === nRows - nMissing && numbers.nWhole === nNumbers && numbers.max >= SECONDS
  );
}

/** The last of all dates of some columns; null: there is none. */
function lastOf(profiles: readonly ColumnProfile[]): string | null {
  return max(profiles, ({lastDate}) => lastDate) ?? null;
}

/** Of so many of those who left a date that does not lie before it may tell of it: the last invoice, the last change of the row. */
const SINCE_LEFT = 0.95;

/** Of columns of dates beside a label of dates that tell of leaving: the share of those who left whose date is that of it, or later; by name. */
async function findSinceLeft(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {label, dates}: {label: LabelChoice; dates: DateOrder | undefined}
): Promise<Map<string, number>> {
  const place = profiles.findIndex(({name}) => name === label.column);
  const found = new Map<string, number>();
  if (label.dated !== label.churned || profiles[place].lastDate === null) return found;
  const dayOf = (j: number): string => sqlDaysOf(`c${j}`, profiles[j], {dates, alsoMissing: MISSING_TEXTS});
  for (const [j, {name, lastDate}] of profiles.entries()) {
    if (j === place || lastDate === null) continue;
    const [[n, nSince]] = await rows(
      connection,
      `SELECT count(*), count(*) FILTER (own <= left_on) FROM (SELECT ${dayOf(j)} AS own, ${dayOf(place)} AS left_on FROM seen)
      WHERE isfinite(own) AND isfinite(left_on)`
    );
    if (Number(n) >= MIN_GROUP && Number(nSince) >= SINCE_LEFT * Number(n)) found.set(name, Number(nSince) / Number(n));
  }
  return found;
}

/** What a label of dates says beside who left. */
export interface Leaving {
  /** of other columns of dates, by name; see {@link findSinceLeft} */
  sinceLeft: ReadonlyMap<string, number>;
  /** the last day of leaving that may be told; null: the label is no such column */
  last: ReachedDay | null;
  /** days of leaving after all other dates */
  nAhead: number;
}

/** @param profiles of the columns as they were read, the label's too */
export async function profileLeaving(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {label, dates}: {label: LabelChoice; dates: DateOrder | undefined}
): Promise<Leaving> {
  const place = profiles.findIndex((d) => d.name === label.column);
  const profile = profiles[place];
  const isDated = label.dated === label.churned && profile.lastDate !== null;
  const last = isDated ? await findReachedDay(connection, `c${place}`, {profile, dates, customer: null}) : null;
  return {sinceLeft: await findSinceLeft(connection, profiles, {label, dates}), last, nAhead: profile.dates?.nAhead ?? 0};
}
