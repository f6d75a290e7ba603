import {mkdtemp, mkdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {onTestFinished} from "vitest";

/** A folder of its own for one test, with these files; it is removed when the test ends. */
export async function scratch(files: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-"));
  onTestFinished(() => rm(folder, {recursive: true, force: true}));
  for (const [name, text] of Object.entries(files)) await writeText(join(folder, name), text);
  return folder;
}

export async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  await writeFile(path, text);
}
