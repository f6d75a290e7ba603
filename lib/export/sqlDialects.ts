import {check} from "../check.js";
import type {NumberMarks} from "../rows/text.js";
import {longestFirst, NUMBER_BLANKS, numberPattern} from "../rows/text.js";
import type {Listed} from "../named.js";

export type SqlDialect = "duckdb" | "postgresql" | "sqlite" | "bigquery" | "snowflake" | "spark";

/** How a database writes what scoring needs. */
export interface Dialect {
  name: SqlDialect;
  title: string;
  /** a column or table, safe whatever characters its name has */
  quoteName(name: string): string;
  /** a text, safe whatever characters it has */
  quoteText(text: string): string;
  /** a float64 that reads back as exactly this number */
  number(value: number): string;
  /** a column of any type as text, without the blanks around it */
  text(quoted: string): string;
  /** whether a column holds texts */
  isText(quoted: string): string;
  /** a column as text that is compared with levels, where {@link text} would give "1.0" for a whole number kept as floating point */
  level?(quoted: string): string;
  /** whether a text is a decimal number, by default with a point and without marks between thousands */
  isNumber(text: string, marks?: NumberMarks): string;
  /** the float64 of a text that is a number */
  toNumber(text: string): string;
  /** days from a text "2024-01-31" to a date; NULL if it is none, where the database can say so */
  days(text: string, asOf: string): string;
  /** where text of a stored number has not all of its digits: how such numbers are told, and read */
  stored?(quoted: string): {when: string; then: string};
  /** a float64 rounded to float32, where that is safe */
  round(value: string): string;
  /** the query: every column of the table, and the probability, which is worked out from named cells */
  select(query: CellQuery): string;
  /** statements to run before a query with very long expressions */
  prelude: string[];
  /** lines for the reader of a script */
  notes: string[];
  /** characters that an expression may have, where less than a million */
  limit?: number;
  /** more of them where the script has a sigmoid */
  sigmoidNotes?: string[];
}

/** Expressions of a table's columns with their names, and one of those names, for a new column. */
export interface CellQuery {
  cells: readonly string[];
  names: readonly string[];
  expression: string;
  column: string;
  /** quoted */
  from: string;
}

const patternOf = (marks?: NumberMarks): string => `^${numberPattern(marks)}$`;

/** The cells as columns of a table in between, which are then left out. */
const leaveOut =
  (word: "EXCLUDE" | "EXCEPT") =>
  ({cells, names, expression, column, from}: CellQuery): string =>
    `SELECT * ${word} (${names.join(", ")}), ${expression} AS ${column}\nFROM (SELECT *, ${nameCells({cells, names})} FROM ${from}) AS churn_cells;`;

function nameCells({cells, names}: Pick<CellQuery, "cells" | "names">): string {
  return cells.map((cell, i) => `${cell} AS ${names[i]}`).join(", ");
}

