/**
 * Dates as numbers: the days from a date to another, the one as of which a table is read (`asOf` of its definition). A model sees
 * the number only; the doors read the date.
 */

/** The order of days, months and years where the year does not stand first. */
export type DateOrder = "dmy" | "mdy";

/** What follows a T, a blank or a colon is a time of that day, and left. */
const TIME = "([T :].*)?";
/** Years of four digits, or of two. */
const YEAR = "([0-9]{4}|[0-9]{2})";

/** How dates can stand in a table: a pattern, as both JavaScript and DuckDB read it, and the groups of its year, month and day. */
export interface DateForm {
  pattern: string;
  year: number;
  month: number;
  day: number;
  /** the month is a name; see {@link monthNumbers} */
  isNamed?: true;
}

/** Dates as whole numbers: 20241231, which programs that know no whole numbers write as 20241231.0. */
export const DATE_NUMBER = "((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})([.]0)?";

/** Forms that can be read in one way only: the year first, as ISO 8601 and most programs write it, or the month by its name. */
function plainForms(): DateForm[] {
  const word = `(${monthStarts()}[A-Za-zÀ-ž]*)`;
  return [
    {pattern: `([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})${TIME}`, year: 1, month: 2, day: 3},
    {pattern: `([0-9]{1,2})[-/. ]*${word}[-/., ]*${YEAR}${TIME}`, day: 1, month: 2, year: 3, isNamed: true},
    {pattern: `${word}[. ]+([0-9]{1,2})[, ]+([0-9]{4})${TIME}`, month: 1, day: 2, year: 3, isNamed: true},
    {pattern: "([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日.*", year: 1, month: 2, day: 3},
    {pattern: DATE_NUMBER, year: 1, month: 2, day: 3}
  ];
}

/** Dates in numbers whose year stands last; in which order their day and month stand, a table's definition says. */
export const YEAR_LAST = `([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]${YEAR}${TIME}`;

/** The forms that are read, the first that fits first. */
export function dateForms(order?: DateOrder): DateForm[] {
  if (order === undefined) return plainForms();
  return [...plainForms(), {pattern: YEAR_LAST, year: 3, month: order === "dmy" ? 2 : 1, day: order === "dmy" ? 1 : 2}];
}

/** Years of two digits from this on are of the 20th century, others of the 21st: as POSIX has it (strptime, %y). */
export const FIRST_OF_1900S = 69;

/** Names of the months in languages that write them with Latin letters, and short forms that are not how a name begins. */
const MONTH_NAMES: readonly string[] = [
  "january januar januari jänner janvier janeiro enero gennaio styczen stycznia",
  "february februar februari feber février fevrier fevereiro febrero febbraio luty lutego",
  "march märz maerz mrz mars marzo março marco maart mrt marts marzec marca",
  "april avril abril aprile kwiecien kwietnia",
  "may mai mayo maio maggio mei maj maja",
  "june juni juin junio junho giugno czerwiec czerwca",
  "july juli juillet julio julho luglio lipiec lipca",
  "august august augusti augustus août aout agosto sierpien sierpnia",
  "september septembre septiembre setiembre setembro settembre wrzesien września",
  "october oktober octobre octubre outubro ottobre październik października",
  "november novembre noviembre novembro listopad listopada",
  "december dezember décembre decembre diciembre dezembro dicembre desember grudzien grudnia"
];

/** The number of each month, "01" to "12", by its name or at least three letters with which the names of no other month begin; in small letters. */
export function monthNumbers(): Map<string, string> {
  const found = new Map<string, Set<number>>();
  for (const [i, names] of MONTH_NAMES.entries()) {
    for (const name of names.split(" ")) {
      for (let n = 3; n <= name.length; n++) {
        const start = name.slice(0, n);
        found.set(start, (found.get(start) ?? new Set()).add(i + 1));
      }
    }
  }
  return new Map([...found].flatMap(([start, months]) => (months.size === 1 ? [[start, String([...months][0]).padStart(2, "0")]] : [])));
}

/** How names of months begin, in small letters and capitals. @example "([Jj][Aa][Nn]|[Ff][Ee][Bb])", of two months */
function monthStarts(): string {
  const starts = new Set(MONTH_NAMES.flatMap((names) => names.split(" ").map((name) => name.slice(0, 3))));
  const anyCase = (start: string): string => [...start].map((letter) => `[${letter.toUpperCase()}${letter}]`).join("");
  return `(?:${[...starts].map(anyCase).join("|")})`;
}

/** Days since 1970 of a date; NaN if the text is none, or names a day that is not in the calendar. @example dayOf("1970-01-02") // 1 */
export function dayOf(text: string, order?: DateOrder): number {
  return createDayReader(order)(text);
}

/** Whether a text is a day of the calendar as ISO 8601 writes it, which is how definitions and models say one. */
export function isCalendarDate(text: string): boolean {
  const day = dayOf(text);
  return !Number.isNaN(day) && calendarDate(day) === text;
}

/** Prepares to read dates as {@link dayOf} does. */
function createDayReader(order?: DateOrder): (text: string) => number {
  const forms = dateForms(order).map(({pattern, ...groups}) => ({expression: new RegExp(`^${pattern}$`), ...groups}));
  let months: Map<string, string> | undefined;
  const monthOf = (name: string): number => Number((months ??= monthNumbers()).get(name.toLowerCase()) ?? NaN);
  return (text) => {
    for (const {expression, year, month, day, isNamed} of forms) {
      const found = expression.exec(text);
      if (found === null) continue;
      const [y, m, d] = [fullYear(found[year]), isNamed ? monthOf(found[month]) : Number(found[month]), Number(found[day])];
      const days = daysOf(y, m, d);
      return m >= 1 && m <= 12 && d >= 1 && calendarDate(days) === writeDate(y, m, d) ? days : NaN;
    }
    return NaN;
  };
}

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year >= FIRST_OF_1900S ? 1900 : 2000);
}

/** How the dates of a column are counted. */
export interface DayCount {
  /** the day that they are days before: "2024-12-31" */
  asOf: string;
  /** true: they are days after it; of a column of which most lie ahead, such as when a contract ends */
  ahead?: boolean;
}

/** Prepares to read dates as days before one, or after it; below zero for those on the other side, an infinity where the text is no date. */
export function createDaysReader({asOf, ahead = false}: DayCount, order?: DateOrder): (text: string) => number {
  const counted = dayOf(asOf);
  const dayIn = createDayReader(order);
  return (text) => {
    const day = dayIn(text);
    return Number.isNaN(day) ? Infinity : ahead ? day - counted : counted - day;
  };
}

/** The date that is read as so many days; see {@link createDaysReader}. */
export function dateCounted({asOf, ahead = false}: DayCount, days: number): string {
  return dateBefore(asOf, ahead ? -days : days);
}

/** How the dates of an input are counted; undefined: it holds none. */
export function countOf({asOf, ahead}: Partial<DayCount>): DayCount | undefined {
  return asOf === undefined ? undefined : {asOf, ...(ahead ? {ahead} : {})};
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
