import type {LikelyEncoding} from "../../lib/infer/tableFacts.js";
import type {FoundEncoding} from "../../lib/rows/encoding.js";
import type {Listed} from "../../lib/named.js";
import {createReadStream} from "node:fs";
import {findNamed} from "../../lib/named.js";

export interface EncodingGuess extends LikelyEncoding {
  /** whether every door finds it by itself; else the definition has to say it */
  isFound: boolean;
}

/** jschardet's names of encodings that tables come in, by the Encoding Standard's. */
const ENCODINGS: Listed<string> = {
  ...Object.fromEntries([1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [`windows-${page}`, `windows-${page}`])),
  ...Object.fromEntries(["iso-8859-2", "iso-8859-5", "iso-8859-7", "koi8-r", "koi8-u", "ibm866"].map((name) => [name, name])),
  cp874: "windows-874",
  ...{gb18030: "gb18030", big5: "big5", "euc-kr": "euc-kr", cp949: "euc-kr", shift_jis: "shift_jis", cp932: "shift_jis", "euc-jp": "euc-jp"}
};

/** Those whose characters are UTF-8 by chance now and then. */
const NEAR_UTF8 = ["ibm866", "gb18030", "big5", "euc-kr", "shift_jis", "euc-jp"];

/**
 * The letters beside a to z of languages whose encodings hold those of Western Europe too: a few of these, read in the wrong one, are
 * letters as well, but of no one language.
 */
const CENTRAL = ["áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "âăîșțşţ", "čćđšž"]; // Czech, Slovak, Polish, and so on
const ALPHABETS: Listed<readonly string[]> = {
  "windows-1250": CENTRAL,
  "iso-8859-2": CENTRAL,
  "windows-1254": ["çğıöşüâîû"],
  "windows-1257": ["āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"]
};

/** A rival is as likely as this share of the guess, at least. */
const RIVAL = 0.4;
/** What most files are that are not UTF-8 counts so many times: but not where it reads as Icelandic, as Turkish does in it. */
const WESTERN = 1.2;
/** Cells that tell an encoding. */
const MOST_CELLS = 2000;

/**
 * How a text file is encoded, by its cells that are not ASCII: each different one once, so that a few tell as much as many.
 *
 * @param found what its bytes tell
 * @returns null: it is UTF-8 or UTF-16, though perhaps damaged, or nothing is likely; then the reader of files has the word
 */
export async function guessEncoding(path: string, found: FoundEncoding): Promise<EncodingGuess | null> {
  if (found.name?.startsWith("utf-16") || (found.name === "utf-8" && found.isWhole)) return null;
  const bytes = Buffer.from((await collectCells(path)).join("\n"), "latin1");
  const damage = damageOf(bytes);
  if (bytes.includes(0) || damage < LEAST_DAMAGE) return null;
  const {detectAll} = await import("jschardet");
  const likely = new Map<string, {name: string; confidence: number; text: string}>();
  for (const {encoding, confidence, language} of detectAll(bytes)) {
    const name = findNamed(ENCODINGS, (encoding ?? "").toLowerCase());
    const text = name === undefined || likely.has(name) ? null : decode(bytes, name);
    if (name === undefined || text === null || isMixed(text) || !isOfLanguage(text, name)) continue;
    if (damage < SURE_DAMAGE && !NEAR_UTF8.includes(name)) continue;
    likely.set(name, {name, confidence: name === "windows-1252" && language !== "is" ? WESTERN * confidence : confidence, text});
  }
  const [best, ...others] = [...likely.values()].sort((a, b) => b.confidence - a.confidence);
  if (best === undefined) return null;
  const own = best.text.split("\n");
  const texts = [best, ...others].map(({text}) => text);
  const rivals = others.flatMap(({name, confidence, text}, i) => {
    if (texts.indexOf(text) <= i) return []; // it reads as a likelier one does
    const words = text.split("\n");
    const at = words.findIndex((word, k) => word !== own[k]);
    return confidence < RIVAL * best.confidence ? [] : [{name, word: words[at], own: own[at]}];
  });
  return {name: best.name, isFound: found.name === best.name, word: own[0], rivals};
}

/** Of the characters that are not ASCII so large a share is none in UTF-8: less is damage to a file in it. */
const LEAST_DAMAGE = 0.6;
/** So much is no UTF-8, not even by chance as of {@link NEAR_UTF8}. */
const SURE_DAMAGE = 0.9;

function damageOf(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  const nBad = text.match(/\ufffd/g)?.length ?? 0;
  return nBad / (text.match(/[^\0-\x7f]/g)?.length ?? 1);
}

/**
 * Different cells with bytes that are not ASCII, as Latin-1 reads them, of those that differ by digits alone one: a thousand prices with
 * one symbol tell as much as one. No separator is a part of a character of two bytes.
 */
async function collectCells(path: string): Promise<string[]> {
  const cells = new Map<string, string>();
  const add = (cell: string): void => {
    if (!/[\x80-\xff]/.test(cell)) return;
    const words = cell.replace(/[\d.' ]+/g, " ");
    if (!cells.has(words)) cells.set(words, cell.replace(/^ +| +$/g, ""));
  };
  let rest = "";
  for await (const chunk of createReadStream(path, {encoding: "latin1", highWaterMark: 1 << 20}) as AsyncIterable<string>) {
    const parts: string[] = (rest + chunk).split(/[\t\n\r,;"]/);
    rest = parts.pop() ?? "";
    for (const part of parts) add(part);
    if (cells.size >= MOST_CELLS) return [...cells.values()].slice(0, MOST_CELLS);
  }
  add(rest);
  return [...cells.values()];
}

/** @returns null where some bytes are no text in that encoding */
function decode(bytes: Uint8Array, name: string): string | null {
  try {
    const decoder = new TextDecoder(name, {fatal: true});
    const text = decoder.decode(bytes, {stream: true}) + decoder.decode(); // at once Node 20 reads € and “ of Windows-1252 as Latin-1
    return /[\x80-\x9f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Whether all of its letters are of one language that is written in that encoding. */
function isOfLanguage(text: string, encoding: string): boolean {
  const letters = text.toLowerCase().match(/[^\0-\x7f\P{L}]/gu) ?? [];
  const alphabets = findNamed(ALPHABETS, encoding);
  return alphabets === undefined || alphabets.some((alphabet) => letters.every((letter) => alphabet.includes(letter)));
}

/** So large a share of words may be a brand's, such as "VIPтариф". */
const MIXED = 0.2;

/**
 * Whether words with letters of another alphabet mix Latin ones into it, as no language does: so Czech looks in Greek, and French in the
 * encoding of Arabic, which has its small letters, but not its capitals. So do lines of tables and № within Latin words, as German looks in
 * the encoding of DOS for Russian.
 */
function isMixed(text: string): boolean {
  const words = (text.match(/[\p{L}\p{M}№\u2500-\u259f]+/gu) ?? []).filter((word) =>
    /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}№\u2500-\u259f]/u.test(word)
  );
  return words.filter((word) => /\p{Script=Latin}/u.test(word)).length > MIXED * words.length;
}
