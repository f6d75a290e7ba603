import {readdir, readFile, rmdir, unlink} from "node:fs/promises";
import {dirname, join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {codeOf, explainSystemError} from "../flow/systemErrors.js";
import {isScratch, SCRATCH_PREFIX} from "../flow/scratch.js";
import {isNobodys, lookAtOwn, readMark, writeMark} from "../flow/ownFolder.js";
import type {OwnKind} from "../flow/ownFolder.js";

/** What versions wrote before there were marks: each file of theirs, so that a site of one is known again. */
const OLDER =
  /^(\.nojekyll|_headers|(404|index|predict|decide|eda|wrangling|models|experiments|pipeline|batch|about)\.html|_(file|import|node|npm|observablehq)\/.+|fonts\/[\w-]+\.woff2|api\/(predict\.(js|d\.ts)|(champion|challenger|registry|models\/[\w-]+)\.json|exports\/[\w-]+\/(card|model)\.[\w.]+))$/;

export const SITE_MARK = ".churnbook-site";

const SITE: OwnKind = {
  setting: "--out (CHURN_OUTPUT)",
  mark: SITE_MARK,
  async isOlder(folder, names) {
    if (!names.includes("index.html") || !names.includes("_observablehq")) return false;
    const page = await readFile(join(folder, "index.html"), "utf-8").catch(() => "");
    return page.includes('<meta name="provenance" content="Churnbook: ') && (await listFiles(folder)).every((name) => OLDER.test(name));
  }
};

/**
 * The files in a site's folder that a build of ours wrote, by paths with slashes, sorted; none if it is absent or empty.
 *
 * @throws ChurnbookError if the folder is not ours, or anything stands in it that no build wrote
 */
export async function listSite(folder: string): Promise<string[]> {
  const state = await lookAtOwn(folder, SITE);
  if (state === "absent" || state === "empty") return [];
  const found = await listFiles(folder);
  if (state === "older") return found;
  const written = new Set([...((await readMark(folder, SITE)) ?? []), SITE.mark]);
  const strangers = found.filter((name) => !written.has(name));
  check(strangers.length === 0, {
    where: SITE.setting,
    rule: "the folder must hold nothing but what a build wrote, which the next one replaces",
    got: `${someOf(strangers)} in ${folder}`,
    remedy: "Nothing was touched. Move these away, or name another folder by --out."
  });
  return found;
}

/** Says in a site's folder which files are ours. */
export async function markSite(folder: string, names: readonly string[]): Promise<void> {
  check(!names.some((name) => name.includes("\n")), {where: "build", rule: "names of files must be one line", got: someOf(names)});
  await writeMark(folder, SITE, [...new Set([...names, SITE.mark])].sort());
}

/** All that is no folder, and folders in which nothing stands, by paths with slashes, sorted. Links are not followed. */
export async function listFiles(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), {withFileTypes: true}).catch((error: unknown) => {
    throw explainSystemError(error, join(folder, below));
  });
  const found: string[] = [];
  for (const entry of entries) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    if (isNobodys(entry.name)) continue;
    if (below === "" && entry.name.startsWith(SCRATCH_PREFIX) && (await isScratch(join(folder, name)))) continue;
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- files of one folder of a site: few
    found.push(...(entry.isDirectory() ? await listFiles(folder, name) : [name]));
  }
  return found.length === 0 && below !== "" ? [`${below}/`] : found.sort();
}

/** Removes these files and the folders that are empty without them, and nothing else. @param names by paths with slashes */
export async function removeFiles(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (!name.endsWith("/")) await unlink(join(folder, name)).catch(ignore("ENOENT"));
  const folders = new Set(names.flatMap((name) => foldersOf(name)));
  for (const name of [...folders].sort((a, b) => b.length - a.length)) {
    await rmdir(join(folder, name)).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"));
  }
}

/** @example foldersOf("api/models/tree.json") // ["api/models", "api"] */
function foldersOf(name: string): string[] {
  const above = name.endsWith("/") ? name.slice(0, -1) : dirname(name);
  return above === "." ? [] : [above, ...foldersOf(above)];
}

function ignore(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
  };
}
