import type {Pool} from "../flow/workerPool.js";
import {createWorkerPool} from "../flow/workerPool.js";

/**
 * The pool for the flow's jobs: this machine's cores, and with REDIS_URL those of every machine that runs
 * `churnbook worker` beside it. The results are the same to the bit.
 */
export async function openPool({root, cores, env = process.env}: {root: string; cores: number; env?: NodeJS.ProcessEnv}): Promise<Pool> {
  const local = createWorkerPool(cores);
  if (!env.REDIS_URL) return local;
  const {createRemotePool} = await import("./remotePool.js");
  return createRemotePool({url: env.REDIS_URL, root, local, concurrency: cores});
}
