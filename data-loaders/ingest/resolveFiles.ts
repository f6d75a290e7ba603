import {open, stat} from "node:fs/promises";
import {basename, extname, resolve} from "node:path";
import type {Listed} from "../../lib/named.js";
import type {ChurnbookError} from "../../lib/check.js";
import {check, complain, someOf} from "../../lib/check.js";
import {codeOf, isForbidden} from "../flow/systemErrors.js";
import type {KnownForm} from "../../lib/rows/fileForm.js";
import {canBeText, checkForm, FORM_BYTES} from "../../lib/rows/fileForm.js";
import {getNamed} from "../../lib/named.js";

export type DataFormat = "csv" | "parquet" | "arrow" | "xlsx";

/** One file to read; its format is what is in it, or else what its name says. */
export interface DataFile {
  /** absolute */
  path: string;
  /** without its folder */
  name: string;
  format: DataFormat;
}

const FORMATS: Listed<DataFormat> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".parquet": "parquet",
  ".arrow": "arrow",
  ".arrows": "arrow",
  ".feather": "arrow",
  ".ipc": "arrow",
  ".xlsx": "xlsx"
};

const PACKED = /\.(gz|bz2|xz|zst|zip|7z|rar)$/i;

/** What a file is by the ending of its name; null: none that is known. */
export function formatOf(path: string): DataFormat | null {
  return FORMATS[extname(path).toLowerCase()] ?? null;
}

/** Who asks for files, for errors: the place, and what to do about it. */
export interface Asker {
  where: string;
  remedy: string;
}

const INGEST: Asker = {
  where: "ingest",
  remedy: 'The table (CHURN_DATA) is one CSV, Parquet, Arrow or Excel (.xlsx) file, or a quoted pattern such as "data/*.csv".'
};

/**
 * The files that paths and patterns stand for, each once, sorted by path. A path that exists is that file, whatever
 * characters its name has; else `*`, `?`, `[...]` and `**` make it a pattern (as DuckDB's glob reads it).
 *
 * @throws if a path is missing or a folder, a pattern finds nothing, or a file's ending is unknown; all are named
 */
export async function resolveFiles(paths: string | readonly string[], asker: Asker = INGEST): Promise<DataFile[]> {
  const asked = typeof paths === "string" ? [paths] : paths;
  const found = (await Promise.all(asked.map((path) => findFiles(path, asker)))).flat();
  const files = [...new Set(found)].sort((a, b) => (a < b ? -1 : 1));
  const strangers = files.filter((path) => !Object.hasOwn(FORMATS, extname(path).toLowerCase())).map((path) => basename(path));
  check(strangers.length === 0, {
    where: asker.where,
    rule: `a file's name must end in one of ${Object.keys(FORMATS).join(", ")}`,
    got: someOf(strangers),
    remedy: strangers.some((name) => PACKED.test(name)) ? "Unpack it first." : asker.remedy
  });
  return Promise.all(
    files.map(async (path) => {
      const named = getNamed(FORMATS, extname(path).toLowerCase());
      return {path, name: basename(path), format: (await formatWithin(path, asker.where)) ?? named};
    })
  );
}

const WITHIN: Record<KnownForm, DataFormat> = {parquet: "parquet", arrow: "arrow", zip: "xlsx"};

/**
 * What a file is by its first bytes, whatever it is called; null: what is unknown, or cannot be looked into twice.
 *
 * @throws if it is what no reader reads
 */
async function formatWithin(path: string, where: string): Promise<DataFormat | null> {
  if (!(await stat(path)).isFile()) return null;
  const handle = await open(path).catch((error: unknown) => {
    throw isForbidden(error) ? unreadable(path, where, error) : error;
  });
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(FORM_BYTES), 0, FORM_BYTES, 0);
    const begin = buffer.subarray(0, bytesRead);
    const form = checkForm(begin, `${where} ${basename(path)}`);
    if (form !== null) return WITHIN[form];
    return bytesRead > 0 && canBeText(begin) ? "csv" : null;
  } finally {
    await handle.close();
  }
}

/** What tables are asked for by that are no files: an address, standard input. */
const NO_FILE = /^[a-z][a-z\d+.-]+:\/\/|^-$/i;

async function findFiles(asked: string, {where, remedy}: Asker): Promise<string[]> {
  const kind = await kindOf(asked, where);
  check(kind !== "absent" || !NO_FILE.test(asked), {
    where,
    rule: "the data must be a file on this machine, since a run reads it more than once and fetches nothing",
    got: asked === "-" ? "standard input" : `the address ${asked}`,
    remedy: `Save it as a file first. ${remedy}`
  });
  if (kind === "file") return [resolve(asked)];
  if (kind === "folder") {
    throw complain({where, rule: "the data must be a file or a pattern", got: `the folder "${asked}"`, remedy: `Write "${asked}/*.csv".`});
  }
  const files = /[*?[\]{}]/.test(asked) ? await globFiles(asked) : [];
  check(files.length > 0, {
    where,
    rule: "the data must be a file that exists, or a pattern that finds one",
    got: `"${asked}", which finds nothing in ${process.cwd()}`,
    remedy
  });
  return files;
}

async function kindOf(path: string, where: string): Promise<"file" | "folder" | "absent"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "absent";
    throw unreadable(path, where, error);
  }
}

function unreadable(path: string, where: string, error: unknown): ChurnbookError {
  const rule = `the file "${path}" must be readable`;
  return complain({where, rule, got: codeOf(error) || error, remedy: "Change its owner or its permissions."});
}

async function globFiles(pattern: string): Promise<string[]> {
  const {withDuckDB} = await import("./duckdb.js"); // a path that exists needs none
  return withDuckDB(async (connection) => {
    const reader = await connection.runAndReadAll("SELECT file FROM glob($1)", [resolve(pattern)]);
    return reader.getRows().map(([file]) => resolve(String(file)));
  });
}
