import {check} from "../check.js";

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
  /** a number column as float64, rounded to float32 first where that is safe, with NaN as NULL */
  column(quoted: string): string;
  /** statements to run before a query with very long expressions */
  prelude: string[];
  /** lines for the reader of a script */
  notes: string[];
  /** characters that an expression may have, where less than a million */
  limit?: number;
  /** more of them where the script has a sigmoid */
  sigmoidNotes?: string[];
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
    // a number beyond float32 is then missing, and does not stop the query
    column: (x) => `NULLIF(CAST(TRY_CAST(${x} AS REAL) AS DOUBLE), CAST('NaN' AS DOUBLE))`,
    prelude: [],
    notes: []
  },
  postgresql: {
    title: "PostgreSQL",
    quoteName: standardName,
    // a backslash means itself only where standard_conforming_strings is on; in E'' it is written twice wherever
    quoteText: (text) => (text.includes("\\") ? `E${standardText(text.replaceAll("\\", "\\\\"))}` : standardText(text)),
    number: (value) => `${exponent(value)}::float8`,
    // no cast to real: it stops the query at a number that is too small for one
    column: (x) => `NULLIF(CAST(${x} AS float8), CAST('NaN' AS float8))`,
    prelude: ["SET jit = off;"],
    notes: ["Compiling a long expression takes far longer than running it, so jit is set off for this session."]
  },
  sqlite: {
    title: "SQLite",
    // between double quotes SQLite would take the name of an absent column for a text, in silence
    quoteName: tickedName,
    quoteText: standardText,
    number: exponent,
    column: (x) => `CAST(${x} AS REAL)`,
    prelude: [],
    notes: [],
    sigmoidNotes: ["SQLite needs its mathematical functions (tanh), which it has as built by Debian, Homebrew and python.org."]
  },
  bigquery: {
    title: "BigQuery",
    quoteName: (name) => `\`${escapeText(name)}\``,
    quoteText: escapedText,
    number: exponent,
    column: (x) => `IF(IS_NAN(CAST(${x} AS FLOAT64)), NULL, CAST(${x} AS FLOAT64))`,
    prelude: [],
    notes: ["Put the dataset before the table: FROM `project.dataset.users`, unless the session has a default one."]
  },
  snowflake: {
    title: "Snowflake",
    quoteName: standardName,
    quoteText: (text) => standardText(text.replaceAll("\\", "\\\\")),
    number: (value) => `${exponent(value)}::FLOAT`,
    column: (x) => `NULLIF(CAST(${x} AS FLOAT), CAST('NaN' AS FLOAT))`,
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
    column: (x) => `NULLIF(CAST(CAST(${x} AS FLOAT) AS DOUBLE), CAST('NaN' AS DOUBLE))`,
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
  const escapes: Record<string, string> = {"\\": "\\\\", "'": "\\'", "`": "\\`", "\n": "\\n", "\r": "\\r"};
  return text.replace(/[\\'`\n\r]/g, (character) => escapes[character]);
}
