import type {Settings} from "../../settings.js";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {formatBytes} from "../../../lib/format.js";
import {BOOK_FILE} from "../hosting.js";
import {isTooLarge, packBook} from "./packBook.js";

/** The pages that offer it. */
const OFFERING = ["index.html", "about.html"];
const OFFER = /<p [^>]*data-save-book[^>]*>[\s\S]*?<\/p>\n?/g;
const SIZE = /<span data-book-size[^>]*><\/span>/g;

/**
 * Puts the whole book as one file beside the pages, and its size where they offer it. A book that is too large for that, which
 * rows published by their owner's wish may make it, goes without, and is not offered.
 *
 * @param site the folder of the finished site
 */
export async function addBook(site: string, {root, siteUrl}: Pick<Settings, "root" | "siteUrl">): Promise<void> {
  const book = await packBook(site, {root, from: siteUrl ?? null});
  const isOffered = !isTooLarge(book);
  if (isOffered) await writeFile(join(site, BOOK_FILE), book.html);
  for (const page of OFFERING) {
    const html = await readFile(join(site, page), "utf-8");
    await writeFile(join(site, page), isOffered ? html.replace(SIZE, ` (${formatBytes(book.size)})`) : html.replace(OFFER, ""));
  }
}
