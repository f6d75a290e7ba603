import {complain} from "../check.js";

/** What a file is by its first bytes, whatever its name says. */
export type FileForm = KnownForm | ForeignForm;

/** What some door reads. */
export type KnownForm = "parquet" | "arrow" | "zip";

/** What no door reads. */
type ForeignForm = "gzip" | "workbook" | "page" | "xml" | "json" | "pointer";

/** So many of a file's bytes tell its form. */
export const FORM_BYTES = 1 << 10;

/** What people take for a table by a file's name alone: what it is, and how to come by the table. */
const FOREIGN: Record<ForeignForm, {words: string; remedy: string}> = {
  gzip: {words: "a compressed file", remedy: "Unpack it first."},
  workbook: {
    words: "an Excel workbook of the old form (.xls), or one with a password",
    remedy: "Save it again as .xlsx without a password, or its sheet as CSV UTF-8."
  },
  page: {
    words: "a web page",
    remedy: "Where an address was saved, it answered with a page, as sites do that ask to sign in: download the file itself, as CSV."
  },
  xml: {words: "XML", remedy: "Where an address was saved, read in it what the site answered; else export the table as CSV UTF-8."},
  json: {words: "JSON", remedy: 'Write it as CSV, in Python by pandas.read_json("…").to_csv("table.csv", index=False).'},
  pointer: {words: "a pointer of Git LFS, which stands for the file", remedy: "Fetch the file itself by git lfs pull."}
};

/** A zip with files in it, one without, one in parts. "PK" alone begins a table too, of which a column is the primary key. */
const ZIPS = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];

/** How forms that are text begin, after blanks. */
const TEXTS: readonly [ForeignForm, RegExp][] = [
  ["page", /^(<\?xml[^>]*>\s*)?(<!-{2}[^]*?-{2}>\s*)?<(!doctype\s+html|html|head|body|table)\b/i],
  ["xml", /^<\?xml\s/],
  ["json", /^(\[\s*)?\{\s*"[^"\n]*"\s*:/],
  ["pointer", /^version https:\/\/git-lfs\.github\.com\/spec\//]
];

/** @param begin a file's first {@link FORM_BYTES}, or all; null: a table as text, or what is unknown */
export function formOfBytes(begin: Uint8Array): FileForm | null {
  if (startsWith(begin, "PAR1")) return "parquet";
  if (startsWith(begin, "ARROW1") || startsWith(begin, "FEA1") || isArrowStream(begin)) return "arrow";
  if (ZIPS.some((mark) => startsWith(begin, mark))) return "zip";
  if (startsWith(begin, "\x1f\x8b")) return "gzip";
  if (startsWith(begin, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "workbook";
  const text = new TextDecoder().decode(begin.subarray(0, FORM_BYTES)).trimStart();
  return TEXTS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Whether a file of no known form may be a table as text: it has none of the bytes that only other files have. @param begin as above */
export function canBeText(begin: Uint8Array): boolean {
  return begin.subarray(0, FORM_BYTES).every((byte) => byte > 8);
}

/**
 * What a door may read, by its first bytes.
 *
 * @param where who reads which file
 * @returns null: a table as text, or what is unknown
 * @throws of a file that no door reads, whatever it is called
 */
export function checkForm(begin: Uint8Array, where: string): KnownForm | null {
  const form = formOfBytes(begin);
  if (form === null || form === "parquet" || form === "arrow" || form === "zip") return form;
  const {words, remedy} = FOREIGN[form];
  throw complain({where, rule: "the file must be CSV, Parquet or Arrow", got: words, remedy});
}

/** An Arrow stream begins with a mark and the length of its schema; so does no text. */
function isArrowStream(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes.subarray(0, 4).every((byte) => byte === 0xff) && bytes[7] === 0;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}
