import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {pipeline} from "node:stream/promises";

/** SHA-256 of a text or bytes, hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Eight digits by which readers tell two tables apart: of a hash of a hash, so that they give away nothing that is seeded by the
 * data, and nobody can look a small table up by its own.
 *
 * @param hash of private content
 */
export function shownHash(hash: string): string {
  return sha256(`shown to readers: ${hash}`).slice(0, 8);
}

/** SHA-256 of values as JSON with sorted keys: equal values give equal hashes, whatever order they were built in. */
export function hashOf(...values: unknown[]): string {
  return sha256(JSON.stringify(values, sortKeys));
}

/** SHA-256 of a file, read as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