const standardText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const escapedText = (text: string): string => `'${escapeText(text)}'`;
const standardName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tickedName = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const DIALECTS: Record<SqlDialect, Omit<Dialect, "name">> = {
  duckdb: {
    title: "DuckDB",
    quoteName: standardName,
    quoteText: standardText,
    number: exponent,
    text: (x) => `TRIM(CAST(${x} AS VARCHAR), ' ' || CHR(9))`,
    isText: (x) => `TYPEOF(${x}) = 'VARCHAR'`,
    level: (x) =>
      `TRIM(REGEXP_REPLACE(CAST(${x} AS VARCHAR), CASE WHEN TYPEOF(${x}) IN ('FLOAT', 'DOUBLE') THEN '\\.0$' ELSE '^$' END, ''), ' ' || CHR(9))`,
    isNumber: (text, marks) => `REGEXP_FULL_MATCH(${text}, ${standardText(patternOf(marks))})`,
    toNumber: (text) => `TRY_CAST(${text} AS DOUBLE)`,
    days: (text, asOf) => `CAST(DATE '${asOf}' - TRY_CAST(${text} AS DATE) AS DOUBLE)`,
    // a number beyond float32 is refused before it comes here, and must not stop the query
    round: (value) => `CAST(TRY_CAST(${value} AS REAL) AS DOUBLE)`,
    select: leaveOut("EXCLUDE"),
    prelude: [],
    notes: []
  },
  postgresql: {
    title: "PostgreSQL",
    quoteName: standardName,
    // a backslash means itself only where standard_conforming_strings is on; in E'' it is written twice wherever
    quoteText: (text) => (text.includes("\\") ? `E${standardText(text.replaceAll("\\", "\\\\"))}` : standardText(text)),
    number: (value) => `${exponent(value)}::float8`,
    text: (x) => `BTRIM(CAST(${x} AS text), ' ' || CHR(9))`,
    // its cast stops the query where an exponent is too large or too small for a float64
    isText: (x) => `PG_TYPEOF(${x})::text IN ('text', 'character varying', 'character')`,
    isNumber: (text, marks) => `${text} ~ ${standardText(patternOf(marks))} AND ${text} !~ '[eE][+]?0*[1-9][0-9]{2}'`,
    toNumber: (text) => `CAST(REGEXP_REPLACE(${text}, '[eE]-0*[1-9][0-9]{2,}$', 'e-99') AS float8)`,
    days: (text, asOf) => `CAST(DATE '${asOf}' - CAST(${text} AS date) AS float8)`,
    round: (value) => value, // a cast to real stops the query at a number that is too small for one
    // OFFSET 0 keeps the planner from writing a cell's expression wherever its name stands
    select: ({cells, names, expression, column, from}) =>
      `SELECT churn_rows.*, ${expression} AS ${column}\nFROM ${from} AS churn_rows ` +
      `CROSS JOIN LATERAL (SELECT ${nameCells({cells, names})} OFFSET 0) AS churn_cells;`,
    prelude: ["SET jit = off;"],
    notes: ["Compiling a long expression takes far longer than running it, so jit is set off for this session."]
  },
  sqlite: {
    title: "SQLite",
    // between double quotes SQLite would take the name of an absent column for a text, in silence
    quoteName: tickedName,
    quoteText: standardText,
    number: exponent,
    text: (x) => `TRIM(${x}, ' ' || CHAR(9))`,
    isText: (x) => `TYPEOF(${x}) = 'text'`,
    level: (x) =>
      `TRIM(CASE WHEN TYPEOF(${x}) = 'real' AND ${x} LIKE '%.0' THEN SUBSTR(${x}, 1, LENGTH(${x}) - 2) ELSE ${x} END, ' ' || CHAR(9))`,
    isNumber: isNumberInSqlite,
    toNumber: (text) => `CAST(${text} AS REAL)`,
    days: (text, asOf) => `(JULIANDAY('${asOf}') - JULIANDAY(${text}))`,
    stored: (x) => ({when: `TYPEOF(${x}) IN ('integer', 'real')`, then: `CAST(${x} AS REAL)`}),
    round: (value) => value,
    // DISTINCT keeps it from writing a cell's expression wherever its name stands; there is but one row
    select: ({cells, names, expression, column, from}) =>
      `SELECT *, (SELECT ${expression} FROM (SELECT DISTINCT ${nameCells({cells, names})})) AS ${column}\nFROM ${from};`,
    prelude: [],
    notes: [],
    sigmoidNotes: ["SQLite needs its mathematical functions (tanh), which it has as built by Debian, Homebrew and python.org."]
  },
  bigquery: {
    title: "BigQuery",
    quoteName: (name) => `\`${escapeText(name)}\``,
    quoteText: escapedText,
    number: exponent,
    text: (x) => `TRIM(CAST(${x} AS STRING), ' \\t')`,
    isText: (x) => `STARTS_WITH(TO_JSON_STRING(${x}), '"')`,
    isNumber: (text, marks) => `REGEXP_CONTAINS(${text}, ${escapedText(patternOf(marks))})`,
    toNumber: (text) => `SAFE_CAST(${text} AS FLOAT64)`,
    days: (text, asOf) => `CAST(DATE_DIFF(DATE '${asOf}', SAFE_CAST(${text} AS DATE), DAY) AS FLOAT64)`,
    round: (value) => value,
    select: leaveOut("EXCEPT"),
    prelude: [],
    notes: ["Put the dataset before the table: FROM `project.dataset.users`, unless the session has a default one."]
  },
  snowflake: {
    title: "Snowflake",
    quoteName: standardName,
    quoteText: (text) => standardText(text.replaceAll("\\", "\\\\")),
    number: (value) => `${exponent(value)}::FLOAT`,
    text: (x) => `TRIM(TO_VARCHAR(${x}), ' \\t')`,
    isText: (x) => `TYPEOF(TO_VARIANT(${x})) = 'VARCHAR'`,
    isNumber: (text, marks) => `REGEXP_LIKE(${text}, ${standardText(patternOf(marks).replaceAll("\\", "\\\\"))})`,
    toNumber: (text) => `TRY_TO_DOUBLE(${text})`,
    days: (text, asOf) => `TO_DOUBLE(DATEDIFF('day', TRY_TO_DATE(${text}), '${asOf}'::DATE))`,
    stored: (x) => ({when: `TYPEOF(TO_VARIANT(${x})) IN ('INTEGER', 'DECIMAL', 'DOUBLE')`, then: `TO_DOUBLE(TO_VARIANT(${x}))`}),
    round: (value) => value,
    select: leaveOut("EXCLUDE"),
    prelude: [],
    notes: ["Columns are quoted, so their case counts: a column that was created without quotes is in capitals."]
  },
  spark: {
    title: "Spark",
    quoteName(name) {
      // ${...} is replaced in the text of a query before it is parsed, even between backticks
      check(!name.includes("${"), {where: "exportSql", rule: "no name may hold ${ in Spark SQL", got: name, remedy: "Rename the column."});
      return tickedName(name);
    },
    quoteText: (text) => escapedText(text).replaceAll("$", "\\u0024"),
    number: (value) => `${exponent(value)}D`,
    text: (x) => `TRIM(BOTH ' \\t' FROM CAST(${x} AS STRING))`,
    isText: (x) => `TYPEOF(${x}) = 'string'`,
    level: (x) =>
      `TRIM(BOTH ' \\t' FROM IF(TYPEOF(${x}) IN ('float', 'double'), REGEXP_REPLACE(CAST(${x} AS STRING), '[.]0\\u0024', ''), CAST(${x} AS STRING)))`,
    isNumber: (text, marks) => `${text} RLIKE ${escapedText(patternOf(marks)).replaceAll("$", "\\u0024")}`,
    toNumber: (text) => `CAST(${text} AS DOUBLE)`,
    days: (text, asOf) => `CAST(DATEDIFF(DATE'${asOf}', TO_DATE(${text})) AS DOUBLE)`,
    round: (value) => `CAST(CAST(${value} AS FLOAT) AS DOUBLE)`,
    select: ({cells, names, expression, column, from}) =>
      `SELECT churn_rows.*, ${expression} AS ${column}\nFROM ${from} AS churn_rows ` +
      `LATERAL VIEW INLINE(ARRAY(STRUCT(${nameCells({cells, names})}))) churn_cells AS ${names.join(", ")};`,
    prelude: [],
    notes: [],
    limit: 100_000 // planning takes half a minute there, and grows with the square of the length
  }
};

