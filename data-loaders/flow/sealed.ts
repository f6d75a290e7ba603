import {readFileSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {complain} from "../../lib/check.js";
import {writeWhole} from "./files.js";
import {sha256} from "./hash.js";
import {isAbsent, isSpoilt} from "./systemErrors.js";

/** A JSON file that tells whether it is as it was written: its value, and the hash of that. */
interface Seal<T> {
  sha256: string;
  value: T;
}

/** What came of reading a sealed file. A damaged one is cut short, was changed, or is of another form. */
export type Opened<T> = {state: "whole"; value: T} | {state: "absent" | "damaged"; value: null};

/** Writes a value that JSON can hold, all or nothing. */
export async function writeSealed(path: string, value: unknown): Promise<void> {
  await writeWhole(path, `${JSON.stringify({sha256: sha256(JSON.stringify(value)), value} satisfies Seal<unknown>, null, 1)}\n`);
}

/** Reads what {@link writeSealed} wrote. */
export async function readSealed<T>(path: string): Promise<Opened<T>> {
  try {
    return openSealed(await readFile(path, "utf-8"));
  } catch (error) {
    return unread(error);
  }
}

/** As {@link readSealed}, for who cannot wait. */
export function readSealedSync<T>(path: string): Opened<T> {
  try {
    return openSealed(readFileSync(path, "utf-8"));
  } catch (error) {
    return unread(error);
  }
}

function unread(error: unknown): Opened<never> {
  if (isAbsent(error)) return {state: "absent", value: null};
  if (isSpoilt(error)) return {state: "damaged", value: null};
  throw error;
}

function openSealed<T>(text: string): Opened<T> {
  try {
    const seal = JSON.parse(text) as Partial<Seal<T>> | null;
    const isWhole = seal !== null && seal.value !== undefined && seal.sha256 === sha256(JSON.stringify(seal.value));
    return isWhole ? {state: "whole", value: seal.value as T} : {state: "damaged", value: null};
  } catch {
    return {state: "damaged", value: null};
  }
}

/** A file's bytes, which are the very bytes that were checked; null if they are absent or others. */
export async function readChecked(path: string, expected: string): Promise<Uint8Array | null> {
  try {
    return ifSound(await readFile(path), expected);
  } catch (error) {
    return unread(error).value;
  }
}

/** @throws ChurnbookError if the bytes are absent or others */
export async function readOrComplain(path: string, expected: string): Promise<Uint8Array> {
  return (await readChecked(path, expected)) ?? complainOf(path);
}

/** As {@link readOrComplain}, for who cannot wait. */
export function readOrComplainSync(path: string, expected: string): Uint8Array {
  try {
    return ifSound(readFileSync(path), expected) ?? complainOf(path);
  } catch (error) {
    return unread(error).value ?? complainOf(path);
  }
}

function ifSound(bytes: Buffer, expected: string): Uint8Array | null {
  return sha256(bytes) === expected ? new Uint8Array(bytes) : null;
}

function complainOf(path: string): never {
  throw complain({
    where: path,
    rule: "a stored result must be as it was written",
    got: "one that is damaged or missing",
    remedy: "Run npx churnbook build, which makes it anew."
  });
}
