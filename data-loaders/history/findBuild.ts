import type {BuildRecord, Population} from "../../lib/book/history.js";
import type {HistorySource} from "./openHistory.js";
import {earlierThan} from "../../lib/history/slowDrift.js";
import {stat} from "node:fs/promises";
import {basename, dirname, resolve} from "node:path";
import {check, complain, someOf} from "../../lib/check.js";
import {fetchPopulation, fetchRecord, openHistory, readIndex} from "./openHistory.js";

/** A build that was named, and how to read the users that it scored. */
export interface FoundBuild {
  record: BuildRecord;
  readPopulation(): Promise<Population | null>;
}

const where = "churnbook diff";

/**
 * The build that a person names: by a site's folder or address, which stands for the site's own build; by a file of its `api/history/`;
 * or by a book's hash, or how it begins, among those that the site in `output` remembers.
 *
 * @throws ChurnbookError if there is none, or more than one
 */
export async function findBuild(asked: string, output: string): Promise<FoundBuild> {
  const file = /^(.*?)[/\\]?(?:api[/\\]history[/\\])([0-9a-f]{64})\.json$/.exec(asked);
  if (file) return buildOf(openHistory(file[1] || ".", where), file[2]);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(asked)) return currentOf(openHistory(asked, where));
  const found = await stat(asked).catch(() => null);
  if (found?.isDirectory()) return currentOf(openHistory(asked, where));
  if (found !== null) return fromFile(resolve(asked));
  check(/^[0-9a-f]{6,64}$/.test(asked), {
    where,
    rule: "a build must be named by a site's folder or address, a file of its api/history, or a book's hash of six digits or more",
    got: asked
  });
  const source = openHistory(output, where);
  const books = await booksOf(source);
  const matches = books.filter((book) => book.startsWith(asked));
  check(matches.length === 1, {
    where,
    rule: `the hash must be of one build that ${output} remembers: ${someOf(books.map((book) => book.slice(0, 12)).reverse())}`,
    got: matches.length === 0 ? asked : `${asked}, which ${matches.length} builds begin with`
  });
  return buildOf(source, matches[0]);
}

/** Two builds to compare, and one before them, since which something may have moved little by little; null: there is none, or none was looked for. */
export interface FoundBuilds {
  earlier: FoundBuild | null;
  before: FoundBuild;
  after: FoundBuild;
}

/** The last two builds that a site remembers, the site's own one being the last. @throws ChurnbookError if there is only one */
export async function lastTwo(output: string): Promise<FoundBuilds> {
  const source = openHistory(output, where);
  const {current, books} = await indexOf(source);
  const others = books.filter((book) => book !== current);
  const before = others.at(-1);
  check(before !== undefined, {
    where,
    rule: `${output} must remember two builds`,
    got: "one",
    remedy: "Build it again of other data, or name two builds."
  });
  const earlier = earlierThan(others, before);
  return {
    earlier: earlier === null ? null : await buildOf(source, earlier),
    before: await buildOf(source, before),
    after: await buildOf(source, current)
  };
}

/** A file that lies by itself, as somebody saved it; beside it may be its population. */
async function fromFile(path: string): Promise<FoundBuild> {
  const source = openHistory(dirname(path), where, "");
  const book = basename(path, ".json");
  return buildOf(source, book);
}

async function currentOf(source: HistorySource): Promise<FoundBuild> {
  return buildOf(source, (await indexOf(source)).current);
}

async function booksOf(source: HistorySource): Promise<string[]> {
  return (await indexOf(source)).books;
}

async function indexOf(source: HistorySource): Promise<NonNullable<Awaited<ReturnType<typeof readIndex>>>> {
  const index = await readIndex(source);
  if (index !== null) return index;
  const remedy = "Name a site that churnbook built, or build it again: older ones have no history.";
  throw complain({where, rule: `${source.origin} must be a site with a history of builds`, got: "none", remedy});
}

async function buildOf(source: HistorySource, book: string): Promise<FoundBuild> {
  const record = await fetchRecord(source, book);
  const {population} = record;
  return {
    record,
    readPopulation: async () => (population === null ? null : fetchPopulation(source, population.hash).catch(() => null)) // only examples are lost
  };
}
