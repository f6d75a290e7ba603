import type {Book} from "./flow/book.js";
import {zipSync} from "fflate";
import {fail} from "./fail.js";
import {openBook} from "./flow/book.js";
import {readSettings} from "./settings.js";

/** Writes files of the last good run to stdout as one archive, the same bytes each time; what Framework's archive loaders do. */
export async function writeZip(pick: (book: Book) => Promise<Record<string, Uint8Array>>): Promise<void> {
  try {
    const files = await pick(await openBook(readSettings().home));
    process.stdout.write(zipSync(files, {level: 0, mtime: "1980-01-01T00:00:00"}));
  } catch (error) {
    fail(error);
  }
}
