import type {Book} from "../flow/book.js";
import type {Settings} from "../settings.js";
import type {LoaderName} from "./stage.js";
import {join} from "node:path";
import {writeWhole} from "../flow/files.js";
import {readTracking} from "../tracking/track.js";
import {readApi} from "./api.js";
import {packDuckdb, readDuckdbWorker} from "./packDuckdb.js";
import {bookFiles} from "./publish.js";
import {queryTables} from "./queryTables.js";
import {stageCache} from "./stage.js";

/** What each of Framework's loaders answers; an archive with its files. */
const ANSWERS: Readonly<Record<LoaderName, (settings: Settings, book: Book) => Promise<string | Uint8Array | Record<string, Uint8Array>>>> =
  {
    "data/book.zip": (_, book) => bookFiles(book),
    "data/tracking.json": async (settings) => JSON.stringify(await readTracking(settings)),
    "api.zip": (_, book) => readApi(book),
    "duckdb/tables.zip": (_, book) => queryTables(book),
    "duckdb/duckdb-eh.wasm.gz": packDuckdb,
    "duckdb/duckdb-eh.worker.js": readDuckdbWorker
  };

/**
 * Puts every loader's answer where Framework keeps them, so that its build starts none: each would be a process, one after
 * another, that loads anew what this one has loaded.
 */
export async function answerLoaders(settings: Settings, book: Book): Promise<void> {
  await Promise.all(
    Object.entries(ANSWERS).map(async ([name, answer]) => {
      const content = await answer(settings, book);
      const place = join(stageCache(settings.home), name.replace(/\.zip$/, ""));
      if (typeof content === "string" || content instanceof Uint8Array) await writeWhole(place, content);
      else await Promise.all(Object.entries(content).map(([file, bytes]) => writeWhole(join(place, file), bytes)));
    })
  );
}
