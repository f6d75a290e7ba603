import type {ModelsBook} from "../lib/book/models.js";
import {fail} from "./fail.js";
import {openBook} from "./flow/book.js";
import type {Book} from "./flow/book.js";
import {readSettings} from "./settings.js";

/** Writes one file of the site's stable addresses to stdout, from the last good run. */
export async function writeApi(pick: (book: Book) => Promise<Uint8Array>): Promise<void> {
  try {
    process.stdout.write(await pick(await openBook(readSettings().home)));
  } catch (error) {
    fail(error);
  }
}

/** The model of that alias, byte for byte; `null` when nobody holds it. */
export async function readAlias(book: Book, alias: "champion" | "challenger"): Promise<Uint8Array> {
  const {finalists, ...models} = await book.readJson<ModelsBook>("models.json");
  const finalist = finalists.find(({name}) => name === models[alias]);
  return finalist ? book.read(finalist.model.file) : new TextEncoder().encode("null");
}
