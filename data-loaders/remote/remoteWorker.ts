import type {Pool} from "../flow/workerPool.js";
import type {BullWorker, Redis, RedisPackages} from "./redisPackages.js";
import {serialize} from "node:v8";
import {unpackJob} from "./packJob.js";

/** The lock that a job holds while it is worked on; a worker that dies leaves its jobs to others after it. */
const LOCK_MS = 15_000;
const LOOK_FOR_STALLED_MS = 5_000;
/** How many workers may die over one job. */
const MOST_DEATHS = 20;
/** Large arrays that are kept from job to job. */
const MOST_BLOBS = 256;

export interface RemoteWorkerOptions {
  packages: RedisPackages;
  url: string;
  queue: string;
  root: string;
  /** runs the jobs here */
  local: Pool;
  /** jobs at once */
  concurrency: number;
}

/** Takes jobs from the queue and runs them here, until it is closed. */
export function startRemoteWorker({packages, url, queue, root, local, concurrency}: RemoteWorkerOptions): {
  worker: BullWorker;
  close(): Promise<void>;
} {
  const redis = new packages.Redis(url, {maxRetriesPerRequest: null});
  const getBlob = createBlobCache(redis);
  const run = async ({data}: {data: unknown}): Promise<string> => {
    const job = await unpackJob(String(data), root, getBlob);
    const outcome = await local.run(job).then(
      (result) => ({ok: true, result}),
      (error: Error) => ({ok: false, name: error.name, message: error.message, stack: error.stack ?? ""})
    );
    return serialize(outcome).toString("base64");
  };
  const worker = new packages.Worker(queue, run, {
    connection: {url, maxRetriesPerRequest: null},
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_FOR_STALLED_MS,
    maxStalledCount: MOST_DEATHS
  });
  for (const source of [worker, redis]) source.on("error", () => {}); // it connects again by itself
  return {
    worker,
    async close() {
      await worker.close();
      redis.disconnect();
    }
  };
}

function createBlobCache(redis: Redis): (hash: string) => Promise<Buffer> {
  const kept = new Map<string, Promise<Buffer>>();
  return (hash) => {
    const known = kept.get(hash);
    if (known) return known;
    const fetched = redis.getBuffer(blobKey(hash)).then((bytes) => {
      if (!bytes) throw new Error(`the array ${hash} is no longer in Redis`);
      return bytes;
    });
    kept.set(hash, fetched);
    fetched.catch(() => kept.delete(hash));
    if (kept.size > MOST_BLOBS) kept.delete(kept.keys().next().value as string);
    return fetched;
  };
}

export function blobKey(hash: string): string {
  return `churnbook:blob:${hash}`;
}
