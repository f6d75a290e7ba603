import type {Facts} from "../../lib/book/common.js";
import {check, someOf} from "../../lib/check.js";
import {openBookSync} from "../flow/book.js";
import {readSettings} from "../settings.js";

/** The part of markdown-it that the plugin needs. */
interface MarkdownIt {
  core: {ruler: {before(rule: string, name: string, run: (state: {src: string; env: {path?: string}}) => void): void}};
}

/** What is linked under src and holds code, whose READMEs are no pages. */
const NOT_PAGES = /^\/?lib\//;

/**
 * Framework's `markdownIt` option: replaces `{{name}}` in pages by the fact of that name, from the last good run.
 *
 * @throws at build if a page asks for a fact that does not exist
 */
export function withFacts<T extends MarkdownIt>(md: T): T {
  return usingFacts(md, () => readFacts(readSettings().home));
}

/** As {@link withFacts}, with the facts given by a function that is called once per page. */
export function usingFacts<T extends MarkdownIt>(md: T, read: () => Facts): T {
  md.core.ruler.before("normalize", "facts", (state) => {
    const path = state.env?.path ?? "";
    if (state.src.includes("{{") && !NOT_PAGES.test(path)) state.src = fillFacts(state.src, read(), path);
  });
  return md;
}

/**
 * A page's Markdown with every `{{name}}` replaced, except in code blocks.
 *
 * @param page the page's path, for the error
 * @throws naming the page, the unknown facts and the known ones
 */
export function fillFacts(markdown: string, facts: Facts, page: string): string {
  const unknown = new Set<string>();
  const fill = (text: string): string =>
    text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_all, name: string) => {
      if (!Object.hasOwn(facts, name)) unknown.add(name);
      return Object.hasOwn(facts, name) ? escapeFact(facts[name]) : "";
    });
  let fence: string | null = null;
  const lines = markdown.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const inside = fence !== null;
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
    return inside || mark ? line : fill(line);
  });
  check(unknown.size === 0, {
    where: page,
    rule: "every {{name}} must be a fact",
    got: someOf([...unknown]),
    remedy: `Add it in data-loaders/facts/, or use one of ${Object.keys(facts).sort().join(", ")}.`
  });
  return lines.join("\n");
}

/** Text that stays text: in Markdown, in HTML, in an attribute, and beside Framework's `${...}`. */
export function escapeFact(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function readFacts(home: string): Facts {
  const book = openBookSync(home);
  return {...book.readJson<Facts>("facts.json"), bookHash: book.hash.slice(0, 8)};
}
