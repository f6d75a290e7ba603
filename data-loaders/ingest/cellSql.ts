import {findNamed} from "../../lib/named.js";
import type {LevelRule} from "../../lib/rows/cell.js";
import type {PhysicalType, TimeUnit} from "../../lib/rows/physicalType.js";
import {codeOfNothing, isFinite32, levelText, missingNumbers, NAN, otherSpellings, readingOf, UNKNOWN_LEVEL} from "../../lib/rows/cell.js";
import {CONTROL_PATTERN} from "../../lib/rows/printCell.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DateForm, DayCount} from "../../lib/rows/dates.js";
import {dateForms, FIRST_OF_1900S, monthNumbers} from "../../lib/rows/dates.js";
import {BLANK_PATTERN, canBeBlank} from "../../lib/rows/bareRow.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import {createNumberParser, BELOW_ZERO, besidePattern, MISSING_TEXTS, numberPattern, thousandsPattern} from "../../lib/rows/text.js";
import {sqlText} from "./duckdb.js";

/** The rules of lib/rows/cell as SQL, for whole columns. */

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const TIMESTAMP = /^TIMESTAMP(_(S|MS|NS))?( WITH TIME ZONE)?$/;
const OTHERS: Record<string, PhysicalType> = {
  VARCHAR: {name: "text"},
  JSON: {name: "text"},
  FLOAT: {name: "float", bits: 32},
  DOUBLE: {name: "float", bits: 64},
  BOOLEAN: {name: "boolean"},
  DATE: {name: "date"},
  TIME: {name: "time", unit: "us"},
  TIME_NS: {name: "time", unit: "ns"},
  "TIME WITH TIME ZONE": {name: "time", unit: "us"},
  INTERVAL: {name: "duration", unit: "us"},
  UUID: {name: "uuid"},
  BLOB: {name: "binary"},
  '"NULL"': {name: "null"}
};

/** A type by DuckDB's name for it. What is inside lists and records does not count, because DuckDB prints them whole. */
export function duckdbType(name: string): PhysicalType {
  if (name.endsWith("]")) return {name: "list", of: {name: "text"}};
  if (name.startsWith("STRUCT(")) return {name: "struct", fields: []};
  if (name.startsWith("MAP(")) return {name: "map", key: {name: "text"}, value: {name: "text"}};
  if (name.startsWith("ENUM(")) return {name: "text"};
  if (INTEGER.test(name)) return {name: "integer"};
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(name) ?? [];
  if (scale !== undefined) return {name: "decimal", scale: Number(scale), precision: Number(precision)};
  const time = TIMESTAMP.exec(name);
  if (time) return {name: "timestamp", unit: (time[2]?.toLowerCase() ?? "us") as TimeUnit, isUtc: time[3] !== undefined};
  return findNamed(OTHERS, name) ?? {name: "other", words: `cells of the type ${name}`};
}

/** A cell as text; see createCellPrinter. @param cell SQL */
export function sqlPrinted(cell: string, type: PhysicalType): string {
  const text = `CAST(${cell} AS VARCHAR)`;
  if (isFraction(type)) return `regexp_replace(${text}, '^(-?)[.]', '\\10.')`;
  if (type.name !== "binary") return text;
  const decoded = `TRY(decode(${cell}))`;
  const isText = `${decoded} IS NOT NULL AND NOT regexp_matches(${decoded}, ${sqlText(CONTROL_PATTERN)})`;
  return `CASE WHEN ${isText} THEN ${decoded} ELSE ${text} END`;
}

/** A decimal without a digit before its point, of which DuckDB prints ".25". */
function isFraction(type: PhysicalType): boolean {
  return type.name === "decimal" && type.scale === type.precision;
}

/** Whether DuckDB writes other cells of the type into CSV than {@link sqlPrinted} gives. */
export function isWrittenOtherwise(type: PhysicalType): boolean {
  return type.name === "binary" || isFraction(type);
}

