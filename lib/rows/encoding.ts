import type {Listed} from "../named.js";
import {check} from "../check.js";

/** What a file's bytes tell of the encoding of its text. */
export interface FoundEncoding {
  /** by its name in the Encoding Standard; null: none that can be told from the bytes */
  name: string | null;
  /** whether every byte is text in it; else some lines are not */
  isWhole: boolean;
}

/** How much of a file tells whether it is UTF-16 or no text at all. */
const HEAD = 4096;

/**
 * UTF-16, or no text at all, by a file's first bytes; null: neither, so that {@link createRecogniser} has to look at them all.
 *
 * @param head the file's first bytes
 */
export function sniffHead(head: Uint8Array): FoundEncoding | null {
  const [a, b, c, d] = head;
  const isUtf32 = (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
  if (isUtf32) return {name: null, isWhole: false};
  if (a === 0xff && b === 0xfe) return {name: "utf-16le", isWhole: true};
  if (a === 0xfe && b === 0xff) return {name: "utf-16be", isWhole: true};
  const zeros = [0, 0];
  const n = Math.min(head.length, HEAD);
  for (let i = 0; i < n; ++i) if (head[i] === 0) ++zeros[i % 2];
  if (zeros[0] + zeros[1] === 0) return null;
  // text in the Latin alphabet has a zero in every second byte of UTF-16, and no other text has many
  if (zeros[1] > 0.3 * n && zeros[0] < 0.02 * n) return {name: "utf-16le", isWhole: true};
  if (zeros[0] > 0.3 * n && zeros[1] < 0.02 * n) return {name: "utf-16be", isWhole: true};
  return zeros[0] + zeros[1] > 0.02 * n ? {name: null, isWhole: false} : null;
}

/** What {@link countBytes} found in bytes that are not all UTF-8. */
interface ByteCounts {
  /** characters of several bytes in UTF-8 */
  nWide: number;
  /** other bytes above 127 */
  nHigh: number;
  /** of these: letters of Western Europe, and the marks that stand between words, in Windows-1252 */
  nWestern: number;
  /** of these: four or more in a row, as a word of another alphabet has */
  nInRuns: number;
}

/**
 * The encoding of text that is neither UTF-16 nor all UTF-8, of bytes that come one chunk after another: UTF-8 if it has characters of
 * it, which no other text has by chance; Windows-1252 (of which Latin-1 is a part) where its other bytes are letters of Western Europe
 * among plain ones; an encoding of Japanese in which it has kana; else it cannot be told.
 */
export function createRecogniser(): {take(chunk: Uint8Array): void; judge(): FoundEncoding} {
  const counts: ByteCounts = {nWide: 0, nHigh: 0, nWestern: 0, nInRuns: 0};
  const probes = JAPANESE.map(probeJapanese);
  return {
    take(chunk) {
      countBytes(chunk, counts);
      for (const probe of probes) probe.take(chunk);
    },
    judge() {
      const found = judgeCounts(counts);
      const name = found.name ?? JAPANESE.find((_, i) => probes[i].isJapanese()) ?? null;
      return name === found.name ? found : {name, isWhole: true};
    }
  };
}

const JAPANESE: readonly string[] = ["shift_jis", "euc-jp"];
/** Of the characters of Japanese text that are not ASCII, at least so many are kana; of other text read as such, hardly any. */
const LEAST_KANA = 0.1;

/** Reads bytes in an encoding, until some are no text in it, and counts kana: those of full width, for half ones are any bytes read so. */
function probeJapanese(encoding: string): {take(chunk: Uint8Array): void; isJapanese(): boolean} {
  const decoder = new TextDecoder(encoding, {fatal: true});
  let isText = true;
  let [nKana, nWide] = [0, 0];
  return {
    take(chunk) {
      if (!isText) return;
      try {
        const text = decoder.decode(chunk, {stream: true});
        nKana += text.match(/[\u3041-\u30ff]/g)?.length ?? 0;
        nWide += text.match(/[^\0-\x7f]/g)?.length ?? 0;
      } catch {
        isText = false;
      }
    },
    isJapanese: () => isText && nWide > 0 && nKana >= LEAST_KANA * nWide
  };
}

function judgeCounts({nWide, nHigh, nWestern, nInRuns}: ByteCounts): FoundEncoding {
  if (nHigh === 0) return {name: "utf-8", isWhole: true};
  if (nWide > 0.1 * nHigh) return {name: "utf-8", isWhole: false};
  return nWestern > 0.8 * nHigh && nInRuns < 0.1 * nHigh ? {name: "windows-1252", isWhole: true} : {name: null, isWhole: false};
}

function countBytes(bytes: Uint8Array, counts: ByteCounts): void {
  const {length} = bytes;
  for (let at = 0; at < length;) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    const width = wideAt(bytes, at);
    if (width > 0) {
      ++counts.nWide;
      at += width;
      continue;
    }
    const start = at;
    for (; at < length && bytes[at] >= 0x80; ++at) if (isWestern(bytes[at])) ++counts.nWestern;
    counts.nHigh += at - start;
    if (at - start >= 4) counts.nInRuns += at - start;
  }
}