export const SQL_DIALECTS = Object.keys(DIALECTS) as SqlDialect[];

/** @throws naming the dialects that there are; the dialect's quoting throws for an empty name and for NUL */
export function getDialect(name: SqlDialect): Dialect {
  check(Object.hasOwn(DIALECTS, name), {where: "exportSql", rule: `the dialect must be one of ${SQL_DIALECTS.join(", ")}`, got: name});
  const dialect = DIALECTS[name];
  return {
    ...dialect,
    name,
    quoteName: (text) => dialect.quoteName(checkQuotable(text)),
    quoteText: (text) => dialect.quoteText(text === "" ? text : checkQuotable(text))
  };
}

function checkQuotable(text: string): string {
  check(text !== "" && !text.includes("\0"), {
    where: "exportSql",
    rule: "names must not be empty, nor names and texts hold the character NUL",
    got: JSON.stringify(text)
  });
  return text;
}

/** With an exponent a number is a float64 in every dialect or next to it, never an exact decimal, which is slow. */
function exponent(value: number): string {
  return value.toExponential();
}

/** For dialects in which a backslash begins an escape. */
function escapeText(text: string): string {
  const escapes: Listed<string> = {"\\": "\\\\", "'": "\\'", "`": "\\`", "\n": "\\n", "\r": "\\r"};
  return text.replace(/[\\'`\n\r]/g, (character) => escapes[character]);
}

/**
 * Whether a text is a decimal number in SQLite, which has no regular expressions: only the characters of one, a sign only at
 * the start or after the e, one point at most and before the e, one e at most and after a digit, a digit or a point at the end; or,
 * as accounts write it, one without a sign in brackets or before a minus.
 */
function isNumberInSqlite(cell: string, marks: NumberMarks = {}): string {
  const {symbols = [], accounting = false} = marks;
  const alone = longestFirst(symbols).reduce((bare, symbol) => `REPLACE(${bare}, ${standardText(symbol)}, '')`, cell);
  const trimmed = (text: string): string => `TRIM(${text}, ${standardText(NUMBER_BLANKS)})`;
  const text = symbols.length === 0 ? cell : trimmed(alone);
  const belowZero = (pattern: string, bare: string): string =>
    [`${text} GLOB '${pattern}'`, `${bare} NOT GLOB '[+-]*'`, ...numberTests(bare, marks)].join(" AND ");
  const forms = accounting
    ? [
        belowZero("(*)", trimmed(`SUBSTR(${text}, 2, LENGTH(${text}) - 2)`)),
        belowZero("*-", trimmed(`SUBSTR(${text}, 1, LENGTH(${text}) - 1)`))
      ]
    : [];
  const isNumber = [numberTests(text, marks).join(" AND "), ...forms].map((tests) => `(${tests})`).join(" OR ");
  return `(${[`(${isNumber})`, ...symbolTests(cell, symbols)].join(" AND ")})`;
}

function numberTests(text: string, {decimal = ".", thousands}: NumberMarks): string[] {
  const plain = thousands === undefined ? text : `REPLACE(${text}, ${standardText(thousands)}, '')`;
  const lower = `LOWER(${decimal === "." ? plain : `REPLACE(REPLACE(${plain}, '.', 'x'), ${standardText(decimal)}, '.')`})`;
  const never = ["*[^0-9.e+-]*", "*.*.*", "*e*.*", "*e*e*", "e*", "[+-]e*", ".e*", "[+-].e*"];
  return [
    ...["*[0-9]*", "*[0-9.]"].map((pattern) => `${lower} GLOB '${pattern}'`),
    ...never.map((pattern) => `${lower} NOT GLOB '${pattern}'`),
    ...["[+-]*", "*[^e][+-]*"].map((pattern) => `SUBSTR(${lower}, 2) NOT GLOB '${pattern}'`),
    ...groupTests(text, thousands)
  ];
}

/** One symbol at most, and no digit on both sides of it. */
function symbolTests(cell: string, symbols: readonly string[]): string[] {
  const inClass = (symbol: string): string =>
    [...symbol].map((character) => (/[*?]/.test(character) ? `[${character}]` : character)).join("");
  const never = symbols.flatMap((one) => [
    `*[0-9]*${inClass(one)}*[0-9]*`,
    ...symbols.map((other) => `*${inClass(one)}*${inClass(other)}*`)
  ]);
  return never.map((pattern) => `${cell} NOT GLOB ${standardText(pattern)}`);
}

/** Marks stand between whole thousands: three digits follow each, and no fourth, and one to three stand before the first. */
function groupTests(text: string, thousands: NumberMarks["thousands"]): string[] {
  if (thousands === undefined) return [];
  const digits = "[0-9][0-9][0-9]";
  const mark = standardText(thousands);
  const isMarked = `INSTR(${text}, ${mark}) > 0`;
  // without its groups of three a number has no mark left, and no group stands beside a digit too many
  const groups = `REPLACE(${text}, ${mark}, '_')`;
  const never = [
    `*_${digits}[0-9]*`,
    "*_",
    "*_[^0-9]*",
    "*_[0-9]",
    "*_[0-9][^0-9]*",
    "*_[0-9][0-9]",
    "*_[0-9][0-9][^0-9]*",
    "_*",
    "[+-]_*",
    "*[^0-9_+-]*_*"
  ];
  const first = `LTRIM(SUBSTR(${text}, 1, INSTR(${text}, ${mark}) - 1), '+-')`;
  return [
    `(NOT (${isMarked}) OR (LENGTH(${first}) BETWEEN 1 AND 3 AND ${never.map((pattern) => `${groups} NOT GLOB '${pattern}'`).join(" AND ")}))`
  ];
}
