import type * as DuckDB from "@duckdb/duckdb-wasm";
import {check, complain} from "../../lib/check.js";
import {address} from "../ui/address.js";
import {fetchInflated} from "./inflate.js";

/** A file of this site, as Framework hands it to pages. */
export interface SiteFile {
  url: () => Promise<string>;
  /** bytes */
  size?: number;
}

export interface EngineFiles {
  /** DuckDB's WebAssembly, gzipped */
  wasm: SiteFile;
  worker: SiteFile;
  /** addresses of Arrow streams, by table name */
  tables: Record<string, string>;
}

/** A database in the page. */
export interface Engine {
  readonly isLoaded: boolean;
  /** fetches all that is needed, once. @param onBytes bytes read so far */
  load: (onBytes: (read: number) => void) => Promise<void>;
  /** @throws what the database says, or the signal's reason when it was aborted */
  query: (sql: string, signal: AbortSignal) => Promise<SqlResult>;
}

interface Parts {
  duckdb: typeof DuckDB;
  wasmUrl: string;
  workerUrl: string;
  tables: [name: string, bytes: ArrayBuffer][];
}

interface Running {
  worker: Worker;
  db: DuckDB.AsyncDuckDB;
  connection: DuckDB.AsyncDuckDBConnection;
}

/**
 * DuckDB over tables of this site, in a worker of its own. Nothing is fetched before `load`, and nothing after it: the
 * database may not reach for extensions, files or other hosts. A query that is aborted takes the worker with it; the next
 * one starts anew from what is in memory.
 *
 * @param limit rows of a result
 */
export function createEngine(files: EngineFiles, limit: number): Engine {
  let parts: Parts | null = null;
  let running: Running | null = null;

  return {
    get isLoaded() {
      return parts !== null;
    },
    async load(onBytes) {
      parts ??= await fetchParts(files, onBytes);
      running ??= await start(parts);
    },
    async query(sql, signal) {
      if (!parts) throw complain({where: "database", rule: "it must be loaded first", got: "a query"});
      running ??= await start(parts);
      const {worker, connection} = running;
      try {
        return await untilAborted(readResult(connection, sql, limit), signal);
      } finally {
        if (signal.aborted) {
          worker.terminate();
          running = null;
        }
      }
    }
  };
}

async function fetchParts({wasm, worker, tables}: EngineFiles, onBytes: (read: number) => void): Promise<Parts> {
  const [duckdb, blob, workerUrl, ...loaded] = await Promise.all([
    import("@duckdb/duckdb-wasm"),
    wasm.url().then((url) => fetchInflated(url, "application/wasm", onBytes)),
    worker.url(),
    ...Object.entries(tables).map(async ([name, url]): Promise<[string, ArrayBuffer]> => [name, await fetchBytes(url)])
  ]);
  return {duckdb, wasmUrl: URL.createObjectURL(blob), workerUrl, tables: loaded};
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await address.fetch(url);
  check(response.ok, {where: "database", rule: "its tables must be on this site", got: `an answer of ${response.status}`});
  return response.arrayBuffer();
}

async function start({duckdb, wasmUrl, workerUrl, tables}: Parts): Promise<Running> {
  const worker = new Worker(workerUrl);
  const broken = new Promise<never>((_, reject) =>
    worker.addEventListener("error", ({message}) => {
      reject(complain({where: "database", rule: "its worker must start", got: message || "an error"}));
    })
  );
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  try {
    return await Promise.race([broken, open().then((connection) => ({worker, db, connection}))]);
  } catch (error) {
    worker.terminate();
    throw error;
  }

  async function open(): Promise<DuckDB.AsyncDuckDBConnection> {
    await db.instantiate(wasmUrl);
    await db.open({query: {castDecimalToDouble: true, castDurationToTime64: true}});
    const connection = await db.connect();
    for (const setting of SEALED) await connection.query(setting);
    for (const [name, bytes] of tables) await connection.insertArrowFromIPCStream(new Uint8Array(bytes.slice(0)), {name, create: true});
    return connection;
  }
}

/** The database stays within the page, and a query cannot undo that. */
const SEALED = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true"
];

async function readResult(connection: DuckDB.AsyncDuckDBConnection, sql: string, limit: number): Promise<SqlResult> {
  const reader = await connection.send(sql, true);
  const result: SqlResult = {columns: [], rows: [], cut: false};
  for await (const batch of reader as AsyncIterable<BatchLike>) {
    result.columns = batch.schema.fields.map(({name}) => name);
    result.rows.push(...readCells(batch, limit + 1 - result.rows.length));
    if (result.rows.length > limit) break;
  }
  if (result.columns.length === 0) result.columns = (reader.schema?.fields ?? []).map(({name}) => name);
  result.cut = result.rows.length > limit;
  if (result.cut) await connection.cancelSent();
  return {...result, rows: result.rows.slice(0, limit)};
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error), {once: true});
    work.then(resolve, reject);
  });
}

/** What a cell of a result may be. Numbers too large to be exact are text. */
export type Cell = string | number | null;

/** A result of a query, cut at a number of rows. */
export interface SqlResult {
  columns: string[];
  rows: Cell[][];
  /** whether there were more rows */
  cut: boolean;
}

/** The part of an Arrow record batch that is read here; the database brings its own version of Arrow. */
export interface BatchLike {
  numRows: number;
  schema: {fields: {name: string; type: unknown}[]};
  getChildAt(index: number): {get(row: number): unknown} | null;
}

/**
 * A batch's rows as cells.
 *
 * @param limit at most so many rows
 */
export function readCells(batch: BatchLike, limit: number): Cell[][] {
  const columns = batch.schema.fields.map(({type}, i) => ({values: batch.getChildAt(i), type: String(type)}));
  return Array.from({length: Math.min(limit, batch.numRows)}, (_, row) =>
    columns.map(({values, type}) => plainCell(values?.get(row), type))
  );
}

/**
 * An Arrow value as a number or as text; null for nothing.
 *
 * @param type the column's Arrow type by name: `Date32<DAY>` and timestamps arrive as milliseconds
 */
export function plainCell(value: unknown, type = ""): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number")
    return /^(Date|Timestamp)/.test(type) ? dateText(value, type) : Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Date) return dateText(value.getTime(), type);
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? plainCell(part) : part)) ?? String(value);
}

/** A number as tables show it: six digits that count, whole numbers whole. @example formatNumber(0.17728) // "0.17728" */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function dateText(milliseconds: number, type: string): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  return type.startsWith("Date")
    ? date.toISOString().slice(0, 10)
    : date
        .toISOString()
        .replace("T", " ")
        .replace(/(\.000)?Z$/, "");
}