/** @returns how many bytes the character of UTF-8 has that begins there; 0: none does */
function wideAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const width = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let i = 1; i < width; ++i) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  return width;
}

/** Letters from 0xC0 on, and what stands in prices and between words: € … ‘ ’ “ ” • – — ™, the blank that does not break, £ § © « ° and their like. */
function isWestern(byte: number): boolean {
  return byte >= 0xa0 || byte === 0x80 || byte === 0x85 || (byte >= 0x91 && byte <= 0x97) || byte === 0x99;
}

/** How a file's encoding is called to a person. */
export function nameEncoding(name: string): string {
  const known: Listed<string> = {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16",
    "utf-16be": "UTF-16 (big-endian)",
    shift_jis: "Shift_JIS",
    big5: "Big5"
  };
  return known[name] ?? (name.startsWith("windows") ? name.replace("w", "W") : name.toUpperCase());
}

/** What a person should know of how a file's bytes were read; null: nothing. @param said what the format names */
export function noteEncoding(encoding: string, said: string | undefined): string | null {
  const named = namedEncoding(said);
  if (encoding === "utf-8" && named !== null && named !== encoding)
    return `it is UTF-8 and was read as such, though \`encoding\` in the definition's \`format\` says ${nameEncoding(named)}`;
  return encoding === "utf-8" || said !== undefined || encoding.startsWith("utf-16")
    ? null
    : `it is not UTF-8 and was read as ${nameEncoding(encoding)}; if that is wrong, set \`encoding\` in the definition's \`format\``;
}

/** Refuses a file whose encoding cannot be told. @param where who reads which file, for errors */
export function checkEncoding(name: string | null, where: string): asserts name is string {
  check(name !== null, {
    where,
    rule: "a CSV file must be text, in UTF-8, UTF-16, Windows-1252, Shift_JIS or EUC-JP, or in the encoding that the definition's `format` names",
    got: "bytes that are none of these",
    remedy:
      'Save it as CSV UTF-8, or set `encoding` in `format`, such as {"encoding": "windows-1251"}, or let init do so by --encoding windows-1251.'
  });
}

/** The encoding that a format names, as it is to be read; null: it names none. */
export function namedEncoding(said: string | undefined): string | null {
  return said === undefined ? null : new TextDecoder(said).encoding;
}

const SEVERAL_BYTES = ["gbk", "gb18030", "big5", "euc-kr", "euc-jp", "shift_jis"];

/**
 * The least byte with which a file that is UTF-8 cannot be in the encoding that a format names, for a format stays and files come anew.
 * Without any byte above 127 it reads alike in both; where two bytes are a character, a few are UTF-8 by chance, but none of three bytes.
 */
export function leastProof(named: string | null): number {
  if (named === null || named === "utf-8") return 0;
  return named.startsWith("utf-16") ? Infinity : SEVERAL_BYTES.includes(named) ? 0xe0 : 0x80;
}

export function hasByteFrom(bytes: Uint8Array, least: number): boolean {
  return least === 0 || bytes.some((byte) => byte >= least);
}

/** Bytes of a file read at once. */
const SLICE = 1 << 20;

/** A file's text as bytes of UTF-8. */
export interface Utf8Text {
  bytes: Uint8Array;
  /** which it was in */
  encoding: string;
  /** whether all of it is text; else some lines are not */
  isWhole: boolean;
}

/**
 * A whole file's text in UTF-8, whatever it was in. Yields the share that was read, for whoever has to do other work in between.
 *
 * @param said the encoding that the format names, if any
 * @param where who reads which file, for errors
 * @throws if its encoding cannot be told
 */
export function* toUtf8(bytes: Uint8Array, said: string | undefined, where: string): Generator<number, Utf8Text> {
  const named = namedEncoding(said);
  const found = (named === null ? sniffHead(bytes) : null) ?? (yield* recognise(bytes, named));
  const {name} = found;
  checkEncoding(name, where);
  if (name === "utf-8") return {bytes, encoding: name, isWhole: found.isWhole};
  const decoder = new TextDecoder(name);
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += SLICE) {
    parts.push(encoder.encode(decoder.decode(bytes.subarray(at, at + SLICE), {stream: true})));
    yield at / bytes.length;
  }
  parts.push(encoder.encode(decoder.decode()));
  return {bytes: joinBytes(parts), encoding: name, isWhole: true};
}

function* recognise(bytes: Uint8Array, named: string | null): Generator<number, FoundEncoding> {
  const least = leastProof(named);
  const isProven = least < Infinity && (yield* isUtf8(bytes)) && hasByteFrom(bytes, least);
  if (isProven) return {name: "utf-8", isWhole: true};
  if (named !== null) return {name: named, isWhole: named !== "utf-8"};
  const recogniser = createRecogniser();
  recogniser.take(bytes);
  return recogniser.judge();
}

function* isUtf8(bytes: Uint8Array): Generator<number, boolean> {
  const decoder = new TextDecoder("utf-8", {fatal: true});
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      decoder.decode(bytes.subarray(at, at + SLICE), {stream: true});
      yield at / bytes.length;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
