import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {FlowRun} from "./runFlow.js";
import {readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {check, complain} from "../../lib/check.js";
import {readJsonIfWhole, writeWhole} from "./files.js";
import {hashOf} from "./hash.js";

/** `current.json`: where the artefacts of the last good run lie. Written last, so it never points at half a run. */
interface Pointer {
  bookHash: string;
  /** artefact name to path, relative to the home folder */
  files: Record<string, string>;
}

/** The artefacts of the last good run. */
export interface Book {
  /** hash over all artefacts but pipeline.json */
  hash: string;
  /** names such as `models.json` and `models/logistic.json`, sorted */
  names: string[];
  pathOf(name: string): string;
  read(name: string): Promise<Uint8Array>;
  readJson<T>(name: string): Promise<T>;
}

const POINTER = "current.json";
const BOOK = "book/";
const KEPT_RUNS = 10;

/** The last good run's artefacts. @throws ChurnbookError if there has been no good run yet */
export async function openBook(home: string): Promise<Book> {
  const pointer = await readJsonIfWhole<Pointer>(join(home, POINTER));
  check(pointer, {where: home, rule: "the flow must have run once", got: "no artefacts", remedy: "Run npm run build."});
  const pathOf = (name: string): string => {
    const path = pointer.files[name];
    check(path, {where: home, rule: `the book must hold ${name}`, got: Object.keys(pointer.files).join(", ")});
    return join(home, path);
  };
  const read = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(pathOf(name)));
  return {
    hash: pointer.bookHash,
    names: Object.keys(pointer.files).sort(),
    pathOf,
    read,
    async readJson<T>(name: string) {
      return JSON.parse(new TextDecoder().decode(await read(name))) as T;
    }
  };
}

/** Whether there has been a good run. */
export async function hasBook(home: string): Promise<boolean> {
  return (await readJsonIfWhole(join(home, POINTER))) !== null;
}

/** What is known of a run besides its tasks. */
export type RunFacts = Pick<PipelineBook, "startedAt" | "seconds" | "node" | "cores">;

/**
 * Keeps a run's record, and, if nothing failed, makes its outputs in `book/` the current artefacts.
 *
 * @returns the keys of all store entries that kept runs refer to
 */
export async function publishRun(home: string, run: FlowRun, facts: RunFacts): Promise<Set<string>> {
  const files: Record<string, string> = {};
  const hashes: [string, string][] = [];
  for (const {key, outputs} of run.entries.values()) {
    for (const {name, sha256} of outputs.filter((d) => d.name.startsWith(BOOK))) {
      const artefact = name.slice(BOOK.length);
      if (artefact in files) throw complain({where: key, rule: "artefact names must be unique", got: artefact});
      files[artefact] = `store/${key}/${name}`;
      hashes.push([artefact, sha256]);
    }
  }
  const bookHash = hashOf(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
  const pipeline: PipelineBook = {
    ...facts,
    bookHash,
    tasks: run.records,
    trialSeconds: Object.assign({}, ...[...run.entries.values()].map(({trialSeconds}) => trialSeconds))
  };
  const record = `runs/${facts.startedAt.replace(/[:.]/g, "-")}${run.failure ? ".failed" : ""}.json`;
  await writeWhole(join(home, record), JSON.stringify(pipeline));
  const keys = [...run.entries.values()].map(({key}) => key);
  await writeWhole(join(home, record.replace(/\.json$/, ".keys")), keys.join("\n"));
  if (!run.failure) {
    const pointer: Pointer = {bookHash, files: {...files, "pipeline.json": record}};
    await writeWhole(join(home, POINTER), JSON.stringify(pointer, null, 1));
  }
  return keysOfKeptRuns(home);
}

async function keysOfKeptRuns(home: string): Promise<Set<string>> {
  const names = (await readdir(join(home, "runs"))).filter((name) => name.endsWith(".keys")).sort();
  const current = (await readJsonIfWhole<Pointer>(join(home, POINTER)))?.files["pipeline.json"] ?? "";
  const keys = new Set<string>();
  for (const [i, name] of names.entries()) {
    const stem = join(home, "runs", name.replace(/\.keys$/, ""));
    if (i < names.length - KEPT_RUNS && !current.includes(name.replace(/\.keys$/, ".json"))) {
      await rm(`${stem}.keys`, {force: true});
      await rm(`${stem}.json`, {force: true});
    } else {
      for (const key of (await readFile(`${stem}.keys`, "utf-8")).split("\n")) keys.add(key);
    }
  }
  return keys;
}
