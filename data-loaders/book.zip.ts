import {zipSync} from "fflate";
import type {Zippable} from "fflate";
import {fail} from "./fail.js";
import {openBook} from "./flow/book.js";
import {readSettings} from "./settings.js";

/** Hands all artefacts of the last good run to Framework: `FileAttachment("data/book/models.json")`. */
try {
  const book = await openBook(readSettings().home);
  const files: Zippable = {};
  for (const name of book.names) files[name] = await book.read(name);
  process.stdout.write(zipSync(files, {level: 0, mtime: "1980-01-01T00:00:00"}));
} catch (error) {
  fail(error);
}
