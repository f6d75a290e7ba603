import {readFile, stat} from "node:fs/promises";
import {dirname, join, resolve, basename} from "node:path";
import {check, complain, someOf} from "../../lib/check.js";
import {makeFolder, namesIn, realPlace, writeWhole} from "./files.js";
import {isScratch, SCRATCH_PREFIX} from "./scratch.js";
import {explainSystemError, isAbsent} from "./systemErrors.js";

/** A kind of folder that we write, and how one is known again. */
export interface OwnKind {
  /** what names the folder, such as "CHURN_OUTPUT"; for errors */
  setting: string;
  /** a file that stands in each of our folders, and begins with {@link MARK_LINE} */
  mark: string;
  /** whether a folder without a mark was made by a version before there were marks. @param names what stands in it */
  isOlder(folder: string, names: readonly string[]): Promise<boolean>;
}

/** How a folder stands that may be written: never one with something of somebody else's. */
export type OwnState = "absent" | "empty" | "marked" | "older";

const MARK_LINE = "Written by Churnbook, which replaces what it wrote here before. Keep nothing of your own in this folder.";

/** What a desktop or a disk puts into every folder, and a mark that a kill cut short: no reason to refuse a folder. */
export function isNobodys(name: string): boolean {
  return /^(\.DS_Store|Thumbs\.db|desktop\.ini|lost\+found|\.churnbook-\w+\.\d+\.tmp)$/.test(name);
}

/**
 * Looks whether we may write into a folder: it is absent, empty, or ours by its mark.
 *
 * @throws ChurnbookError for every other folder, with what stands in it and what to do
 */
export async function lookAtOwn(folder: string, kind: OwnKind): Promise<OwnState> {
  const {setting} = kind;
  try {
    if (!(await stat(folder)).isDirectory()) throw complain({where: setting, rule: "it must be a folder", got: `the file ${folder}`});
  } catch (error) {
    if (!isAbsent(error)) throw explainSystemError(error, folder);
    await checkWay(folder, setting);
    return "absent";
  }
  const names = await listNames(folder).catch((error: unknown) => {
    throw explainSystemError(error, folder);
  });
  if (names.length === 0) return "empty";
  if ((await readMark(folder, kind)) !== null) return "marked";
  if (await kind.isOlder(folder, names)) return "older";
  throw complain({
    where: setting,
    rule: "the folder must be absent, empty, or one that Churnbook made",
    got: `${folder}, in which stand ${someOf(names)}`,
    remedy: `Nothing was touched. Name another folder by ${setting}, or move away what stands in this one.`
  });
}

/** @throws if a part of the way to a folder is a file */
async function checkWay(folder: string, setting: string): Promise<void> {
  for (let path = dirname(resolve(folder)); ; path = dirname(path)) {
    const found = await stat(path).catch(() => null);
    check(!found || found.isDirectory(), {where: setting, rule: "the way to it must be folders", got: `the file ${path}`});
    if (found || path === dirname(path)) return;
  }
}

/** What stands in a folder, sorted: without our own scratch folders, and without what is nobody's. */
async function listNames(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((name) => !isNobodys(name)).sort();
  const isOurs = await Promise.all(names.map((name) => name.startsWith(SCRATCH_PREFIX) && isScratch(join(folder, name))));
  return names.filter((_, i) => !isOurs[i]);
}

/** The lines that the mark of a folder holds under its first; null if it bears none of ours. */
export async function readMark(folder: string, {mark}: Pick<OwnKind, "mark">): Promise<string[] | null> {
  const text = await readFile(join(folder, mark), "utf-8").catch(() => "");
  const [first, ...lines] = text.split("\n");
  return first === MARK_LINE ? lines.filter((line) => line !== "") : null;
}

export async function writeMark(folder: string, {mark}: Pick<OwnKind, "mark">, lines: readonly string[] = []): Promise<void> {
  await writeWhole(join(folder, mark), `${[MARK_LINE, ...lines].join("\n")}\n`);
}

/** Makes a folder ours, if it may be. @throws as {@link lookAtOwn} */
export async function claimFolder(folder: string, kind: OwnKind): Promise<void> {
  if ((await lookAtOwn(folder, kind)) === "marked") return;
  await makeFolder(folder).catch((error: unknown) => {
    throw explainSystemError(error, folder);
  });
  await writeMark(folder, kind);
}

/** A place that no folder which we write may hold, or be. */
export interface Kept {
  /** for the error, such as "the data" */
  what: string;
  path: string;
}

/**
 * @param folder that we are to write, whether it is there or not
 * @throws ChurnbookError if it is one of the places, or holds one, by whatever links, spelling or capitals
 */
export async function checkHoldsNone(setting: string, folder: string, places: readonly Kept[]): Promise<void> {
  for (const {what, path} of places) {
    const asNamed = join(await realPlace(dirname(resolve(path))), basename(path)); // a link in the folder counts too
    const holds = (await isWithin(await realPlace(path), folder)) || (await isWithin(asNamed, folder));
    check(!holds, {
      where: setting,
      rule: `the folder must neither be nor hold ${what}`,
      got: `${folder}, and ${what} is ${path}`,
      remedy: `Nothing was touched. Name another folder by ${setting}.`
    });
  }
}

/** @param path without links. Folders are compared as the disk knows them, because two names may be one folder. */
async function isWithin(path: string, folder: string): Promise<boolean> {
  const real = await realPlace(folder);
  const own = await identityOf(real);
  for (let above = path; ; above = dirname(above)) {
    if (above === real || (own !== null && (await identityOf(above)) === own)) return true;
    if (above === dirname(above)) return false;
  }
}

async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, {bigint: true}).catch(() => null);
  return found && `${found.dev}:${found.ino}`;
}
