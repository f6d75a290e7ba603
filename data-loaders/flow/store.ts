import type {Written} from "./task.js";
import {rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {writeJson} from "../../lib/json.js";
import {namesIn, writeWhole} from "./files.js";
import {hashOf, sha256} from "./hash.js";
import {readChecked, readOrComplain, readSealed, writeSealed} from "./sealed.js";
import {explainSystemError} from "./systemErrors.js";

/** What the store knows of one task's result, beside the files themselves. */
export interface Entry {
  task: string;
  key: string;
  /** hash over the outputs' names and contents */
  outputHash: string;
  outputs: {name: string; bytes: number; sha256: string}[];
  /** seconds that the task took when it ran */
  ranSeconds: number;
  /** ISO time when it had run; absent in what earlier versions stored */
  ranAt?: string;
  log: string[];
  /** seconds by trial id */
  trialSeconds: Record<string, number>;
  /** of the table, where it was the task that counted them */
  nRows?: number;
}

/** What a task produced, ready to be stored. */
export interface Result {
  task: string;
  key: string;
  written: Written[];
  /** seconds since the task began; asked once its outputs are written, which is part of the work */
  ranSeconds: () => number;
  ranAt?: string;
  log: string[];
  trialSeconds: Record<string, number>;
  nRows?: number;
}

/** Results by key, each a folder that appears whole or not at all. */
export interface Store {
  /** what is stored under a key, every file of it checked; or why there is nothing to be used: null if there never was */
  find(key: string): Promise<{entry: Entry; damage: null} | {entry: null; damage: string | null}>;
  save(result: Result): Promise<Entry>;
  /** An output's bytes, checked. @throws ChurnbookError if they are not what the task wrote */
  read(entry: Entry, name: string): Promise<Uint8Array>;
  pathOf(key: string, name: string): string;
  /** Removes every entry but these, and whatever a killed run left behind; nothing that the store did not make. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>;
}

const ENTRY = "entry.json";
/** What the store calls its folders: a key, or one that is being written by a process. */
const OWN_NAME = /^[\w-]+-[0-9a-f]{24}(\.\d+\.tmp)?$/;

/** @param folder where the entries lie; made when it is needed */
export function createStore(folder: string): Store {
  const pathOf = (key: string, name: string): string => join(folder, key, name);
  return {
    pathOf,
    async find(key) {
      const {state, value: entry} = await readSealed<Entry>(pathOf(key, ENTRY));
      if (state === "absent") return {entry: null, damage: null};
      if (entry === null || entry.key !== key) return {entry: null, damage: ENTRY};
      const sound = await Promise.all(
        entry.outputs.map(async (output) => (await readChecked(pathOf(key, output.name), output.sha256)) !== null)
      );
      const damaged = entry.outputs.filter((_, i) => !sound[i]).map(({name}) => name);
      return damaged.length === 0 ? {entry, damage: null} : {entry: null, damage: someOf(damaged)};
    },
    async read({key, outputs}, name) {
      const output = outputs.find((d) => d.name === name);
      check(output, {where: key, rule: `it must hold ${name}`, got: someOf(outputs.map((d) => d.name))});
      return readOrComplain(pathOf(key, name), output.sha256);
    },
    async save({written, ranSeconds, ...about}) {
      const temporary = join(folder, `${about.key}.${process.pid}.tmp`);
      await rm(temporary, {recursive: true, force: true});
      try {
        const outputs = [];
        for (const {output, value} of written) {
          const bytes = encode(output.name, value);
          await writeWhole(join(temporary, output.name), bytes);
          outputs.push({name: output.name, bytes: bytes.byteLength, sha256: sha256(bytes)});
        }
        outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
        const entry: Entry = {...about, ranSeconds: ranSeconds(), outputHash: hashOf(outputs), outputs};
        await writeSealed(join(temporary, ENTRY), entry);
        await rm(join(folder, about.key), {recursive: true, force: true});
        await rename(temporary, join(folder, about.key));
        return entry;
      } catch (error) {
        await rm(temporary, {recursive: true, force: true}).catch(() => {});
        throw explainSystemError(error, join(folder, about.key));
      }
    },
    async keepOnly(keys) {
      for (const name of await namesIn(folder)) {
        if (OWN_NAME.test(name) && !keys.has(name)) await rm(join(folder, name), {recursive: true, force: true});
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
export function decode(name: string, bytes: Uint8Array): unknown {
  return name.endsWith(".json") ? JSON.parse(new TextDecoder().decode(bytes)) : bytes;
}
