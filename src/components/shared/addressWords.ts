import type {Listed} from "../../lib/named.js";
import {readInputWord} from "../../lib/whatif/inputWord.js";

/** The figure that is to stand alone, on any page (src/components/shell/frame); a link to another page says nothing of it. */
const EMBED = "embed";
/** Words of an address that more than one page reads. */
const HASH = "_hash";
const MODEL = "_model";

/**
 * Puts the model's hash beside this page's own choices, so that a link can tell whether it was made with the same model.
 * A hash that stands for another page's chosen model is left alone.
 *
 * @param own the words of this page
 */
export function stampHash(search: string, own: readonly string[], sha256: string): string {
  const params = new URLSearchParams(search);
  const others = [...params.keys()].filter((name) => name !== HASH);
  if (others.length === 0) params.delete(HASH);
  else if (!params.has(MODEL) && others.some((name) => own.includes(name))) params.set(HASH, sha256.slice(0, 8));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * One sentence for each word of the address that no page knows, and one if the link was made with another model.
 *
 * @param inputs their names
 * @param hashes of all models of this build
 */
export function readStrangers(search: string, {inputs, hashes}: {inputs: readonly string[]; hashes: readonly string[]}): string[] {
  const params = new URLSearchParams(search);
  const notices = [...new Set(params.keys())]
    .filter((word) => !pageWords.includes(word) && !inputs.includes(readInputWord(word, carriedWords) ?? ""))
    .map((name) => `The address holds “${name.slice(0, 40)}”, which this page does not know; it changes nothing.`);
  const hash = params.get(HASH);
  if (hash && !hashes.some((sha256) => sha256.startsWith(hash)))
    notices.push("The link was made with another version of the model; its line may have picked others.");
  return notices;
}

/** The pages that share the user in question. */
const sharing: readonly string[] = ["predict", "decide", "models", "batch"];

/**
 * What of a page's query goes along to another page, so that crossing over throws no work away: the contact line, with what
 * it rests on, to every page; all else between pages that share.
 *
 * @param search of this page, with the line in it
 * @param from name of the page: "predict"
 * @returns with the question mark, or empty
 */
export function carriedSearch(search: string, from: string, to: string): string {
  const params = new URLSearchParams(search);
  const isShared = from !== to && sharing.includes(from) && sharing.includes(to);
  for (const name of [...params.keys()])
    if (name === EMBED || (isShared ? from === "models" && wordsOf.models.includes(name) : !isOfDecide(name))) params.delete(name);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * The query of a link: its own, with the contact line as it is now; where it has none, all that goes along.
 *
 * @param own the link's query as it was written
 * @param carried by {@link carriedSearch}
 */
export function linkedSearch(own: string, carried: string): string {
  if (own === "") return carried;
  const params = new URLSearchParams(own);
  for (const name of [...params.keys()]) if (isOfDecide(name)) params.delete(name);
  for (const [name, value] of new URLSearchParams(carried)) if (isOfDecide(name)) params.set(name, value);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Words of /predict in an address that are no inputs; pages that share them have them under the same names. */
export const reserved = {
  model: "_model",
  hash: "_hash",
  reference: "_against",
  before: "_before",
  apart: "_apart",
  bars: "_bars",
  pinned: "_pinned",
  threshold: "threshold",
  start: "_from",
  linked: "_linked",
  limits: "_limits",
  query: "_find",
  version: "_v"
} as const;

/** The words that /decide keeps in the address, the line among them. Its state has one field for each, and no other. */
const ofDecide = {
  threshold: true,
  model: true,
  depth: true,
  unit: true,
  value: true,
  contact: true,
  offer: true,
  save: true,
  vain: true,
  rate: true,
  holdout: true,
  power: true
} as const;

/** A word of /decide in an address. */
export type DecideWord = keyof typeof ofDecide;

const decideWords: readonly string[] = Object.keys(ofDecide);

/** How these are written; another way of writing them gets another number. */
export const ADDRESS_VERSION = "1";

/** Whether a parameter belongs to the contact line, or to what it rests on: it stays in the address, and goes along to every page. */
export function isOfDecide(name: string): boolean {
  return Object.hasOwn(ofDecide, name);
}

/** The words that each page keeps in the address. */
const wordsOf = {
  predict: Object.values(reserved),
  decide: decideWords,
  models: ["metric", "rule", "gates", "a", "b", "set"],
  eda: ["variable", "held", "sql"],
  cohorts: ["input", "measure", "first", "second"],
  experiments: ["metric", "group", "state", "trial"],
  all: [EMBED]
} satisfies Listed<readonly string[]>;

/**
 * Every word that an address may hold beside inputs, on whatever page. An input of such a name is written with a prefix
 * (lib/whatif/urlState), so that links can be carried from page to page and none reads the other's words.
 */
export const pageWords: readonly string[] = [...new Set(Object.values(wordsOf).flat())];

/** Those that come along to /predict. There the bare name of an input means the input, unless it is one of these. */
export const carriedWords: readonly string[] = [...new Set([...wordsOf.predict, ...wordsOf.decide, ...wordsOf.all])];
