import type {Book} from "../flow/book.js";
import type {Delivery} from "./delivery.js";
import type {Planned} from "./planDelivery.js";
import {findNamed} from "../../lib/named.js";
import {rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {namesIn, writeWhole} from "../flow/files.js";
import {sha256} from "../flow/hash.js";
import {readOrComplain, readSealed, writeSealed} from "../flow/sealed.js";

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
/** What the outbox calls its folders: when the run began, and its book; or one that is being written. */
const OWN_NAME = /^\d{4}-\d\d-\d\dT[\d-]+Z [0-9a-f]{16}(\.tmp)?$/;

/** A delivery as it waits, with the hash of each of its files. */
interface Plan {
  delivery: Delivery;
  hashes: Record<string, string>;
}

export function createOutbox(folder: string): Outbox {
  const list = async (): Promise<Waiting[]> => {
    const names = (await namesIn(folder)).filter((name) => OWN_NAME.test(name) && !name.endsWith(".tmp")).sort();
    const found = await Promise.all(names.map((name) => open(join(folder, name))));
    return found.filter((waiting) => waiting !== null);
  };
  return {
    list,
    async put({delivery, files}, book) {
      const name = `${delivery.startedAt.replace(/[:.]/g, "-")} ${delivery.book.slice(0, 16)}`;
      for (const old of (await namesIn(folder)).filter((d) => OWN_NAME.test(d)))
        if (old.endsWith(delivery.book.slice(0, 16)) || old.endsWith(".tmp")) await rm(join(folder, old), {recursive: true, force: true});
      const temporary = join(folder, `${name}.tmp`);
      const hashes: [string, string][] = [];
      for (const [file, content] of Object.entries(files)) {
        const bytes = "text" in content ? content.text : await book.read(content.artefact);
        await writeWhole(join(temporary, "files", file), bytes);
        hashes.push([file, sha256(bytes)]);
      }
      await writeSealed(join(temporary, PLAN), {delivery, hashes: Object.fromEntries(hashes)} satisfies Plan);
      await rename(temporary, join(folder, name));
    }
  };
}

async function open(path: string): Promise<Waiting | null> {
  const {value: plan} = await readSealed<Plan>(join(path, PLAN));
  if (plan?.delivery?.format !== 1) return null;
  const {delivery, hashes} = plan;
  return {
    delivery,
    readFile: (name) => readOrComplain(join(path, "files", name), findNamed(hashes, name) ?? ""),
    remove: () => rm(path, {recursive: true, force: true})
  };
}
