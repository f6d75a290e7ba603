import {readdir, rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {isAbsent} from "../flow/files.js";

/** A folder of this process's own, on the same disk as the target. */
export function freshBeside(target: string): string {
  return `${prefixOf(target)}${process.pid}`;
}

/** Removes what killed builds left beside the target. */
export async function removeLeftOvers(target: string): Promise<void> {
  const names = await readdir(dirname(target)).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  for (const name of names.filter((d) => d.startsWith(basename(prefixOf(target))))) {
    await rm(join(dirname(target), name), {recursive: true, force: true});
  }
}

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

function prefixOf(target: string): string {
  return join(dirname(target), `.${basename(target)}-new-`);
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
