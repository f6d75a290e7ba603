import type {BuildDates, DataDate} from "../book/history.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import {HISTORY_FORMAT} from "../book/history.js";
import {addDuration} from "../dataset/refresh.js";
import {dayOf, dayWithin} from "../rows/dates.js";

/** What decides as of when the data of a book is. */
export interface Dated {
  definition: Pick<DatasetDefinition, "asOf" | "refresh">;
  /** the latest of the definition's time column, as the table calls it; null: there is none */
  latest: string | null;
  /** ISO time of the last change of the table's file; null: it is not known, or there is no file */
  fileWrittenOn: string | null;
}

/** As of when the data is, by whatever says it best; null where nothing does. */
export function dataDateOf({definition: {asOf}, latest, fileWrittenOn}: Dated): DataDate | null {
  if (asOf !== undefined) return {date: asOf, of: "definition"};
  if (latest !== null) return {date: latest, of: "time"};
  return fileWrittenOn === null ? null : {date: dayIn(fileWrittenOn), of: "file"};
}

/** When a build was, and when the next is due. @param builtOn ISO time */
export function describeDates(dated: Dated, {book, builtOn}: Pick<BuildDates, "book" | "builtOn">): BuildDates {
  const data = dataDateOf(dated);
  const {refresh} = dated.definition;
  const from = (data && lastDayOf(data.date)) ?? dayIn(builtOn);
  return {
    format: HISTORY_FORMAT,
    book,
    builtOn,
    data,
    refresh: refresh ?? null,
    due: refresh === undefined ? null : addDuration(from, refresh)
  };
}

/** The last day of a period that is called by a day, a month or a year; null where it is called something else. */
function lastDayOf(period: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?(?:[T ].*)?$/.exec(period) ?? [];
  if (year === undefined) return null;
  if (day !== undefined) return Number.isNaN(dayOf(`${year}-${month}-${day}`)) ? null : `${year}-${month}-${day}`;
  const last = month === undefined ? 12 : Number(month);
  return last >= 1 && last <= 12 ? dayWithin(Number(year), last, 31) : null;
}

function dayIn(time: string): string {
  return time.slice(0, 10);
}
