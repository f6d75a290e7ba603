import type {Readable} from "node:stream";
import type {DataFile} from "../ingest/resolveFiles.js";
import {createWriteStream} from "node:fs";
import {stat} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {check, someOf} from "../../lib/check.js";
import {resolveFiles} from "../ingest/resolveFiles.js";

/** What stands for standard input. */
export const STANDARD_INPUT = "-";

const ASKER = {
  where: "score",
  remedy: 'It takes a CSV, Parquet, Arrow or Excel (.xlsx) file, a quoted pattern such as "data/*.csv", or - for CSV from standard input.'
};

/** The files to score. */
export interface FoundInputs {
  files: DataFile[];
  /** whether a pattern found them, so that a file written beside them may be found by it too */
  isPattern: boolean;
}

/**
 * The files that a path or a pattern stands for, sorted by path: all of one format.
 *
 * @throws if there is none, or one is not a file that can be read twice
 */
export async function findInputs(input: string): Promise<FoundInputs> {
  const isPattern = (await stat(input).catch(() => null)) === null;
  const files = await resolveFiles(isPattern ? expandBraces(input) : input, ASKER);
  const formats = new Set(files.map(({format}) => format));
  check(formats.size === 1, {where: "score", rule: "all files must be of one format", got: [...formats].join(" and ")});
  const kinds = await Promise.all(files.map(async ({path}) => (await stat(path)).isFile()));
  const strangers = files.filter((_, i) => !kinds[i]).map(({name}) => name);
  check(strangers.length === 0, {
    where: "score",
    rule: "the input must be a file on a disk, because it is read twice",
    got: `a pipe or a device (${someOf(strangers)})`,
    remedy: "Write - to score CSV from standard input."
  });
  return {files, isPattern};
}

/** Keeps what comes by standard input as a file, because it is read twice. */
export async function keepStandardInput(scratch: string, stdin: Readable = process.stdin): Promise<DataFile> {
  const path = join(scratch, "standard-input.csv");
  await pipeline(stdin, createWriteStream(path));
  return {path, name: "standard input", format: "csv"};
}

/**
 * The patterns that a pattern with `{a,b}` stands for, as a shell has it; DuckDB's patterns know no braces.
 *
 * @example expandBraces("{may,june}/*.csv") // ["may/*.csv", "june/*.csv"]
 */
export function expandBraces(pattern: string): string[] {
  const group = /\{([^{}]*,[^{}]*)\}/.exec(pattern); // an innermost one
  if (!group) return [pattern];
  const before = pattern.slice(0, group.index);
  const after = pattern.slice(group.index + group[0].length);
  return group[1].split(",").flatMap((choice) => expandBraces(before + choice + after));
}
