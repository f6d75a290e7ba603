import {cp, mkdir, rename} from "node:fs/promises";
import {dirname, join} from "node:path";
import {codeOf, explainSystemError, isAbsent} from "../flow/systemErrors.js";
import {findLeftOvers, withScratch} from "../flow/scratch.js";
import {listFiles, listSite, markSite, removeFiles, SITE_MARK} from "./siteFolder.js";

/** Where, in a scratch folder, the old site waits until the new one stands in its place. */
const OLD = "old";
/** Codes of a folder that cannot be moved away: a mount point, or one whose own folder takes no writing. */
const IMMOVABLE: ReadonlySet<string> = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM", "EROFS", "EINVAL"]);

/** What a scratch folder for the site in `target` is for. */
export function useOf(target: string): string {
  return `site ${target}`;
}

/**
 * Puts a finished site in the place of the target's, of which only what a build of ours wrote is removed. Readers see the
 * old site or the new one. Where the target cannot be moved, because something is mounted there, see {@link publishInto}.
 *
 * @param fresh the finished site, in `scratch`; it is gone afterwards
 * @param target a path without links
 * @param scratch a scratch folder for {@link useOf} the target
 * @throws ChurnbookError if anything of somebody else's stands in the target, which then stays as it is
 */
export async function publishSite(fresh: string, target: string, scratch: string): Promise<void> {
  await markSite(fresh, await listFiles(fresh));
  await listSite(target); // once more, for a build takes minutes
  try {
    await swap(fresh, target, join(scratch, OLD));
  } catch (error) {
    if (!IMMOVABLE.has(codeOf(error))) throw explainSystemError(error, target);
    await publishInto(fresh, target);
  }
}

/** A kill leaves the old site at `old` or the new one in its place: see {@link mendSite}. */
async function swap(fresh: string, target: string, old: string): Promise<void> {
  const hadOld = await renameIfThere(target, old);
  try {
    if (hadOld) await listSite(old); // where nobody can put anything into it any more
    await rename(fresh, target);
  } catch (error) {
    if (hadOld) await rename(old, target);
    throw error;
  }
}

/**
 * Puts a finished site's files into the target one by one, each whole: first what pages load, then the pages, and at last
 * the old files go. So a reader meets no page without its files, and a kill in the middle leaves a site that works. All
 * files stand on the target's disk before the first is seen, so that a full disk changes nothing.
 *
 * @param fresh a marked site
 * @param target a folder that stays where it is
 */
export async function publishInto(fresh: string, target: string): Promise<void> {
  const old = await listSite(target);
  const names = (await listFiles(fresh)).filter((name) => !name.endsWith("/"));
  const isNew = new Set(names);
  try {
    await withScratch(target, useOf(target), async (scratch) => {
      const staged = join(scratch, "site");
      await cp(fresh, staged, {recursive: true});
      await markSite(target, [...old, ...names]); // wherever this ends, the next build knows what is ours
      for (const name of inOrder(names)) {
        await mkdir(dirname(join(target, name)), {recursive: true});
        await rename(join(staged, name), join(target, name));
      }
      const gone = old.filter((name) => !isNew.has(name));
      await removeFiles(target, gone);
    });
    await markSite(target, names);
  } catch (error) {
    throw explainSystemError(error, target);
  }
}

/** What hashed pages load, other data, pages, the first page. The mark is written by itself. */
const TURNS: readonly RegExp[] = [/^_(?!headers$)/, /^(?!.*\.html$)/, /^(?!index\.html$)/, /^/];

function inOrder(names: readonly string[]): string[] {
  const turnOf = (name: string): number => TURNS.findIndex((turn) => turn.test(name));
  return names.filter((name) => name !== SITE_MARK).sort((a, b) => turnOf(a) - turnOf(b));
}

/**
 * Puts back the site that a kill between two renames left aside.
 *
 * @param target a path without links
 */
export async function mendSite(target: string): Promise<void> {
  for (const scratch of await findLeftOvers(dirname(target), useOf(target))) {
    await renameIfThere(join(scratch, OLD), target).catch((error: unknown) => {
      if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error; // there is a target: all is well
    });
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
