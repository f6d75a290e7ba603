import type {Element} from "../html.js";
import {attributeOf, elementsOf, setAttribute} from "../html.js";

/** What links can lead to from within a book that is one file. */
export interface Reach {
  /** names of the pages in the file, the first one first */
  pages: readonly string[];
  /** paths of the files in it */
  files: ReadonlySet<string>;
  /** the site that has all the rest, with a slash at its end; null: not known */
  from: string | null;
}

/** What the page of a file is called, in commands and in the hash. @example pageOf("index.html") // "report" */
export function pageOf(file: string): string {
  return file.replace(/\.html$/, "").replace(/^index$/, "report");
}

/**
 * Turns the links of a part of a page into ones that lead on within the file. What is not in it is on the site; where that is
 * not known, the words stay and lead nowhere.
 *
 * @param page the one that the part belongs to; null: it stands on all of them
 */
export function relink(part: Element, page: string | null, reach: Reach): void {
  for (const link of elementsOf(part)) {
    const href = link.tagName === "a" ? attributeOf(link, "href") : undefined;
    if (href !== undefined) setAttribute(link, "href", relinked(href, page, reach));
  }
}

function relinked(href: string, page: string | null, {pages, files, from}: Reach): string | null {
  if (href.startsWith("#")) return page === null ? href : `#/${page}${href}`;
  const [, path, more] = /^\.\/([^?#]*)(.*)$/.exec(href) ?? [];
  if (path === undefined) return href; // of the world outside
  if (files.has(path)) return `#/${path}`;
  const name = path.endsWith(".html") ? pageOf(path) : null;
  if (name !== null && pages.includes(name)) return `#/${name}${more}`;
  return from && from + href.slice("./".length);
}
