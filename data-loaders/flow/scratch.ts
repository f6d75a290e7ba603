import {rmSync} from "node:fs";
import {mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {namesIn, readJsonIfWhole} from "./files.js";
import {codeOf, explainSystemError} from "./systemErrors.js";

/** Names of scratch folders begin so. The mark within says whose they are: no name alone does. */
export const SCRATCH_PREFIX = ".churnbook-scratch-";
const MARK = ".churnbook-scratch";
/** On another machine a process cannot be asked: a scratch folder of this age counts as left over. */
const LONGEST_WORK_MS = 24 * 3600 * 1000;
/** So long it may take to write the mark. */
const LONGEST_BEGIN_MS = 60_000;

interface Owner {
  /** what the folder is for, so that only who knows what it holds clears it away */
  use: string;
  pid: number;
  host: string;
}

/** Folders of this process that are in use. */
const ours = new Set<string>();

/**
 * Runs with a folder of its own, and removes it also when the process is told to end. What killed processes left of the
 * same use is removed first.
 *
 * @param folder where it stands: on the same disk as what it is for
 * @param use what it is for, such as "score"
 * @throws ChurnbookError if nothing can be written there
 */
export async function withScratch<T>(folder: string, use: string, run: (scratch: string) => Promise<T>): Promise<T> {
  for (const dead of await findLeftOvers(folder, use)) await removeScratch(dead).catch(() => {});
  const scratch = await makeScratch(folder, use);
  const remove = (): void => rmSync(scratch, {recursive: true, force: true});
  process.once("exit", remove);
  try {
    return await run(scratch);
  } finally {
    process.removeListener("exit", remove);
    await removeScratch(scratch);
    ours.delete(scratch);
  }
}

/** The mark goes last, so that a kill leaves nothing that nobody knows. */
async function removeScratch(scratch: string): Promise<void> {
  for (const name of await namesIn(scratch)) if (name !== MARK) await rm(join(scratch, name), {recursive: true, force: true});
  await rm(scratch, {recursive: true, force: true});
}

async function makeScratch(folder: string, use: string): Promise<string> {
  let scratch = "";
  try {
    scratch = await mkdtemp(join(folder, SCRATCH_PREFIX));
    ours.add(scratch);
    await writeFile(join(scratch, MARK), JSON.stringify({use, pid: process.pid, host: hostname()} satisfies Owner));
    return scratch;
  } catch (error) {
    if (scratch !== "") await rm(scratch, {recursive: true, force: true});
    throw explainSystemError(error, folder);
  }
}

/** Scratch folders of that use, and with our mark, whose process is dead; and those that died before they had a mark. */
export async function findLeftOvers(folder: string, use: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await namesIn(folder).catch(() => [])).filter((d) => d.startsWith(SCRATCH_PREFIX))) {
    const path = join(folder, name);
    const owner = await readOwner(path);
    if (owner ? owner.use === use && !(await isInUse(path, owner)) : await isStillborn(path)) found.push(path);
  }
  return found;
}

/** Whether a folder is a scratch folder of ours, dead or alive. */
export async function isScratch(path: string): Promise<boolean> {
  return (await readOwner(path)) !== null || (await isBare(path));
}

/** Whether nothing stands in a folder but, at most, a mark that was cut short. */
async function isBare(path: string): Promise<boolean> {
  const names = await namesIn(path).catch(() => null);
  if (names === null || names.some((name) => name !== MARK)) return false;
  return (
    names.length === 0 ||
    (await stat(join(path, MARK)).then(
      ({size}) => size === 0,
      () => false
    ))
  );
}

async function isStillborn(path: string): Promise<boolean> {
  return (await isBare(path)) && !ours.has(path) && (await ageOf(path)) > LONGEST_BEGIN_MS;
}

/** Milliseconds since a file or folder was changed: none where another process removed it meanwhile. */
async function ageOf(path: string): Promise<number> {
  return stat(path).then(
    ({mtimeMs}) => Date.now() - mtimeMs,
    () => 0
  );
}

async function readOwner(path: string): Promise<Owner | null> {
  const owner = await readJsonIfWhole<Partial<Owner>>(join(path, MARK)).catch(() => null);
  return typeof owner?.use === "string" && typeof owner.host === "string" && Number.isInteger(owner.pid) ? (owner as Owner) : null;
}

async function isInUse(path: string, owner: Owner): Promise<boolean> {
  if (ours.has(path)) return true;
  if (owner.host !== hostname()) return (await ageOf(join(path, MARK))) < LONGEST_WORK_MS;
  if (owner.pid === process.pid) return false; // a dead one had our number, as in a container
  try {
    return process.kill(owner.pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
