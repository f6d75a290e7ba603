import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {withScratch} from "../../../data-loaders/flow/scratch.js";
import {mendSite, publishInto, publishSite, useOf} from "../../../data-loaders/site/publishSite.js";
import {listFiles, markSite} from "../../../data-loaders/site/siteFolder.js";

/** A site whose pages name files of its own version: for readers to see whether they are there. */
export async function writeVersion(folder: string, version: number): Promise<void> {
  const files = {
    [`_file/data.${version}.json`]: `${version}`,
    "api/champion.json": `${version}`,
    "index.html": `${version}`,
    "eda.html": `${version}`
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), {recursive: true});
    await writeFile(join(folder, name), text);
  }
}

/** Publishes version after version, until it is killed. */
async function publishForEver(target: string, how: string): Promise<void> {
  const room = dirname(target);
  if (how === "into") await mkdir(target, {recursive: true});
  for (let version = 1; ; ++version) {
    await mendSite(target);
    await withScratch(room, useOf(target), async (scratch) => {
      const fresh = join(scratch, "site");
      await writeVersion(fresh, version);
      if (how === "swap") await publishSite(fresh, target, scratch);
      else {
        await markSite(fresh, await listFiles(fresh));
        await publishInto(fresh, target);
      }
    });
    if (version === 3) process.stdout.write("going");
  }
}

const [, script, target, how] = process.argv;
if (script.endsWith("publishLoop.ts")) await publishForEver(target, how);
