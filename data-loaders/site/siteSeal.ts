import type {Settings} from "../settings.js";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {openBook} from "../flow/book.js";
import {hashFile, hashOf, sha256} from "../flow/hash.js";
import {readSealed, writeSealed} from "../flow/sealed.js";
import {readTracking} from "../tracking/track.js";
import {listFiles} from "./siteFolder.js";

/** What is known of the site that was built last: of which inputs it was made, and what stands in it. */
interface SiteSeal {
  key: string;
  target: string;
  /** hash by file */
  files: [name: string, sha256: string][];
}

const SEAL = "site.json";
/** Whose files decide what pages are, below the project's folder; the link in src leads to a folder that is named here. */
const CODE = ["src", "lib", "data-loaders"];
const FILES = ["observablehq.config.ts", "observablehq.config.js", "package.json", "package-lock.json", "tsconfig.json", "LICENSE"];
/** What is ignored where code lies. */
const NOT_CODE = new Set([".observablehq", "node_modules", ".churnbook"]);

/**
 * Names all that a site is made of: pages, components and the code behind them, the artefacts and what the tracking server
 * knows of them, settings, and the versions of Node and of packages. When a run was is no part of it: it changes nothing
 * that the run found.
 */
export async function keyOfSite({root, home, base, siteUrl, history}: Settings): Promise<string> {
  const code = await Promise.all([
    ...CODE.map((folder) => hashFolder(join(root, folder))),
    ...FILES.map((name) => hashIfThere(join(root, name)))
  ]);
  return hashOf(
    code,
    (await openBook(home)).hash,
    await readTracking({home}),
    {base, siteUrl: siteUrl ?? null, history: history ?? null},
    process.version
  );
}

/** Whether the target holds, byte for byte, the site that was made of these inputs. */
export async function isSiteWhole(home: string, target: string, key: string): Promise<boolean> {
  const {value: seal} = await readSealed<SiteSeal>(join(home, SEAL));
  if (seal === null || seal.key !== key || seal.target !== target) return false;
  const names = await listFiles(target).catch(() => []);
  if (names.length !== seal.files.length || names.some((name, i) => name !== seal.files[i][0])) return false;
  const hashes = await Promise.all(names.map((name) => hashListed(target, name).catch(() => null)));
  return hashes.every((hash, i) => hash === seal.files[i][1]);
}

/** Keeps in the home folder what a site was made of and what stands in it. */
export async function sealSite(home: string, target: string, key: string): Promise<void> {
  const names = await listFiles(target);
  const files = await Promise.all(names.map(async (name): Promise<[string, string]> => [name, await hashListed(target, name)]));
  await writeSealed(join(home, SEAL), {key, target, files} satisfies SiteSeal);
}

/** @param name as {@link listFiles} gives it: folders in which nothing stands end in a slash */
async function hashListed(folder: string, name: string): Promise<string> {
  return name.endsWith("/") ? "empty" : hashFile(join(folder, name));
}

/** A hash of a folder's files and their names; links are not followed. */
async function hashFolder(folder: string): Promise<string> {
  const entries = (await readdir(folder, {withFileTypes: true}).catch(() => [])).filter(({name}) => !NOT_CODE.has(name));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hashes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      return [entry.name, entry.isDirectory() ? await hashFolder(path) : entry.isFile() ? await hashFile(path) : "link"];
    })
  );
  return hashOf(hashes);
}

async function hashIfThere(path: string): Promise<string | null> {
  return readFile(path).then(sha256, () => null);
}
