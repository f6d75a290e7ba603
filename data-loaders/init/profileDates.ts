import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {isBirth} from "../../lib/infer/inferColumn.js";
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
  const days = sqlDaysOf(cell, profile, dates);
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

/**
 * The last day of a column of dates that {@link MIN_GROUP} users are of or after. A definition ships it, and a later day would be a few users' own.
 *
 * @param customer the cell that says whose a row is, where rows repeat customers; null: each is of another
 */
export async function findReachedDay(
  connection: DuckDBConnection,
  cell: string,
  {profile, dates, customer}: {profile: Undated; dates: DateOrder | undefined; customer: string | null}
): Promise<string> {
  const days = `SELECT ${customer ?? "rowid"} AS who, ${sqlDaysOf(cell, profile, dates)} AS d FROM seen`;
  const ofUsers = `SELECT min(d) AS d FROM (${days}) WHERE isfinite(d) GROUP BY who ORDER BY 1 LIMIT ${MIN_GROUP}`;
  const [[reached]] = await rows(connection, `SELECT max(d) FROM (${ofUsers})`);
  return dateBefore(DAY_ZERO, Number(reached));
}

function sqlDaysOf(cell: string, {missingWords}: Undated, dates: DateOrder | undefined): string {
  const missing = ["", ...missingWords.map(({text}) => text)];
  return sqlNumber(cell, {type: TEXT, missing, format: {dates}, asOf: DAY_ZERO}, "DOUBLE");
}
