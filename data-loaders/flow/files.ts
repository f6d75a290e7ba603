import {randomInt} from "node:crypto";
import {constants, createWriteStream} from "node:fs";
import {access, copyFile, link, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {check, complain} from "../../lib/check.js";
import {codeOf, explainSystemError, isAbsent} from "./systemErrors.js";

/**
 * Makes a folder, and those on the way to it.
 *
 * @throws the system's error, which tells of a disk that can only be read where Node says that nothing is there
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, {recursive: true});
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    let above = dirname(resolve(path));
    while (!(await stat(above).catch(() => null)) && above !== dirname(above)) above = dirname(above);
    await access(above, constants.W_OK);
    throw error;
  }
}

/**
 * Writes all or nothing: a temporary file beside the target, flushed, then renamed over it.
 *
 * @throws ChurnbookError where the disk is full, or nothing can be written
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeBeside(path, content, (temporary) => rename(temporary, path));
  } catch (error) {
    throw explainSystemError(error, path);
  }
}

/**
 * Writes a file where none stands, all or nothing, also where two do so at once.
 *
 * @returns false: something stands there, and stays
 * @throws the system's error, such as EACCES
 */
export async function createWhole(path: string, content: string): Promise<boolean> {
  try {
    await writeBeside(path, content, async (temporary) => {
      await link(temporary, path).catch(async (error: unknown) => {
        if (!NO_LINKS.includes(codeOf(error))) throw error;
        await copyFile(temporary, path, constants.COPYFILE_EXCL);
      });
      await rm(temporary, {force: true});
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** What a disk says that has no second names for files. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/** A name that no other writer of the path has, of this process or another. */
function nameBeside(path: string): string {
  return `${path}.${randomInt(MOST_NAMES)}.tmp`;
}

const MOST_NAMES = 2 ** 47;

/** Writes a file of a name of its own beside a path, to be put in its place; of a failure nothing is left. */
async function writeBeside(path: string, content: string | Uint8Array, put: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = nameBeside(path);
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await put(temporary);
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => {});
    throw error;
  }
}

/**
 * Writes a new file, all or nothing; or into a pipe or a device, such as /dev/stdout.
 *
 * @param chunks called when it is sure that the file may be written
 * @throws ChurnbookError if a file or folder stands there already, or the disk is full
 */
export async function writeNew(path: string, chunks: () => Iterable<string>): Promise<void> {
  const found = await stat(path).catch(() => null);
  const isFile = found === null || found.isFile() || found.isDirectory();
  check(found === null || !isFile, {
    where: path,
    rule: "nothing may stand there yet",
    got: found?.isDirectory() ? "a folder" : "a file",
    remedy: "Nothing was touched. Move it away, or name another."
  });
  const temporary = isFile ? nameBeside(path) : path;
  try {
    await pipeline(Readable.from(chunks()), createWriteStream(temporary));
    if (isFile) await rename(temporary, path);
  } catch (error) {
    if (isFile) await rm(temporary, {force: true}).catch(() => {});
    throw explainSystemError(error, path);
  }
}

/** A JSON file's value, or null when the file is absent or cut short. */
export async function readJsonIfWhole<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, "utf-8")) as T;
  } catch (error) {
    if (error instanceof SyntaxError || isAbsent(error)) return null;
    throw error;
  }
}

/** The names in a folder; none if there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

const LONGEST_CHAIN = 40;

/**
 * Where a path really leads, through every link, whether anything stands there or not; with the disk's own spelling of
 * what does.
 *
 * @throws ChurnbookError if links lead to each other
 */
export async function realPlace(path: string, links = 0): Promise<string> {
  if (links > LONGEST_CHAIN) throw complain({where: path, rule: "links must lead somewhere", got: "links that lead to each other"});
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === "ELOOP") throw explainSystemError(error, path);
    if (!isAbsent(error)) throw error;
  }
  const folder = dirname(resolve(path));
  const link = await readlink(path).catch(() => null); // one that leads to nothing yet
  if (link !== null) return realPlace(resolve(folder, link), links + 1);
  return join(await realPlace(folder, links), basename(resolve(path)));
}
