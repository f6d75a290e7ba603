import {rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {isAbsent} from "../flow/files.js";

/** Puts the folder `fresh` in the place of `target`, both on one disk. A kill leaves one of the two whole; see {@link mendFolder}. */
export async function swapFolder(fresh: string, target: string): Promise<void> {
  const old = oldOf(target);
  await mendFolder(target);
  await rm(old, {recursive: true, force: true});
  await renameIfThere(target, old);
  await rename(fresh, target);
  await rm(old, {recursive: true, force: true});
}

/** Puts back what a kill between the two renames left aside. */
export async function mendFolder(target: string): Promise<void> {
  try {
    await rename(oldOf(target), target);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (!isAbsent(error) && code !== "ENOTEMPTY" && code !== "EEXIST") throw error; // there is a target: all is well
  }
}

function oldOf(target: string): string {
  return join(dirname(target), `.${basename(target)}-old`);
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
