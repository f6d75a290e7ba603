import type {BuildRecord, Population} from "../../lib/book/history.js";
import type {HistorySource} from "./openHistory.js";
import {check, ChurnbookError} from "../../lib/check.js";
import {fetchPopulation, fetchRecord, readIndex} from "./openHistory.js";

/** What was found of earlier builds. */
export interface TakenOver {
  /** by book hash */
  records: Map<string, BuildRecord>;
  /** by the hash of their rows */
  populations: Map<string, Population>;
}

/** Files that are fetched at the same time. */
const AT_ONCE = 8;

/**
 * Reads the history of a site, and whoever's file is no record of this book is left out with a sentence, alone. Nothing that is
 * wrong with it stops a build.
 *
 * @param name of the book, in its definition
 * @param warn hears one sentence for each file that is left out, or one that the site cannot be read
 */
export async function takeOver(source: HistorySource, {name, warn}: {name: string; warn: (sentence: string) => void}): Promise<TakenOver> {
  const taken: TakenOver = {records: new Map(), populations: new Map()};
  const index = await orWarn(() => readIndex(source), warn);
  await eachOf(index?.books ?? [], async (book) => {
    const record = await orWarn(() => readOwn(source, book, name), warn);
    if (record !== null) taken.records.set(book, record);
  });
  const hashes = new Set([...taken.records.values()].flatMap(({population}) => population?.hash ?? []));
  await eachOf([...hashes], async (hash) => {
    const population = await orWarn(() => fetchPopulation(source, hash), warn);
    if (population !== null) taken.populations.set(hash, population);
  });
  return taken;
}

async function readOwn(source: HistorySource, book: string, name: string): Promise<BuildRecord> {
  const record = await fetchRecord(source, book);
  const where = `${source.origin}, api/history/${book}.json`;
  check(record.name === name, {where, rule: `the record must be of this book, “${name}”`, got: `“${record.name}”`});
  return record;
}

async function orWarn<T>(read: () => Promise<T>, warn: (sentence: string) => void): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ChurnbookError)) throw error;
    warn(error.message);
    return null;
  }
}

/** Calls for each item, a few at a time. */
async function eachOf<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
}