/** Whether a cell has no value; see isBlankCell. */
export function sqlBare(cell: string, type: PhysicalType): string {
  const isNull = `${cell} IS NULL`;
  if (!canBeBlank(type)) return isNull;
  if (type.name === "float") return `(${isNull} OR isnan(${cell}))`;
  return `(${isNull} OR regexp_full_match(${sqlPrinted(cell, type)}, ${sqlText(BLANK_PATTERN)}))`;
}

export interface CellSqlOptions {
  type: PhysicalType;
  /** see CellReaderOptions */
  missing?: readonly string[];
  format?: NumberMarks & Pick<TextFormat, "dates">;
  /** cells are dates; see CellRule */
  days?: DayCount;
  /** whether all texts but missing ones are known to be numbers without any mark, and need not be looked at for it */
  isBare?: boolean;
}

/**
 * A cell of a number column, as createCellReader gives it: NaN is missing, an infinity no number.
 *
 * @param as the number's type: FLOAT rounds it as models do
 */
export function sqlNumber(
  cell: string,
  {type, missing = MISSING_TEXTS, format, days, isBare}: CellSqlOptions,
  as: "FLOAT" | "DOUBLE"
): string {
  const none = `'NaN'::${as}`;
  if (days !== undefined) return sqlDays(cell, {type, missing, format, days}, as);
  const reading = readingOf("number", type);
  if (reading === "missing") return none;
  if (reading === "truth") return `coalesce(CAST(${cell} AS ${as}), ${none})`;
  const isParsed = reading === "text";
  const text = `trim(${sqlPrinted(cell, type)}, ' \t')`;
  const double = isParsed ? `TRY_CAST(${isBare ? text : sqlPlain(text, format)} AS DOUBLE)` : sqlDouble(cell, type);
  const fits = `TRY_CAST(${double} AS FLOAT)`;
  const isAbsent = `${cell} IS NULL OR ${isParsed ? sqlIsOneOf(text, missing) : `isnan(${double})`}`;
  const isNumber =
    isParsed && !isBare ? `regexp_full_match(${text}, ${sqlText(numberPattern(format))}) AND isfinite(${fits})` : `isfinite(${fits})`;
  const numbers = missingNumbers(missing).map((d) => `${d}::DOUBLE`);
  const value = as === "FLOAT" ? fits : double;
  const known = numbers.length > 0 ? `CASE WHEN ${double} IN (${numbers.join(", ")}) THEN ${none} ELSE ${value} END` : value;
  const whenAbsent = `WHEN ${isAbsent} THEN ${none}`;
  const whenNumber = `WHEN ${isNumber} THEN ${known}`;
  // most cells are numbers, which need not be held against each missing word
  const cases = isParsed && !missing.some(isNumberBy(format)) ? [whenNumber, whenAbsent] : [whenAbsent, whenNumber];
  return `CASE ${cases.join(" ")} ELSE 'Infinity'::${as} END`;
}

/** Whether a text is one of some. DuckDB joins a table of the texts where IN is asked, for each column once more: eight times the work. */
export function sqlIsOneOf(text: string, texts: readonly string[]): string {
  if (texts.length === 0) return "false";
  if (texts.length === 1) return `(${text} = ${sqlText(texts[0])})`; // a list for it takes ten times as long
  return `list_contains([${texts.map(sqlText).join(", ")}], ${text})`;
}

function isNumberBy(marks: NumberMarks | undefined): (text: string) => boolean {
  const parse = createNumberParser(marks);
  return (text) => isFinite32(parse(text));
}

/** A cell of a column of dates, as days before one, or after it. */
function sqlDays(
  cell: string,
  {type, missing, format, days: {asOf, ahead = false}}: Required<Pick<CellSqlOptions, "missing" | "days">> & CellSqlOptions,
  as: string
): string {
  if (readingOf("date", type) === "missing") return `'NaN'::${as}`;
  const text = `trim(${sqlPrinted(cell, type)}, ' \t')`;
  const cases = dateForms(format?.dates).map((form) => {
    const [counted, date] = [`DATE ${sqlText(asOf)}`, `TRY_CAST(${sqlIso(text, form)} AS DATE)`];
    const days = `CAST(${ahead ? `${date} - ${counted}` : `${counted} - ${date}`} AS ${as})`;
    return `WHEN regexp_full_match(${text}, ${sqlText(form.pattern)}) THEN coalesce(${days}, 'Infinity'::${as})`;
  });
  const isAbsent = `${cell} IS NULL OR ${sqlIsOneOf(text, missing)}`;
  return `CASE WHEN ${isAbsent} THEN 'NaN'::${as} ${cases.join(" ")} ELSE 'Infinity'::${as} END`;
}

