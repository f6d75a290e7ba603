import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {TableFacts} from "../../lib/infer/tableFacts.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {Leaving, ReachedDay} from "./profileDates.js";
import {greatest} from "d3-array";
import {stat} from "node:fs/promises";
import {MIN_GROUP} from "../../lib/groups.js";
import {isAhead, isBirth, isLast} from "../../lib/infer/inferColumn.js";
import {dateBefore} from "../../lib/rows/dates.js";
import {findAhead, findReachedDay} from "./profileDates.js";

/** A column of dates, and the last day of it that may be told. */
interface Reached extends ReachedDay {
  name: string;
}

interface Dated {
  /** the day that a person named */
  said: string | undefined;
  dates: DateOrder | undefined;
  /** the column of customers, where these have several rows */
  customer: ColumnProfile | undefined;
  /** whether a column does not give the label away, or a person wants it all the same */
  mayBeRead: (profile: ColumnProfile) => boolean;
  leaving: Leaving;
  path: string;
}

type Days = Pick<TableFacts, "asOf" | "asOfWhy" | "isDayTold" | "nAhead" | "ahead">;

/** The day of a table, which dates are counted back from, and the columns of dates that are counted on from it. */
export async function findDays(connection: DuckDBConnection, profiles: readonly ColumnProfile[], dated: Dated): Promise<Days> {
  const day = await findAsOf(await reachedDays(connection, profiles, dated), dated);
  return {...day, ahead: await findAhead(connection, profiles, {dates: dated.dates, asOf: day.asOf})};
}

/** Of columns that are no input, too: a day of joining that names its row says as much of when the table was written. */
async function reachedDays(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {dates, customer, mayBeRead}: Dated
): Promise<Reached[]> {
  const whose = customer ? `c${profiles.indexOf(customer)}` : null;
  const found: Reached[] = [];
  for (const [j, profile] of profiles.entries()) {
    if (profile.lastDate === null || !mayBeRead(profile)) continue;
    found.push({name: profile.name, ...(await findReachedDay(connection, `c${j}`, {profile, dates, customer: whose}))});
  }
  return found;
}

/**
 * The day that dates are counted back from: the last of them that enough users reach, but of those that lie ahead, such as when a contract
 * ends, by their names or because the file was written before them. Where none of them says when somebody was last there, it is the last day
 * of leaving, if the label says when and it is later. Where all there is are dates of birth, or dates that lie ahead of the day on which the
 * file was last written, it is that day.
 */
async function findAsOf(
  reached: readonly Reached[],
  {said, customer, leaving: {last, nAhead}, path}: Pick<Dated, "said" | "customer" | "leaving" | "path">
): Promise<Omit<Days, "ahead">> {
  if (said !== undefined) return {asOf: said, asOfWhy: null, isDayTold: true, nAhead: 0};
  const written = (await stat(path)).mtime.toISOString().slice(0, 10);
  const byFile = {asOf: written, isDayTold: false, nAhead};
  const isWritten = ({day}: Reached): boolean => day <= dateBefore(written, -1); // it may be tomorrow where the table was written
  const saying = reached.filter(({name}) => !isBirth(name));
  const behind = saying.filter(({name}) => !isAhead(name));
  const lastLeft = customer === undefined ? last : null;
  const lastDay = lastOf(behind.filter(isWritten)) ?? lastOf(behind) ?? lastOf(saying);
  const lastBirth = lastOf(reached);
  const isAfter = lastDay === null ? lastBirth !== null : lastLeft !== null && lastLeft.day > lastDay.day; // days of birth say nothing of it
  const isLatest = lastLeft !== null && isAfter && lastLeft.day <= written;
  if (isLatest && !saying.some(({name}) => isLast(name)))
    return {
      asOf: lastLeft.told,
      asOfWhy: `${MIN_GROUP} of those who left did so in the week of that day or later`,
      isDayTold: true,
      nAhead: 0
    };
  if (lastDay !== null && behind.length === 0 && lastDay.day > written)
    return {...byFile, asOfWhy: "the file was last written on that day, and its dates lie ahead"};
  const why = sayReached(lastDay?.day === lastOf(saying)?.day ? "them" : `those that ${sayBehind(behind.every(isWritten))}`);
  if (lastDay !== null || lastBirth === null) return {asOf: lastDay?.told ?? null, asOfWhy: why, isDayTold: lastDay !== null, nAhead};
  return written > lastBirth.day
    ? {...byFile, asOfWhy: "the file was last written on that day, and days of birth do not say of when it is"}
    : {asOf: lastBirth.told, asOfWhy: sayReached("them"), isDayTold: false, nAhead};
}

function sayBehind(isByName: boolean): string {
  return isByName ? "by their names do not lie ahead" : "do not lie ahead, by their names or of the day on which the file was written,";
}

function sayReached(dates: string): string {
  return `${MIN_GROUP} of ${dates} are of the week of that day or later`;
}

function lastOf(dates: readonly Reached[]): Reached | null {
  return greatest(dates, ({day}) => day) ?? null;
}
