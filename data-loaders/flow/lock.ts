import {open, readFile, rename, rm, stat, utimes} from "node:fs/promises";
import {hostname} from "node:os";
import {dirname} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {complain} from "../../lib/check.js";
import {makeFolder} from "./files.js";
import {isAbsent} from "./systemErrors.js";

/** Who holds a lock. */
interface Owner {
  pid: number;
  host: string;
}

/** Releases the lock; may be called twice. */
export type Release = () => Promise<void>;

const BEAT_MS = 5_000;
const RETRY_MS = 200;
/** On another machine a process cannot be asked: silence of this length counts as death. */
const SILENCE_MS = 120_000;

/**
 * Takes the lock at `path`, so that only one run at a time writes there. A lock whose owner is dead is taken over.
 *
 * @param options what: what the lock protects, for the error; waitMs: how long to wait for another to end
 * @throws ChurnbookError while another process holds it
 */
export async function takeLock(path: string, {what, waitMs = 0}: {what: string; waitMs?: number}): Promise<Release> {
  await makeFolder(dirname(path));
  const until = Date.now() + waitMs;
  for (let tries = 0; tries < 5; ++tries) {
    if (await create(path)) return keepBeating(path);
    const owner = await readOwner(path);
    if (owner && (await isAlive(owner, path))) {
      if (Date.now() < until) {
        await sleep(RETRY_MS);
        --tries;
        continue;
      }
      throw complain({
        where: path,
        rule: `only one run at a time may write ${what}`,
        got: `another run, process ${owner.pid} on ${owner.host}`,
        remedy: "Wait for it to end, or stop it."
      });
    }
    await removeDead(path);
  }
  throw complain({where: path, rule: "the lock must be free", got: "several runs that start at once", remedy: "Try again."});
}

async function create(path: string): Promise<boolean> {
  if (heldHere.has(path)) return false;
  heldHere.add(path); // before the file is there, so that nobody of this process takes it for a dead one's
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify({pid: process.pid, host: hostname()} satisfies Owner));
    await file.close();
    return true;
  } catch (error) {
    heldHere.delete(path);
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Null when the lock has just gone, or was cut short by a kill while it was written: one that is being written is looked at again. */
async function readOwner(path: string, isLast = false): Promise<Owner | null> {
  if (heldHere.has(path)) return {pid: process.pid, host: hostname()};
  try {
    return JSON.parse(await readFile(path, "utf-8")) as Owner;
  } catch (error) {
    if (isAbsent(error)) return null;
    if (!(error instanceof SyntaxError)) throw error;
    if (isLast) return null;
    await sleep(RETRY_MS);
    return readOwner(path, true);
  }
}

async function isAlive({pid, host}: Owner, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const beat = await stat(path).then(
      ({mtimeMs}) => mtimeMs,
      () => 0
    );
    return Date.now() - beat < SILENCE_MS;
  }
  if (pid === process.pid) return heldHere.has(path); // else a dead one had our number, as in a container
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Renames before removing, so that of two who find the same dead lock only one clears it. */
async function removeDead(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`;
  try {
    await rename(path, aside);
    await rm(aside, {force: true});
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

/** Paths that this process holds, or is about to. */
const heldHere = new Set<string>();

function keepBeating(path: string): Release {
  const timer = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), BEAT_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if (heldHere.delete(path)) await rm(path, {force: true});
  };
}
