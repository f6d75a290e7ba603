import {indexCsv} from "../../../lib/batch/csv/indexCsv.js";
import {HEAD_BYTES, parseHeader} from "../../../lib/batch/csv/parseHeader.js";
import {foldName} from "../../../lib/batch/matchColumns.js";
import {check, complain} from "../../../lib/check.js";
import {formatBytes} from "../../../lib/format.js";
import type {OpenedFile} from "../batch.js";
import {runInSlices} from "../run/runInSlices.js";
import {readParquet} from "./readParquet.js";

/** Beyond this a tab may run out of memory. */
export const MOST_BYTES = 200e6;

/** What a file, or rows that the page made itself, are opened from. */
export interface FileLike {
  name: string;
  size: number;
  arrayBuffer: () => Promise<ArrayBuffer>;
  note?: string;
}

export interface OpenOptions {
  /** the model's inputs, by which the separator is found */
  inputs: readonly string[];
  signal: AbortSignal;
  /** @param share read, in [0, 1] */
  onProgress: (share: number) => void;
}

const separators: Record<string, string> = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"};

/**
 * Opens a file for scoring, all of it within this tab.
 *
 * @throws ChurnbookError if it is too large, empty, or no table
 */
export async function openFile(file: FileLike, {inputs, signal, onProgress}: OpenOptions): Promise<OpenedFile> {
  const where = `score ${file.name}`;
  check(file.size <= MOST_BYTES, {where, rule: `a file must not be over ${formatBytes(MOST_BYTES)} to be scored in a browser`, got: formatBytes(file.size), remedy: `On a computer with this project, npx churnbook score "${file.name}" takes any size.`});
  const bytes = new Uint8Array(await file.arrayBuffer());
  signal.throwIfAborted();
  const note = file.note ?? null;
  if (startsWith(bytes, "PAR1")) return {name: file.name, source: await readParquet(bytes.buffer, {where, signal, onProgress}), form: "Parquet", note};
  refuseOthers(bytes, where, file.name);
  const folded = new Set(inputs.map(foldName));
  const header = parseHeader(bytes.subarray(0, HEAD_BYTES), {where, isWanted: (column) => folded.has(foldName(column))});
  const source = await runInSlices(indexCsv(bytes, header, where), {signal, onSlice: (read) => onProgress(read / bytes.length)});
  check(source.nRows > 0, {where, rule: "there must be a row under the header", got: "none"});
  return {name: file.name, source, form: `CSV, separated by ${separators[header.delimiter]}`, note};
}

/** Files that people take for tables, told apart by their first bytes. */
function refuseOthers(bytes: Uint8Array, where: string, name: string): void {
  const rule = "the file must be CSV or Parquet";
  if (startsWith(bytes, "PK")) throw complain({where, rule, got: "a spreadsheet or a zip file", remedy: "Save the sheet as CSV UTF-8."});
  if (startsWith(bytes, "ARROW1")) throw complain({where, rule, got: "an Arrow file", remedy: `npx churnbook score "${name}" takes it.`});
  if (startsWith(bytes, "\x1f\x8b")) throw complain({where, rule, got: "a compressed file", remedy: "Unpack it first."});
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}
