import type {Book} from "../flow/book.js";
import type {Delivery} from "./delivery.js";
import type {Planned} from "./planDelivery.js";
import {mkdir, readFile, rename, rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import {namesIn, readJsonIfWhole, writeWhole} from "../flow/files.js";

/** Deliveries that wait on disk, each a folder that appears whole or not at all. */
export interface Outbox {
  /** keeps a delivery and its files; a later one of the same book replaces it */
  put(planned: Planned, book: Pick<Book, "read">): Promise<void>;
  /** what waits, the oldest first */
  list(): Promise<Waiting[]>;
}

export interface Waiting {
  delivery: Delivery;
  readFile(name: string): Promise<Uint8Array>;
  /** it has arrived */
  remove(): Promise<void>;
}

const PLAN = "delivery.json";

export function createOutbox(folder: string): Outbox {
  const list = async (): Promise<Waiting[]> => {
    const names = (await namesIn(folder)).filter((name) => !name.endsWith(".tmp")).sort();
    const found = await Promise.all(names.map((name) => open(join(folder, name))));
    return found.filter((waiting) => waiting !== null);
  };
  return {
    list,
    async put({delivery, files}, book) {
      const name = `${delivery.startedAt.replace(/[:.]/g, "-")} ${delivery.book.slice(0, 16)}`;
      for (const old of await namesIn(folder))
        if (old.endsWith(delivery.book.slice(0, 16)) || old.endsWith(".tmp")) await rm(join(folder, old), {recursive: true, force: true});
      const temporary = join(folder, `${name}.tmp`);
      for (const [file, content] of Object.entries(files)) {
        await mkdir(dirname(join(temporary, "files", file)), {recursive: true});
        await writeWhole(join(temporary, "files", file), "text" in content ? content.text : await book.read(content.artefact));
      }
      await writeWhole(join(temporary, PLAN), JSON.stringify(delivery));
      await rename(temporary, join(folder, name));
    }
  };
}

async function open(path: string): Promise<Waiting | null> {
  const delivery = await readJsonIfWhole<Delivery>(join(path, PLAN));
  if (delivery?.format !== 1) return null;
  return {
    delivery,
    readFile: async (name) => new Uint8Array(await readFile(join(path, "files", name))),
    remove: () => rm(path, {recursive: true, force: true})
  };
}
