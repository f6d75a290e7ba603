import type {DataFile} from "./resolveFiles.js";
import type {CsvHead} from "../../lib/rows/csvHead.js";
import type {FoundEncoding} from "../../lib/rows/encoding.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {AsideLine, ScreenedCsv} from "./screenCsv.js";
import {isUtf8} from "node:buffer";
import {createReadStream, createWriteStream} from "node:fs";
import {open, readFile} from "node:fs/promises";
import {pipeline} from "node:stream/promises";
import {check, someOf} from "../../lib/check.js";
import {checkEncoding, createRecogniser, hasByteFrom, leastProof, namedEncoding, sniffHead} from "../../lib/rows/encoding.js";
import {checkForm} from "../../lib/rows/fileForm.js";
import {HEAD_BYTES, readCsvHead} from "../../lib/rows/csvHead.js";
import {countLinesAbove} from "../../lib/rows/linesAbove.js";
import {sqlPath, sqlText} from "./duckdb.js";

/** A CSV file as text in UTF-8. */
export interface CsvText {
  /** the file itself, or a copy */
  path: string;
  encoding: string;
  /** whether all bytes are text; else some lines are not */
  isWhole: boolean;
  head: CsvHead;
  /** lines of text above the header that were found; 0 where none were looked for */
  nAbove: number;
}

export interface OpenCsvOptions {
  /** who reads it, for errors: "ingest", "score" */
  asker: string;
  /** whether a column of this name is expected */
  isWanted: (name: string) => boolean;
  format: TextFormat;
  /** whether lines of text above the header are looked for, where the format is not known yet */
  findsAbove?: boolean;
  /** what its bytes tell of its encoding; default: it is looked for */
  found?: FoundEncoding;
  /** where a copy in UTF-8 may stand */
  copy: string;
}

/**
 * Finds a CSV file's encoding and header. UTF-8, UTF-16, Windows-1252 and Japanese are recognised, others are read where the format names them.
 *
 * @throws if the file is empty, is no text, or is text in an encoding that cannot be told
 */
export async function openCsv(
  {path, name}: DataFile,
  {asker, isWanted, format, findsAbove = false, found: known, copy}: OpenCsvOptions
): Promise<CsvText> {
  const where = `${asker} ${name}`;
  checkForm(await readHead(path), where);
  const found = known ?? (await findEncoding(path, format));
  const encoding = found.name;
  checkEncoding(encoding, where);
  const isOwn = encoding === "utf-8";
  if (!isOwn) await pipeline(createReadStream(path), (chunks: AsyncIterable<Buffer>) => decode(chunks, encoding), createWriteStream(copy));
  const text = isOwn ? path : copy;
  const bytes = await readHead(text);
  const nAbove = findsAbove ? countLinesAbove(bytes) : 0;
  const head = readCsvHead(bytes, {where, isWanted, format: nAbove > 0 ? {...format, above: nAbove} : format});
  return {path: text, encoding, isWhole: found.isWhole, head, nAbove};
}

/** What a file's bytes tell of its encoding, or the one that its format names, unless they tell that it is UTF-8. */
export async function findEncoding(path: string, {encoding}: TextFormat): Promise<FoundEncoding> {
  const named = namedEncoding(encoding);
  const sniffed = named === null ? sniffHead(await readHead(path)) : null;
  if (sniffed !== null) return sniffed;
  if (await isUtf8File(path, leastProof(named))) return {name: "utf-8", isWhole: true};
  if (named !== null) return {name: named, isWhole: named !== "utf-8"};
  const recogniser = createRecogniser();
  for await (const chunk of createReadStream(path, {highWaterMark: CHUNK})) recogniser.take(chunk as Buffer);
  return recogniser.judge();
}

const CHUNK = 1 << 20;

/** Whether a file is UTF-8, and has a byte that proves it. */
async function isUtf8File(path: string, least: number): Promise<boolean> {
  if (least === Infinity) return false;
  let rest: Buffer = Buffer.alloc(0);
  let isProven = false;
  for await (const chunk of createReadStream(path, {highWaterMark: CHUNK})) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    const cut = lastCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, cut))) return false;
    isProven ||= hasByteFrom(bytes, least);
    rest = bytes.subarray(cut);
  }
  return isUtf8(rest) && (isProven || least === 0);
}

/** Where the last character begins, which may go on in the next bytes. */
function lastCharacter(bytes: Buffer): number {
  let at = bytes.length;
  while (at > 0 && at > bytes.length - 4 && (bytes[at - 1] & 0xc0) === 0x80) --at;
  return at > 0 && bytes[at - 1] >= 0xc0 ? at - 1 : bytes.length;
}

async function* decode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, {stream: true});
  yield decoder.decode();
}

async function readHead(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** DuckDB's longest line, if nothing else is asked. */
const LONGEST_LINE = 2_000_000;

/**
 * What follows FROM, for files that screenCsv has been over: nothing is left for DuckDB to guess.
 *
 * @param files of one delimiter and line break
 * @param names of the columns in SQL
 */
export function readCsvSql(files: readonly ScreenedCsv[], {delimiter}: CsvHead, names: readonly string[]): string {
  const declared = names.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(", ");
  const lineBreak = {"\n": "\\n", "\r": "\\r", "\r\n": "\\r\\n"}[files[0].lineBreak];
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per file: few
  const longest = Math.max(...files.map((d) => d.longest));
  const options = [
    "auto_detect = false, header = true",
    `quote = '"', escape = '"', delim = ${sqlText(delimiter)}, new_line = '${lineBreak}'`,
    ...(longest > LONGEST_LINE / 2 ? [`max_line_size = ${2 * longest}`] : []),
    `columns = {${declared}}`
  ];
  return `read_csv([${files.map(({path}) => sqlPath(path)).join(", ")}], ${options.join(", ")})`;
}

/** The lines that were set aside, in their order. */
export async function readAside({aside}: Pick<ScreenedCsv, "aside">): Promise<AsideLine[]> {
  if (aside === null) return [];
  const text = await readFile(aside, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as AsideLine);
}

/** Bad lines that one complaint shows. */
const SHOWN = 20;

/** So many lines of which none is a row are of a table whose header stands further down. */
const MANY_BAD = 10;

/**
 * Refuses a file in which lines are no rows; those of separators only are passed over.
 *
 * @param where who reads which file, for errors
 * @throws naming up to twenty of them by their lines
 */
export async function refuseBadLines(where: string, screened: ScreenedCsv): Promise<void> {
  const bad = screened.nAside > screened.nBare ? (await readAside(screened)).filter((d) => !d.isBare) : [];
  check(bad.length < MANY_BAD || screened.nRows > 0, {
    where,
    rule: "the first line must name the columns, with a cell for each of a row's",
    got: `${bad.length} lines that all have other cells, such as line ${bad.at(-1)?.line}: ${bad.at(-1)?.error}`,
    remedy: "Where a title or a date stands above the header, take those lines out."
  });
  check(bad.length === 0, {
    where,
    rule: "every line must be a row of the table",
    got: `${bad.length} that are not: ${someOf(
      bad.map(({line, error}) => `line ${line}: ${error}`),
      SHOWN
    )}`,
    remedy: "Mend these lines, or take them out."
  });
}
