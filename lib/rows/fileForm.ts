import {check} from "../check.js";

/** What a file is by its first bytes, whatever its name says. */
export type FileForm = "parquet" | "arrow" | "zip" | "gzip";

/** So many of a file's bytes tell its form. */
export const FORM_BYTES = 8;

/** @param begin a file's first bytes, or all; null: text, or what is unknown */
export function formOfBytes(begin: Uint8Array): FileForm | null {
  if (startsWith(begin, "PAR1")) return "parquet";
  if (startsWith(begin, "ARROW1") || startsWith(begin, "FEA1") || isArrowStream(begin)) return "arrow";
  if (startsWith(begin, "PK")) return "zip";
  return startsWith(begin, "\x1f\x8b") ? "gzip" : null;
}

/** @throws of a file that is packed, which no door reads. @param where who reads which file */
export function checkUnpacked(begin: Uint8Array, where: string): void {
  check(formOfBytes(begin) !== "gzip", {
    where,
    rule: "the file must be CSV, Parquet or Arrow",
    got: "a compressed file",
    remedy: "Unpack it first."
  });
}

/** An Arrow stream begins with a mark and the length of its schema; so does no text. */
function isArrowStream(bytes: Uint8Array): boolean {
  return bytes.length >= FORM_BYTES && bytes.subarray(0, 4).every((byte) => byte === 0xff) && bytes[7] === 0;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}
