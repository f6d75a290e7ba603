import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import type {RawPart, WantedColumns} from "./rawPart.js";
import {DuckDBInstance} from "@duckdb/node-api";
import {placeOf, placesWithout} from "../../lib/rows/places.js";
import {NumberCollector, TextCollector} from "./rawPart.js";
import {KeyCollector} from "./rowKeys.js";

/**
 * Runs with a DuckDB of its own, in memory, that never fetches an extension: what is not linked in fails at once.
 * Reads keep the file's row order; times with a zone are told in UTC.
 *
 * @param run may connect more than once; what it opened is closed after it
 */
export async function withDatabase<T>(
  settings: Record<string, string>,
  run: (connect: () => Promise<DuckDBConnection>) => Promise<T>
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "true",
    ...settings
  });
  const opened: DuckDBConnection[] = [];
  try {
    return await run(async () => {
      const connection = await instance.connect();
      opened.push(connection);
      await connection.run("SET TimeZone = 'UTC'"); // else times would be printed, and levels read, as this machine's clock has them
      return connection;
    });
  } finally {
    for (const connection of opened) connection.closeSync();
    instance.closeSync();
  }
}

/** As {@link withDatabase}, for reading: streamed results of several threads come in any order, so it has one. */
export async function withDuckDB<T>(run: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  return withDatabase({threads: "1"}, async (connect) => run(await connect()));
}

/** A text as SQL writes it; every file name is safe in it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One file's path as DuckDB's readers take it: they read every path as a pattern, so what has a meaning there is bracketed. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, (character) => `[${character}]`));
}

/** A column's name as SQL writes it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text that reaches JavaScript whole: on the way a byte order mark is taken off its begin. @param text SQL of a VARCHAR */
export function sqlWhole(text: string): string {
  return `CASE WHEN starts_with(${text}, ${sqlText(MARK)}) THEN ${sqlText(MARK)} || ${text} ELSE ${text} END`;
}

const MARK = "\uFEFF";

/** A source of rows in SQL, with an expression for each wanted column. */
export interface SqlSource {
  file: string;
  /** what follows FROM */
  from: string;
  /** SQL that gives a DOUBLE, by column name: see sqlNumber */
  numbers: Map<string, string>;
  /** SQL that gives a VARCHAR, by column name: see sqlLevelText */
  texts: Map<string, string>;
  /** of the wanted columns, what is asked of texts besides */
  wanted: Pick<WantedColumns, "keys" | "missing">;
  /** SQL of the cell as it stands in the file */
  cell(column: string): string;
  /** rows to leave out, rising from 0: they have no value in any cell */
  bare?: readonly number[];
  /** rows to leave out, rising from 0, none of them bare: the definition calls them no data */
  notRows?: readonly number[];
}

/** Streams the wanted columns, chunk by chunk, into typed arrays. */
export async function readSource(connection: DuckDBConnection, source: SqlSource): Promise<RawPart> {
  const numbers = [...source.numbers.keys()].map((name) => ({name, collector: new NumberCollector()}));
  const {keys, missing} = source.wanted;
  const texts = [...source.texts.keys()].map((name) => ({
    name,
    collector: keys.has(name) ? new KeyCollector(missing) : new TextCollector()
  }));
  const expressions = [...source.numbers.values(), ...[...source.texts.values()].map(sqlWhole)].map((sql, i) => `${sql} AS v${i}`);
  const result = await connection.stream(`SELECT ${expressions.join(", ")} FROM ${source.from}`);
  const {bare = [], notRows = []} = source;
  const leftOut = [...bare, ...notRows].sort((a, b) => a - b);
  const isLeftOut = new Set(leftOut);
  let nRead = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const {rowCount} = chunk;
    const start = nRead;
    const isKept = (i: number): boolean => isLeftOut.size === 0 || !isLeftOut.has(start + i);
    for (const [k, {collector}] of numbers.entries()) {
      const vector = chunk.getColumnVector(k);
      for (let i = 0; i < rowCount; ++i) if (isKept(i)) collector.push(vector.getItem(i) as number);
    }
    for (const [k, {collector}] of texts.entries()) {
      const vector = chunk.getColumnVector(numbers.length + k);
      for (let i = 0; i < rowCount; ++i) if (isKept(i)) collector.push(vector.getItem(i) as string | null);
    }
    nRead += rowCount;
  }
  const places = placesWithout(leftOut);
  const readCell = (column: string, row: number): Promise<string> =>
    withDuckDB(async (other) => {
      const {cell, from} = source;
      return String(await selectOne(other, `SELECT ${sqlWhole(cell(column))} FROM ${from} LIMIT 1 OFFSET ${placeOf(places, row) - 1}`));
    });
  return {
    file: source.file,
    nRows: nRead - leftOut.length,
    nBare: bare.length,
    nNotRows: notRows.length,
    places,
    numbers: new Map(numbers.map(({name, collector}) => [name, collector.finish()])),
    ...finishTexts(texts),
    readCell
  };
}

/**
 * The rows that the definition calls no data.
 *
 * @param from what follows FROM
 * @param cell SQL of a wanted column's cell as text
 * @returns their places, rising, from 0
 */
export async function findNotRows(
  connection: DuckDBConnection,
  {from, notRows, cell}: {from: string; notRows: WantedColumns["notRows"]; cell: (column: string) => string}
): Promise<number[]> {
  if (notRows.length === 0) return [];
  const isOne = notRows.map(({column, text}) => `coalesce(trim(${cell(column)}, ' \t') = ${sqlText(text.trim())}, false)`).join(" OR ");
  const rows = `SELECT row_number() OVER () - 1 AS place, ${isOne} AS is_one FROM ${from}`;
  const reader = await connection.runAndReadAll(`SELECT place::DOUBLE FROM (${rows}) WHERE is_one ORDER BY place`);
  return reader.getRows().map(([place]) => Number(place));
}

/** Identifiers apart from the other texts. */
export function finishTexts(columns: readonly {name: string; collector: TextCollector | KeyCollector}[]): Pick<RawPart, "texts" | "keys"> {
  const texts: RawPart["texts"] = new Map();
  const keys: RawPart["keys"] = new Map();
  for (const {name, collector} of columns) {
    if (collector instanceof KeyCollector) keys.set(name, collector.finish());
    else texts.set(name, collector.finish());
  }
  return {texts, keys};
}

async function selectOne(connection: DuckDBConnection, sql: string): Promise<DuckDBValue> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows()[0][0];
}
