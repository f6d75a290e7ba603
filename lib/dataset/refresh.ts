import {calendarDate, dayOf, dayWithin} from "../rows/dates.js";

/** A span of the calendar. */
interface Duration {
  months: number;
  days: number;
}

const PATTERN = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/**
 * An ISO 8601 duration of whole years, months, weeks and days; null if the text is none, or of no length.
 *
 * @example readDuration("P1M") // {months: 1, days: 0}
 */
export function readDuration(text: string): Duration | null {
  const found = PATTERN.exec(text);
  if (found === null) return null;
  const [years, months, weeks, days] = found.slice(1).map((part) => Number(part ?? 0));
  const duration = {months: 12 * years + months, days: 7 * weeks + days};
  return duration.months + duration.days > 0 ? duration : null;
}

/**
 * The day that lies so long after another; a month from the last of January ends with February.
 *
 * @param day "2025-01-31"
 * @param duration "P1M"
 * @returns null where either is something else, or the day lies beyond the year 9990
 * @example addDuration("2025-01-31", "P1M") // "2025-02-28"
 */
export function addDuration(day: string, duration: string): string | null {
  const span = readDuration(duration);
  const start = dayOf(day);
  if (span === null || Number.isNaN(start)) return null;
  const [year, month, date] = calendarDate(start).split("-").map(Number);
  if (year + span.months / 12 + span.days / 365 > 9990) return null;
  return calendarDate(dayOf(dayWithin(year, month + span.months, date)) + span.days);
}