/** A date of a form as ISO 8601 writes it. */
function sqlIso(text: string, {pattern, year, month, day, isNamed}: DateForm): string {
  const part = (group: number): string => `regexp_extract(${text}, ${sqlText(`^${pattern}$`)}, ${group})`;
  const century = `CASE WHEN length(${part(year)}) > 2 THEN '' WHEN ${part(year)} >= '${FIRST_OF_1900S}' THEN '19' ELSE '20' END`;
  const months = [...monthNumbers()].map(([name, number]) => `${sqlText(name)}: '${number}'`).join(", ");
  const monthNumber = isNamed ? `map {${months}}[lower(${part(month)})]` : part(month);
  return `${century} || ${part(year)} || '-' || ${monthNumber} || '-' || ${part(day)}`;
}

/** A number's text without its symbol and its marks between thousands, with its sign first, and with a point. */
function sqlPlain(text: string, {decimal = ".", thousands, symbols = [], accounting = false}: NumberMarks = {}): string {
  const bare = symbols.length === 0 ? text : `regexp_replace(${text}, ${sqlText(besidePattern(symbols))}, '', 'g')`;
  const whole = thousands === undefined ? bare : `regexp_replace(${bare}, ${sqlText(thousandsPattern(thousands))}, '', 'g')`;
  const signed = accounting ? `regexp_replace(${whole}, ${sqlText(BELOW_ZERO)}, '-\\1\\2')` : whole;
  return decimal === "." ? signed : `replace(${signed}, ${sqlText(decimal)}, '.')`;
}

/** Beyond 15 digits DuckDB's own division may miss the nearest number, so such decimals are read from their text. */
function sqlDouble(cell: string, {name}: PhysicalType): string {
  return name === "decimal" ? `CAST(CAST(${cell} AS VARCHAR) AS DOUBLE)` : `CAST(${cell} AS DOUBLE)`;
}

/** A cell of a category, as createCellReader gives it, as a FLOAT. */
export function sqlLevel(cell: string, {levels, blank, spelled}: LevelRule, {type, missing = MISSING_TEXTS}: CellSqlOptions): string {
  const nothing = codeOfNothing({levels, blank});
  if (readingOf("category", type) === "missing") return `${nothing}::FLOAT`;
  const text = sqlLevelText(cell, type, levels);
  const cases = levels.map((level, code) => `WHEN ${text} = ${sqlText(level)} THEN ${code}`);
  const codeOf = (level: string): number => (levels.includes(level) ? levels.indexOf(level) : UNKNOWN_LEVEL);
  const others = otherSpellings({spelled}).map(([other, level]) => `WHEN ${text} = ${sqlText(other)} THEN ${codeOf(level)}`);
  const absent = `WHEN ${text} IS NULL OR ${sqlIsOneOf(text, missing)} THEN ${nothing}`;
  return `CAST(CASE ${[...cases, ...others].join(" ")} ${absent} ELSE ${UNKNOWN_LEVEL} END AS FLOAT)`;
}

/** The text by which a cell is compared with levels, identifiers or classes, NULL if it is missing; see levelText. */
export function sqlLevelText(cell: string, type: PhysicalType, levels: readonly string[] = []): string {
  const text = sqlPrinted(cell, type);
  if (type.name === "float") {
    const shown = `regexp_replace(${text}, '\\.0$', '')`;
    return levels.includes(NAN) ? shown : `nullif(${shown}, ${sqlText(NAN)})`;
  }
  if (type.name !== "boolean") return `trim(${text}, ' \t')`;
  const toText = levelText(type, levels);
  return `CASE WHEN ${cell} THEN ${sqlText(toText("true") ?? "true")} WHEN NOT ${cell} THEN ${sqlText(toText("false") ?? "false")} END`;
}
