import type {Job, JobAnswer, Pool} from "../flow/workerPool.js";
import type {Redis, RedisPackages} from "./redisPackages.js";
import {createHash} from "node:crypto";
import {deserialize} from "node:v8";
import {complain} from "../../lib/check.js";
import {packJob} from "./packJob.js";
import {blobKey, startRemoteWorker} from "./remoteWorker.js";
import {loadRedisPackages} from "./redisPackages.js";
import {fingerprint} from "../flow/fingerprint.js";
import {resultOf} from "../flow/workerPool.js";
import {hashOf} from "../flow/hash.js";

export interface RemotePoolOptions {
  /** REDIS_URL */
  url: string;
  root: string;
  /** runs jobs here, so that a run also ends where nobody helps; closed with the pool */
  local: Pool;
  /** jobs at once here; 0: leave them all to others */
  concurrency: number;
}

/** Answers and arrays are kept this long, so that a run that begins again finds what is done. */
const KEPT_SECONDS = 3600;
/** Jobs that are in Redis at once, for however many machines take them. */
const AHEAD = 64;
const CONNECT_MS = 5_000;

/**
 * A pool whose jobs are worked on by every machine that looks at the same Redis (`churnbook worker`) and by this one.
 * A job is known by the hash of what it is, so no job is done twice; when a worker dies, another takes its jobs.
 *
 * @throws ChurnbookError if Redis cannot be reached, or the packages are not installed
 */
export async function createRemotePool({url, root, local, concurrency}: RemotePoolOptions): Promise<Pool> {
  const packages = await loadRedisPackages();
  const redis = await connect(packages, url);
  const queue = queueName(await codeVersion(root));
  const connection = {url, maxRetriesPerRequest: null};
  const jobs = new packages.Queue(queue, {connection});
  const events = new packages.QueueEvents(queue, {connection});
  for (const source of [jobs, events, redis]) source.on("error", () => {}); // they connect again by themselves
  for (const source of [jobs, events]) source.setMaxListeners(0); // one per job that is waited for
  await events.waitUntilReady();
  const worker = concurrency > 0 ? startRemoteWorker({packages, url, queue, root, local, concurrency}) : null;
  const sent = new Map<string, Promise<void>>();
  const options = {attempts: 1, removeOnComplete: {age: KEPT_SECONDS}, removeOnFail: true};
  return {
    size: AHEAD,
    async run<T>(job: Job): Promise<T> {
      const {body, blobs} = packJob(job, root);
      for (const [hash, bytes] of blobs) {
        if (!sent.has(hash)) sent.set(hash, send(redis, hash, bytes));
        await sent.get(hash);
      }
      const id = createHash("sha256").update(body).digest("hex");
      const added = await jobs.add("job", body, {...options, jobId: id});
      return resultOf<T>(deserialize(Buffer.from(String(await added.waitUntilFinished(events)), "base64")) as JobAnswer);
    },
    async close() {
      await worker?.close();
      await jobs.close();
      await events.close();
      redis.disconnect();
      await local.close();
    }
  };
}

/** The queue of machines that have the same code. */
export function queueName(version: string): string {
  return `churnbook-${version}`;
}

/** @throws ChurnbookError if nobody answers */
export async function connect({Redis}: RedisPackages, url: string): Promise<Redis> {
  const redis = new Redis(url, {maxRetriesPerRequest: null, connectTimeout: CONNECT_MS});
  let last = "no answer";
  redis.on("error", (error) => (last = error.message || String(error)));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          complain({
            where: "REDIS_URL",
            rule: "Redis must be reachable",
            got: last,
            remedy: "Start it, or unset REDIS_URL to work on this machine alone."
          })
        ),
      CONNECT_MS
    );
  });
  try {
    await Promise.race([redis.ping(), late]);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function send(redis: Redis, hash: string, bytes: Buffer): Promise<void> {
  if (await redis.exists(blobKey(hash))) await redis.expire(blobKey(hash), 24 * KEPT_SECONDS);
  else await redis.set(blobKey(hash), bytes, "EX", 24 * KEPT_SECONDS);
}

/** The code of all jobs: every file that a job's module imports by its payload stands here too. */
const SOURCES = ["../jobs/fitFold.ts", "../jobs/fitAll.ts", "../../lib/fit/learners/learners.ts"];

/** A short hash of the code that jobs run, so that machines with other code never work on one run. */
export async function codeVersion(root: string): Promise<string> {
  const prints = await fingerprint(
    SOURCES.map((path) => new URL(path, import.meta.url).href),
    root
  );
  return hashOf([...prints.values()], process.versions.v8).slice(0, 16);
}
