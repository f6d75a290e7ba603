import {mkdir, readdir, readFile, readlink, rm, symlink, utimes} from "node:fs/promises";
import {dirname, extname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {makeFolder, writeWhole} from "../flow/files.js";
import {findPackage} from "../flow/packages.js";
import {isAbsent} from "../flow/systemErrors.js";

/** Framework's loaders, by the file that each makes, and the code that makes it. */
const LOADERS = {
  "data/book.zip": "data-loaders/book.zip",
  "data/tracking.json": "data-loaders/tracking.json",
  "api.zip": "src/api.zip",
  "duckdb/tables.zip": "src/duckdb/tables.zip",
  "duckdb/duckdb-eh.wasm.gz": "src/duckdb/duckdb-eh.wasm.gz",
  "duckdb/duckdb-eh.worker.js": "src/duckdb/duckdb-eh.worker.js"
} as const;
export type LoaderName = keyof typeof LOADERS;
/** Of them those whose answer changes with the run. */
const OF_THE_RUN = ["data/book.zip", "data/tracking.json", "api.zip", "duckdb/tables.zip"];

/** The folder that Framework takes for the source of the pages. @param home CHURN_HOME */
export function stageOf(home: string): string {
  return join(home, "pages/src");
}

/** What Framework keeps from build to build. */
export function stageCache(home: string): string {
  return join(stageOf(home), ".observablehq/cache");
}

/**
 * Lays out what Framework builds pages of, in CHURN_HOME, because Framework writes its cache among its sources and the project
 * may be a package that nobody may write to: links to the pages, to lib and to the packages that they import, and loaders of
 * one line, which can be touched without touching the project.
 *
 * @param root the project's folder
 */
export async function stagePages(root: string, home: string): Promise<void> {
  const stage = stageOf(home);
  const own = new Set([...Object.keys(LOADERS).map((name) => name.split("/")[0]), ".observablehq", "lib"]);
  const pages = (await readdir(join(root, "src"))).filter((name) => !own.has(name.replace(/\.[jt]s$/, "")));
  await linkAll(stage, new Map([...pages.map((name) => [name, join(root, "src", name)] as const), ["lib", join(root, "lib")]]));
  await linkPackages(root, join(stage, ".."));
  for (const [name, code] of Object.entries(LOADERS)) {
    const url = pathToFileURL(join(root, code + extname(import.meta.url))).href; // compiled as this file is, or as little
    await writeIfOther(loaderFile(home, name), `import ${JSON.stringify(url)};\n`);
  }
}

/** Lets a running Framework ask the loaders for the last run's answers, and tell the open pages. */
export async function renewLoaders(home: string): Promise<void> {
  const now = new Date();
  for (const name of OF_THE_RUN) await utimes(loaderFile(home, name), now, now);
}

function loaderFile(home: string, name: string): string {
  return join(stageOf(home), `${name}.mjs`);
}

/** Lets what stands in a folder find the project's packages. @param root the project's folder */
export async function linkPackages(root: string, folder: string): Promise<void> {
  await linkAll(join(folder, "node_modules"), await findPackages(root));
}

/** The packages that pages may import, which are those that the project says it needs, where Node would find them for it. */
async function findPackages(root: string): Promise<Map<string, string>> {
  const {dependencies = {}} = JSON.parse(await readFile(join(root, "package.json"), "utf-8")) as {dependencies?: object};
  const found = Object.keys(dependencies).map((name) => [name, findPackage(name, root)] as const);
  return new Map(found.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** Makes these the links below a folder, and removes other links there. @param targets by path below the folder */
async function linkAll(folder: string, targets: ReadonlyMap<string, string>): Promise<void> {
  await makeFolder(folder);
  for (const name of await linksBelow(folder)) if (!targets.has(name)) await rm(join(folder, name));
  for (const [name, target] of targets) {
    const path = join(folder, name);
    if ((await readlink(path).catch(() => null)) === target) continue;
    await rm(path, {recursive: true, force: true});
    await mkdir(dirname(path), {recursive: true});
    await symlink(target, path);
  }
}

/** Links in a folder, and those in its folders whose names begin with @. */
async function linksBelow(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), {withFileTypes: true});
  const scopes = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith("@"));
  const inner = await Promise.all(scopes.map(({name}) => linksBelow(folder, name)));
  return [...entries.filter((entry) => entry.isSymbolicLink()).map(({name}) => join(below, name)), ...inner.flat()];
}

/** So that a loader is newer than what it made only when it is another one. */
async function writeIfOther(path: string, text: string): Promise<void> {
  const found = await readFile(path, "utf-8").catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (found !== text) await writeWhole(path, text);
}
