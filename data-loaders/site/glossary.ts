import {readFileSync} from "node:fs";
import {check} from "../../lib/check.js";
import type {Facts} from "../../lib/book/common.js";
import {fillFacts} from "./withFacts.js";

/** A word of /about's glossary, as HTML without links. */
export interface GlossaryEntry {
  /** one word, or several with commas between */
  words: string;
  /** what it means, with this book's value */
  sentence: string;
}

/**
 * The glossary as /about states it, which is its one source: whoever adds a word there has it explained on every page.
 *
 * @param path of about.md
 * @throws naming the page, if it has no glossary
 */
export function readGlossary(path: string, facts: Facts): GlossaryEntry[] {
  const list = /<dl class="glossary">([^]*?)<\/dl>/.exec(readFileSync(path, "utf8"))?.[1] ?? "";
  const entries = [...fillFacts(list, facts, "/about").matchAll(/<dt>([^]*?)<\/dt><dd>([^]*?)<\/dd>/g)];
  check(entries.length > 0, {
    where: path,
    rule: 'the glossary must be a <dl class="glossary"> of <dt> and <dd>',
    got: "none",
    remedy: "Every page takes what it says of a word from there."
  });
  return entries.map(([, words, sentence]) => ({words, sentence: sentence.replace(/<\/?a\b[^>]*>/g, "")}));
}
