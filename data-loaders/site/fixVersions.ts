import {mkdir, readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";

/** A version that no package has, so that a page which asks for a package of the network fails to build. */
const NOWHERE = "0.0.0";

/**
 * Framework's own browser code names packages that only some pages would load from a network (maps, spreadsheets, ...), and
 * Framework asks the registry for their latest versions, to write addresses that no page of ours ever opens. This answers
 * in the registry's place: builds need no network, and next month's give the same bytes.
 *
 * @param root the project's folder
 */
export async function fixVersions(root: string): Promise<void> {
  const client = join(root, "node_modules/@observablehq/framework/dist/client");
  const versions = join(root, "src/.observablehq/cache/_npm");
  await rm(versions, {recursive: true, force: true});
  for (const name of await namesOfPackages(client)) await mkdir(join(versions, `${name}@${NOWHERE}`), {recursive: true});
}

async function namesOfPackages(folder: string): Promise<Set<string>> {
  const files = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf-8")));
  return new Set(texts.flatMap((text) => [...text.matchAll(/npm:((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name)));
}
