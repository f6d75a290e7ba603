import type {Written} from "./task.js";
import {mkdir, readdir, readFile, rename, rm, stat} from "node:fs/promises";
import {dirname, join} from "node:path";
import {writeJson} from "../../lib/json.js";
import {readJsonIfWhole, writeWhole} from "./files.js";
import {isAbsent} from "./systemErrors.js";
import {hashOf, sha256} from "./hash.js";

/** What the store knows of one task's result, beside the files themselves. */
export interface Entry {
  task: string;
  key: string;
  /** hash over the outputs' names and contents */
  outputHash: string;
  outputs: {name: string; bytes: number; sha256: string}[];
  /** seconds that the task took when it ran */
  ranSeconds: number;
  log: string[];
  /** seconds by trial id */
  trialSeconds: Record<string, number>;
}

/** What a task produced, ready to be stored. */
export interface Result {
  task: string;
  key: string;
  written: Written[];
  ranSeconds: number;
  log: string[];
  trialSeconds: Record<string, number>;
}

/** Results by key, each a folder that appears whole or not at all. */
export interface Store {
  find(key: string): Promise<Entry | null>;
  save(result: Result): Promise<Entry>;
  pathOf(key: string, name: string): string;
  /** Removes every entry but these, and whatever a killed run left behind. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>;
}

const ENTRY = "entry.json";

/** @param folder where the entries lie; made when it is needed */
export function createStore(folder: string): Store {
  const pathOf = (key: string, name: string): string => join(folder, key, name);
  return {
    pathOf,
    async find(key) {
      const entry = await readJsonIfWhole<Entry>(pathOf(key, ENTRY));
      if (!entry) return null;
      const whole = await Promise.all(entry.outputs.map(async ({name, bytes}) => (await sizeOf(pathOf(key, name))) === bytes));
      return whole.every(Boolean) ? entry : null;
    },
    async save({written, ...about}) {
      const temporary = join(folder, `${about.key}.${process.pid}.tmp`);
      await rm(temporary, {recursive: true, force: true});
      const outputs = [];
      for (const {output, value} of written) {
        const bytes = encode(output.name, value);
        await writeWhole(join(temporary, output.name), bytes);
        outputs.push({name: output.name, bytes: bytes.byteLength, sha256: sha256(bytes)});
      }
      outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
      const entry: Entry = {...about, outputHash: hashOf(outputs), outputs};
      await writeWhole(join(temporary, ENTRY), JSON.stringify(entry));
      await mkdir(dirname(pathOf(about.key, "")), {recursive: true});
      await rm(join(folder, about.key), {recursive: true, force: true});
      await rename(temporary, join(folder, about.key));
      return entry;
    },
    async keepOnly(keys) {
      for (const name of await namesIn(folder)) {
        if (!keys.has(name)) await rm(join(folder, name), {recursive: true, force: true});
      }
    }
  };
}

/** The bytes of an output: bytes and texts as they are, other values as JSON. */
function encode(name: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return new TextEncoder().encode(name.endsWith(".json") ? writeJson(name, value) : String(value));
}

/** The value of an output, as {@link encode} wrote it. */
export async function decode(path: string): Promise<unknown> {
  if (path.endsWith(".json")) return JSON.parse(await readFile(path, "utf-8"));
  return new Uint8Array(await readFile(path));
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isAbsent(error)) return -1;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
