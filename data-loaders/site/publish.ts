import type {Book} from "../flow/book.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {Model} from "../../lib/model/model.js";
import {mkdir, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {elementTypes} from "../../lib/export/elementTypes.js";
import {formatPredictTypes} from "../../lib/export/predictTypes.js";
import {modelPath} from "../tasks/outputs.js";

/** How the names of exported files begin in the book. */
const EXPORTS = "exports/";

/** What pages read of the book, by name: `FileAttachment("data/book/models.json")`. That is all but the exports. */
export async function bookFiles(book: Pick<Book, "names" | "read">): Promise<Record<string, Uint8Array>> {
  const names = book.names.filter((name) => !name.startsWith(EXPORTS));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await book.read(name)] as const)));
}

/**
 * Copies the exports of the last good run to their stable addresses, `/api/exports/<finalist>/<file>`.
 *
 * @param site the built site's folder
 * @returns how many files
 */
export async function publishExports(book: Pick<Book, "names" | "read">, site: string): Promise<number> {
  await rm(join(site, "api", EXPORTS), {recursive: true, force: true});
  const names = book.names.filter((name) => name.startsWith(EXPORTS));
  for (const name of names) {
    const target = join(site, "api", name);
    await mkdir(dirname(target), {recursive: true});
    await writeFile(target, await book.read(name));
  }
  return names.length;
}

/** Writes the types of the modules in `/api/` beside them, where TypeScript looks for them. @param site the built site's folder */
export async function publishTypes(book: Pick<Book, "readJson">, site: string): Promise<void> {
  const {champion} = await book.readJson<ModelsBook>("models.json");
  const {inputs} = await book.readJson<Model>(modelPath(champion));
  await writeFile(join(site, "api/predict.d.ts"), formatPredictTypes(inputs));
  await writeFile(join(site, "api/churn-predictor.d.ts"), elementTypes);
}
