import {cp, mkdir, rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {Book} from "../flow/book.js";

/** How the names of exported files begin in the book. */
export const EXPORTS = "exports/";

/**
 * Copies the exports of the last good run to their stable addresses, `/api/exports/<finalist>/<file>`.
 *
 * @param site the built site's folder
 * @returns how many files
 */
export async function publishExports(book: Pick<Book, "names" | "pathOf">, site: string): Promise<number> {
  await rm(join(site, "api", EXPORTS), {recursive: true, force: true});
  const names = book.names.filter((name) => name.startsWith(EXPORTS));
  for (const name of names) {
    const target = join(site, "api", name);
    await mkdir(dirname(target), {recursive: true});
    await cp(book.pathOf(name), target);
  }
  return names.length;
}
