import type {Listed} from "../../lib/named.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {FlowRun} from "./runFlow.js";
import {readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {check, complain} from "../../lib/check.js";
import type {Opened} from "./sealed.js";
import {namesIn, writeWhole} from "./files.js";
import {hashOf, sha256, shownHash} from "./hash.js";
import {readOrComplain, readOrComplainSync, readSealed, readSealedSync, writeSealed} from "./sealed.js";

/** `current.json`: where the artefacts of the last good run lie. Written last, so it never points at half a run. */
interface Pointer {
  bookHash: string;
  /** by artefact name */
  files: Listed<Place>;
}

interface Place {
  /** relative to the home folder */
  path: string;
  sha256: string;
}

/** The artefacts of the last good run. What is read of them is checked by its hash. */
export interface Book {
  /** hash over all artefacts but pipeline.json */
  hash: string;
  /** names such as `models.json` and `models/logistic.json`, sorted */
  names: string[];
  read(name: string): Promise<Uint8Array>;
  readJson<T>(name: string): Promise<T>;
}

const POINTER = "current.json";
const BOOK = "book/";
const KEPT_RUNS = 10;
const RUN_KEYS = /^\d{4}-\d\d-\d\dT[\d-]+Z(\.failed)?\.keys$/;

/** The last good run's artefacts. @throws ChurnbookError if there has been no good run yet, or what it left is damaged */
export async function openBook(home: string): Promise<Book> {
  const pointer = checkPointer(home, await readSealed<Pointer>(join(home, POINTER)));
  const read = async (name: string): Promise<Uint8Array> => {
    const {path, sha256} = placeOf(home, pointer, name);
    return readOrComplain(join(home, path), sha256);
  };
  return {
    hash: pointer.bookHash,
    names: Object.keys(pointer.files).sort(),
    read,
    async readJson<T>(name: string) {
      return JSON.parse(new TextDecoder().decode(await read(name))) as T;
    }
  };
}

/** As {@link openBook}, for who cannot wait: Framework asks for pages and their frames synchronously. */
export function openBookSync(home: string): {hash: string; readJson<T>(name: string): T} {
  const pointer = checkPointer(home, readSealedSync<Pointer>(join(home, POINTER)));
  return {
    hash: pointer.bookHash,
    readJson<T>(name: string) {
      const {path, sha256} = placeOf(home, pointer, name);
      return JSON.parse(new TextDecoder().decode(readOrComplainSync(join(home, path), sha256))) as T;
    }
  };
}

function checkPointer(home: string, {state, value}: Opened<Pointer>): Pointer {
  const remedy = "Run npx churnbook build.";
  check(state !== "damaged", {where: join(home, POINTER), rule: "it must be as the last run wrote it", got: "another text", remedy});
  check(value, {where: home, rule: "the flow must have run once", got: "no artefacts", remedy});
  return value;
}

function placeOf(home: string, {files}: Pointer, name: string): Place {
  check(Object.hasOwn(files, name), {where: home, rule: `the book must hold ${name}`, got: Object.keys(files).join(", ")});
  return files[name];
}

/** Whether there has been a good run. */
export async function hasBook(home: string): Promise<boolean> {
  return (await readSealed(join(home, POINTER))).state === "whole";
}

/** What is known of a run besides its tasks. */
export type RunFacts = Pick<PipelineBook, "startedAt" | "seconds" | "node" | "cores" | "tableWrittenOn">;

/**
 * Keeps a run's record, and, if nothing failed, makes its outputs in `book/` the current artefacts.
 *
 * @returns the keys of all store entries that kept runs refer to
 */
export async function publishRun(home: string, run: FlowRun, facts: RunFacts): Promise<Set<string>> {
  const files: Listed<Place> = {};
  const hashes: [string, string][] = [];
  for (const {key, outputs} of run.entries.values()) {
    for (const {name, sha256} of outputs.filter((d) => d.name.startsWith(BOOK))) {
      const artefact = name.slice(BOOK.length);
      if (Object.hasOwn(files, artefact)) throw complain({where: key, rule: "artefact names must be unique", got: artefact});
      files[artefact] = {path: `store/${key}/${name}`, sha256};
      hashes.push([artefact, sha256]);
    }
  }
  const bookHash = hashOf(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
  const pipeline: PipelineBook = {
    ...facts,
    bookHash,
    tasks: run.records.map((task) => ({
      ...task,
      inputHash: task.inputHash && shownHash(task.inputHash),
      outputHash: task.outputHash && shownHash(task.outputHash)
    })),
    trialSeconds: Object.fromEntries([...run.entries.values()].flatMap(({trialSeconds}) => Object.entries(trialSeconds)))
  };
  const record = `runs/${facts.startedAt.replace(/[:.]/g, "-")}${run.failure ? ".failed" : ""}.json`;
  const text = JSON.stringify(pipeline);
  await writeWhole(join(home, record), text);
  const keys = [...run.entries.values()].map(({key}) => key);
  await writeWhole(join(home, record.replace(/\.json$/, ".keys")), keys.join("\n"));
  if (!run.failure) {
    const pointer: Pointer = {bookHash, files: {...files, "pipeline.json": {path: record, sha256: sha256(text)}}};
    await writeSealed(join(home, POINTER), pointer);
  }
  return keysOfKeptRuns(home);
}

/** Which runs are kept, and what they and the last good one refer to. Files of other names are nobody's business. */
async function keysOfKeptRuns(home: string): Promise<Set<string>> {
  const names = (await namesIn(join(home, "runs"))).filter((name) => RUN_KEYS.test(name)).sort();
  const {value: pointer} = await readSealed<Pointer>(join(home, POINTER));
  const current = Object.values(pointer?.files ?? {}).map(({path}) => path);
  const keys = new Set(current.map((path) => path.split("/")[1]));
  for (const [i, name] of names.entries()) {
    const stem = name.replace(/\.keys$/, "");
    if (i < names.length - KEPT_RUNS && !current.includes(`runs/${stem}.json`)) {
      await rm(join(home, "runs", name), {force: true});
      await rm(join(home, "runs", `${stem}.json`), {force: true});
    } else {
      for (const key of (await readFile(join(home, "runs", name), "utf-8")).split("\n")) keys.add(key);
    }
  }
  return keys;
}
