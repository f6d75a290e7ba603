import type {BuildRecord, HistoryIndex, Population} from "../../lib/book/history.js";
import {createReadStream} from "node:fs";
import {join, resolve} from "node:path";
import {check, ChurnbookError, complain, someOf} from "../../lib/check.js";
import {codeOf, isAbsent} from "../flow/systemErrors.js";
import {readLimited} from "../readLimited.js";
import {openAddress} from "../siteAddress.js";
import {BOOK_HASH, LARGEST_RECORD, readPopulation, readRecord} from "./readRecord.js";

/** A site whose history is read, by address or folder. */
export interface HistorySource {
  /** for readers: without a login */
  origin: string;
  /** @param name of a file of `api/history/` @returns null: it is not there @throws ChurnbookError if it cannot be read */
  read(name: string): Promise<string | null>;
}

/**
 * A site, whoever keeps it.
 *
 * @param asked its address, or its folder
 * @param where what asks, for errors
 * @param below where in the site the history stands
 */
export function openHistory(asked: string, where: string, below = "api/history/"): HistorySource {
  if (/^https?:\/\//i.test(asked)) {
    const {origin, read} = openAddress(asked, {where, what: "the history of builds", largest: LARGEST_RECORD, tooLarge});
    return {origin, read: async (name) => new TextDecoder().decode(await read(below + name))};
  }
  const folder = resolve(asked);
  return {origin: folder, read: (name) => readFileThere(join(folder, below, name), where)};
}

/** A file's text; null where there is none. */
async function readFileThere(path: string, where: string): Promise<string | null> {
  try {
    const bytes = await readLimited(createReadStream(path), LARGEST_RECORD);
    if (bytes === null) throw complain({where, ...tooLarge(path)});
    return new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof ChurnbookError) throw error;
    if (isAbsent(error)) return null;
    throw complain({where, rule: `${path} must be a file that can be read`, got: codeOf(error) || String(error)});
  }
}

function tooLarge(origin: string): {rule: string; got: string} {
  return {rule: `${origin} must be a file of the history, which has ${LARGEST_RECORD / 2 ** 20} MiB at most`, got: "more"};
}

/** Which builds a site remembers; null: it has no history. @throws ChurnbookError if it cannot be reached, or what it has is no index */
export async function readIndex({origin, read}: HistorySource): Promise<(Pick<HistoryIndex, "current"> & {books: string[]}) | null> {
  const json = await read("index.json");
  if (json === null) return null;
  const where = `${origin}, api/history/index.json`;
  const rule = "an index of builds must name each by its hash";
  const index = parse(json, where) as Partial<HistoryIndex> | null;
  const books = Array.isArray(index?.builds) ? index.builds.map((build: {book?: unknown} | null) => String(build?.book)) : null;
  check(books !== null && typeof index?.current === "string", {where, rule, got: "JSON of another kind"});
  const strangers = [index.current, ...books].filter((book) => !BOOK_HASH.test(book));
  check(strangers.length === 0, {where, rule, got: someOf(strangers.map((book) => JSON.stringify(book.slice(0, 80))))});
  return {current: index.current, books: [...new Set(books)]};
}

/** @throws ChurnbookError if it is absent, damaged or of another build */
export async function fetchRecord({origin, read}: HistorySource, book: string): Promise<BuildRecord> {
  const where = `${origin}, api/history/${book}.json`;
  const json = await read(`${book}.json`);
  if (json === null) throw complain({where, rule: "the file that the index names must be there", got: "none"});
  const record = readRecord(json, where);
  check(record.book === book, {where, rule: "the record must be of the build that the file is named for", got: record.book});
  return record;
}

/** Null where it is not there. @throws ChurnbookError if it is damaged */
export async function fetchPopulation({origin, read}: HistorySource, hash: string): Promise<Population | null> {
  const name = `population-${hash}.json`;
  const json = await read(name);
  return json === null ? null : readPopulation(json, {where: `${origin}, api/history/${name}`, hash});
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw complain({where, rule: "an index of builds must be JSON", got: (error as Error).message});
  }
}
