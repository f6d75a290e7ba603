/**
 * Dates as numbers: the days from a date to another, the one as of which a table is read (`asOf` of its definition). A model sees
 * the number only; the doors read the date.
 */

/** The order of days, months and years where the year does not stand first. */
export type DateOrder = "dmy" | "mdy";

/** A date with the year first, as ISO 8601 and most programs write it; what follows a T or a blank is a time of that day, and left. */
const YEAR_FIRST = "([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([T ].*)?";
const YEAR_LAST = "([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})([T ].*)?";

/** How dates can stand in a table: a pattern, as both JavaScript and DuckDB read it, and the groups of its year, month and day. */
export interface DateForm {
  pattern: string;
  year: number;
  month: number;
  day: number;
}

/** The forms that are read, the first that fits first. */
export function dateForms(order?: DateOrder): DateForm[] {
  const first = {pattern: YEAR_FIRST, year: 1, month: 2, day: 3};
  if (order === undefined) return [first];
  return [first, {pattern: YEAR_LAST, year: 3, month: order === "dmy" ? 2 : 1, day: order === "dmy" ? 1 : 2}];
}

/** Days since 1970 of a date; NaN if the text is none, or names a day that is not in the calendar. @example dayOf("1970-01-02") // 1 */
export function dayOf(text: string, order?: DateOrder): number {
  return createDayReader(order)(text);
}

/** Prepares to read dates as {@link dayOf} does. */
function createDayReader(order?: DateOrder): (text: string) => number {
  const forms = dateForms(order).map(({pattern, ...groups}) => ({expression: new RegExp(`^${pattern}$`), ...groups}));
  return (text) => {
    for (const {expression, year, month, day} of forms) {
      const found = expression.exec(text);
      if (found === null) continue;
      const [y, m, d] = [Number(found[year]), Number(found[month]), Number(found[day])];
      const days = daysOf(y, m, d);
      return m >= 1 && m <= 12 && d >= 1 && calendarDate(days) === writeDate(y, m, d) ? days : NaN;
    }
    return NaN;
  };
}

/** Prepares to read dates as days before one; below zero for later dates, an infinity where the text is no date. @param asOf "2024-12-31" */
export function createDaysReader(asOf: string, order?: DateOrder): (text: string) => number {
  const last = dayOf(asOf);
  const dayIn = createDayReader(order);
  return (text) => {
    const days = last - dayIn(text);
    return Number.isNaN(days) ? Infinity : days;
  };
}

/** The date so many days before one. @example dateBefore("2024-12-31", 30) // "2024-12-01" */
export function dateBefore(asOf: string, days: number): string {
  return calendarDate(dayOf(asOf) - Math.round(days));
}

/** Days since 1970, of the Gregorian calendar without a clock; method: H. Hinnant, "chrono-compatible low-level date algorithms". */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const inEra = y - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
}

/** The date so many days after the first of 1970, as ISO 8601 writes it. */
export function calendarDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const y = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const m = Math.floor((5 * inYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return writeDate(y + era * 400 + (month <= 2 ? 1 : 0), month, inYear - Math.floor((153 * m + 2) / 5) + 1);
}

/** The day of a month, or its last one where it has none so late. @param month any whole number, 13 is the next January */
export function dayWithin(year: number, month: number, day: number): string {
  const first = daysOf(year + Math.floor((month - 1) / 12), ((((month - 1) % 12) + 12) % 12) + 1, 1);
  const next = daysOf(year + Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1);
  return calendarDate(Math.min(first + day - 1, next - 1));
}

function writeDate(year: number, month: number, day: number): string {
  return [String(year).padStart(4, "0"), ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");
}
