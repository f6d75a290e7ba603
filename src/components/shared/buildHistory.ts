import type {HistoryIndex} from "../../lib/book/history.js";
import {address} from "../ui/address.js";

/** What this copy of the book remembers of its builds; null where it has no history, as an older site, or cannot reach it. */
export async function readHistory(): Promise<HistoryIndex | null> {
  return readHistoryFile<HistoryIndex>("index.json");
}

/** A file of the history; null where this copy of the book does not have it. */
export async function readHistoryFile<T>(name: string): Promise<T | null> {
  const response = await address.fetch(`api/history/${name}`).catch(() => null);
  return response?.ok ? ((await response.json().catch(() => null)) as T | null) : null;
}
