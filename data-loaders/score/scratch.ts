import {rmSync} from "node:fs";
import {mkdtemp, readdir, rm} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {complain} from "../../lib/check.js";

/** `.churnbook-score-<machine>-<process>-<six letters>`: so that a left-over tells whether its process still lives. */
const PREFIX = ".churnbook-score-";

/**
 * Runs with a folder of its own beside the output, on the same disk, and removes it also when the process is told to end.
 * Folders of processes that were killed on this machine are swept first.
 *
 * @param folder of the output
 * @throws if nothing can be written there
 */
export async function withScratch<T>(folder: string, run: (scratch: string) => Promise<T>): Promise<T> {
  await sweep(folder);
  const scratch = await mkdtemp(join(folder, `${PREFIX}${machine()}-${process.pid}-`)).catch((error: NodeJS.ErrnoException) => {
    throw complain({
      where: "--out",
      rule: "its folder must be one that can be written to",
      got: `${error.code ?? error.message} in ${folder}`
    });
  });
  const remove = (): void => rmSync(scratch, {recursive: true, force: true});
  process.once("exit", remove);
  try {
    return await run(scratch);
  } finally {
    process.removeListener("exit", remove);
    await rm(scratch, {recursive: true, force: true});
  }
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const ours = `${PREFIX}${machine()}-`;
  const dead = names.filter((name) => name.startsWith(ours) && !isAlive(Number(/-(\d+)-[^-]+$/.exec(name)?.[1])));
  await Promise.all(dead.map((name) => rm(join(folder, name), {recursive: true, force: true}).catch(() => {})));
}

/** @param pid NaN counts as alive: what is not known is left alone */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function machine(): string {
  return hostname().replace(/[^\w.]/g, "_");
}
