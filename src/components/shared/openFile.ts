import type {TextFormat} from "../../lib/rows/format.js";
import type {Listed} from "../../lib/named.js";
import type {RowSource} from "../../lib/rows/rowSource.js";
import {indexCsv} from "../../lib/rows/indexCsv.js";
import {HEAD_BYTES, readCsvHead} from "../../lib/rows/csvHead.js";
import {nameEncoding, noteEncoding, toUtf8} from "../../lib/rows/encoding.js";
import {ARROW_SCHEMA, nameParquetColumns, parquetColumn, STORED, storedSchema} from "../../lib/rows/parquetColumn.js";
import {checkArrowBegin} from "../../lib/rows/arrowFault.js";
import {checkForm} from "../../lib/rows/fileForm.js";
import {asRow} from "../../lib/rows/bareRow.js";
import {createCellPrinter} from "../../lib/rows/printCell.js";
import {foldName} from "../../lib/rows/matchColumns.js";
import {check, complain} from "../../lib/check.js";
import {formatBytes} from "../../lib/format.js";
import {runInSlices, pause} from "./runInSlices.js";

/** Beyond this a tab may run out of memory. */
const MOST_BYTES = 200e6;

/** A file in the reader's hands. */
export interface OpenedFile {
  name: string;
  source: RowSource;
  /** "CSV, separated by commas" */
  form: string;
  /** what the reader should know of rows that are no file of theirs */
  note: string | null;
}

/** What a file, or rows that the page made itself, are opened from. */
export interface FileLike {
  name: string;
  size: number;
  arrayBuffer: () => Promise<ArrayBuffer>;
  note?: string;
}

export interface OpenOptions {
  /** the columns that are wanted, such as a model's inputs, by which the separator is found; none: by the look of the file */
  inputs: readonly string[];
  /** how the model's table writes texts */
  format?: TextFormat;
  /** the command that reads the same file, for errors */
  asker: "score" | "campaign";
  signal: AbortSignal;
  /** @param share read, in [0, 1] */
  onProgress: (share: number) => void;
}

const separators: Listed<string> = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"};

/**
 * Opens a file, all of it within this tab.
 *
 * @throws ChurnbookError if it is too large, empty, or no table
 */
export async function openFile(file: FileLike, {inputs, format = {}, asker, signal, onProgress}: OpenOptions): Promise<OpenedFile> {
  const where = `${asker} ${file.name}`;
  check(file.size <= MOST_BYTES, {
    where,
    rule: `a file must not be over ${formatBytes(MOST_BYTES)} to be read in a browser`,
    got: formatBytes(file.size),
    remedy: `On a computer with this project, npx churnbook ${asker} "${file.name}" takes any size.`
  });
  const bytes = new Uint8Array(await file.arrayBuffer());
  signal.throwIfAborted();
  const note = file.note ?? null;
  const form = checkForm(bytes, where);
  if (form === "parquet")
    return {name: file.name, source: await readParquet(bytes.buffer, {where, asker, signal, onProgress}), form: "Parquet", note};
  if (form === "arrow") {
    checkArrowBegin(bytes, where);
    const {openArrowRows} = await import("./readArrowFile.js");
    return {name: file.name, source: openArrowRows(bytes, where), form: "Arrow", note};
  }
  check(form !== "zip", {
    where,
    rule: "the file must be CSV, Parquet or Arrow",
    got: "a spreadsheet or a zip file",
    remedy: `Save the sheet as CSV UTF-8; npx churnbook ${asker} "${file.name}" takes an Excel workbook (.xlsx) as it is.`
  });
  const folded = new Set(inputs.map(foldName));
  const text = await runInSlices(toUtf8(bytes, format.encoding, where), {signal});
  const head = readCsvHead(text.bytes.subarray(0, HEAD_BYTES), {where, isWanted: (name) => folded.has(foldName(name)), format});
  const source = await runInSlices(indexCsv(text.bytes, head, text.isWhole), {
    signal,
    onSlice: (read) => onProgress(read / text.bytes.length)
  });
  const separator = separators[head.delimiter] ?? JSON.stringify(head.delimiter);
  const written = text.encoding === "utf-8" ? "" : `, in ${nameEncoding(text.encoding)}`;
  const doubt = noteEncoding(text.encoding, format.encoding);
  const told = [note, doubt === null ? null : `Of this file: ${doubt}.`].filter((d) => d !== null).join(" ");
  return {name: file.name, source, form: `CSV, separated by ${separator}${written}`, note: told === "" ? null : told};
}

export interface ReadParquetOptions {
  /** who reads which file, for errors */
  where: string;
  asker: OpenOptions["asker"];
  signal: AbortSignal;
  /** @param share read, in [0, 1] */
  onProgress: (share: number) => void;
}

/** Rows read at once. */
const STEP = 20_000;

/**
 * Reads a Parquet file. Its reader comes with the first such file, from this site; most readers of the page need none.
 *
 * @throws ChurnbookError if the file is damaged, or compressed in a way that only the command line can read
 */
async function readParquet(file: ArrayBuffer, {where, asker, signal, onProgress}: ReadParquetOptions): Promise<RowSource> {
  const {parquetMetadata, parquetRead, parquetSchema} = await import("hyparquet");
  const rows: unknown[][] = [];
  try {
    const whole = nameParquetColumns(parquetMetadata(file, {geoparquet: false}));
    const nodes = parquetSchema(whole).children;
    const columns = nodes.map(({element}) => element.name);
    const read = nodes.map(parquetColumn);
    const print = read.map(({type}) => createCellPrinter(type));
    const metadata = {...whole, schema: storedSchema(whole.schema)};
    const nRows = Number(metadata.num_rows);
    const codecs = new Set(metadata.row_groups.flatMap(({columns: chunks}) => chunks.map((chunk) => chunk.meta_data?.codec)));
    const needsCodecs = [...codecs].some((codec) => codec !== undefined && codec !== "UNCOMPRESSED" && codec !== "SNAPPY");
    const compressors = needsCodecs ? (await import("../../lib/rows/parquetCodecs.js")).compressors : {};
    while (rows.length < nRows) {
      await parquetRead({
        ...STORED,
        file,
        metadata,
        compressors,
        rowStart: rows.length,
        rowEnd: Math.min(nRows, rows.length + STEP),
        onComplete: (stored: unknown[][]) => {
          for (const row of stored) rows.push(row.map((cell, j) => read[j].decode(cell)));
        }
      });
      onProgress(rows.length / nRows);
      await pause();
      signal.throwIfAborted();
    }
    const arrow = whole.key_value_metadata?.find(({key}) => key === ARROW_SCHEMA)?.value;
    const durations = arrow === undefined ? null : (await import("../../lib/rows/arrowColumn.js")).findDurations(arrow);
    const types = read.map(({type}, j) => durations?.get(columns[j]) ?? type);
    return {
      columns,
      types,
      nRows,
      read: (row) =>
        asRow(
          rows[row].map((cell, j) => print[j](cell)),
          types
        )
    };
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.name === "ChurnbookError")) throw error;
    throw complain({
      where,
      rule: "the file must be whole Parquet, compressed by snappy, gzip, zstd, LZ4, brotli or not at all",
      got: error instanceof Error ? error.message.split("\n")[0] : String(error),
      remedy: `Write it again so, or use npx churnbook ${asker}.`
    });
  }
}
