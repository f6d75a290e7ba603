import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {run} from "./builtSite.js";
import type {GalleryTable} from "./galleryTables.js";

/** Of few trials more threads cost more than they save. */
const ONE_THREAD = ["--workers", "1"];

/**
 * Builds a book of a table with what `churnbook init --yes` makes of it, and nothing else.
 *
 * @param into a folder for tables, definitions, sites and what is kept of all of them
 * @param protocol what to say of the protocol, to be quick; absent: the default
 * @returns the folder of the site
 * @throws with what the program said, if it ends badly
 */
export async function buildGalleryBook({name, text}: GalleryTable, into: string, protocol?: object): Promise<string> {
  await mkdir(into, {recursive: true});
  const [table, definition, site] = [`${name}.csv`, `${name}.dataset.json`, `${name}-site`].map((file) => join(into, file));
  await writeFile(table, text);
  await rm(definition, {force: true});
  await churnbook("init", table, "--yes");
  if (protocol) await writeFile(definition, JSON.stringify({...JSON.parse(await readFile(definition, "utf8")), protocol}));
  await churnbook("build", table, "--home", join(into, "home"), "--out", site, ...(protocol ? ONE_THREAD : []));
  return site;
}

async function churnbook(...args: string[]): Promise<void> {
  const {code, log} = await run(process.execPath, ["bin/churnbook.js", ...args], process.env);
  if (code !== 0) throw new Error(`churnbook ${args.join(" ")} ended with ${code}:\n${log.split("\n").slice(-25).join("\n")}`);
}
