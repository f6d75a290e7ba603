import type {Table} from "../../lib/dataset/table.js";
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {spawnSync} from "node:child_process";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {check} from "../../lib/check.js";
import {goForward} from "../../lib/fit/protocol/folds.js";
import {decodeTable} from "../../data-loaders/ingest/arrowTable.js";

/** A column as Python's peers read it: `values` with null for missing, or `levels` with "missing". */
export type PeerColumn = {name: string; values: (number | null)[]} | {name: string; levels: string[]};

/** Train rows of a book, for Python's peers. */
export interface PeerRows {
  columns: PeerColumn[];
  /** per row, 1 churned */
  y: number[];
  /** per row, the fold that holds it out */
  folds: number[];
}

/** A folder that goes with its work. */
export async function withScratch<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "churnbook-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Runs the tool. @returns what it said where it ended badly, else null */
export function tryChurnbook(...args: string[]): string | null {
  const {status, stderr} = spawnSync(process.execPath, [fileURLToPath(new URL("../../bin/churnbook.js", import.meta.url)), ...args], {
    encoding: "utf8"
  });
  return status === 0 ? null : stderr.slice(-2000);
}

/** What a task of the home's one run left. */
export function readOutput(home: string, task: string, file: string): Uint8Array {
  const entries = readdirSync(join(home, "store")).filter(
    (key) => key.startsWith(`${task}-`) && /^[0-9a-f]{24}$/.test(key.slice(task.length + 1))
  );
  check(entries.length === 1, {
    where: home,
    rule: `it must hold one result of ${task}`,
    got: entries.length,
    remedy: "Begin with an empty home."
  });
  return readFileSync(join(home, "store", entries[0], file));
}

/** The train rows and folds of the home's one run. @throws if its folds go forward in time: peers know no others than by lot */
export function readPeerRows(home: string): PeerRows {
  const {table, arrays} = decodeTable(readOutput(home, "split", "train.arrow"));
  check(!goForward(arrays.fold), {where: home, rule: "folds must be dealt by lot", got: "folds that go forward in time"});
  const [y, folds] = [arrays.y, arrays.fold].map((values) => Array.from(values));
  return {columns: columnsOf(table), y, folds};
}

export function columnsOf({columns}: Table): PeerColumn[] {
  return columns.map((column) =>
    column.kind === "number"
      ? {name: column.name, values: Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))}
      : {name: column.name, levels: Array.from(column.codes, (code) => (code < 0 ? "missing" : column.levels[code]))}
  );
}

/** What a script of bench/ answers about rows, by the Python that CHURN_BENCH_PYTHON names. */
export async function askPython<T>(script: string, rows: PeerRows & Record<string, unknown>): Promise<T> {
  const python = process.env.CHURN_BENCH_PYTHON;
  check(python, {
    where: script,
    rule: "CHURN_BENCH_PYTHON must name a Python with scikit-learn and pandas, and interpret-core for EBM",
    got: "none"
  });
  return withScratch((folder) => {
    const file = join(folder, "rows.json");
    writeFileSync(file, JSON.stringify(rows));
    const {status, stdout, stderr} = spawnSync(python, [fileURLToPath(new URL(`../${script}`, import.meta.url)), file], {encoding: "utf8"});
    check(status === 0, {where: script, rule: "Python's peers must answer", got: stderr.slice(-2000)});
    return JSON.parse(stdout) as T;
  });
}
