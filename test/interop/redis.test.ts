import type {ChildProcess} from "node:child_process";
import type {Job, Pool} from "../../data-loaders/flow/workerPool.js";
import type {FitFold, FoldAnswer} from "../../data-loaders/jobs/fitFold.js";
import type {RedisServer} from "./redisServer.js";
import {spawn} from "node:child_process";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createWorkerPool} from "../../data-loaders/flow/workerPool.js";
import {shareBytes, shareTable} from "../../data-loaders/jobs/shareTable.js";
import {openPool} from "../../data-loaders/remote/openPool.js";
import {createRemotePool} from "../../data-loaders/remote/remotePool.js";
import {loadRedisPackages} from "../../data-loaders/remote/redisPackages.js";
import {stratifiedFolds} from "../../lib/fit/protocol/folds.js";
import {createRandom} from "../../lib/random.js";
import {mixedUsers} from "../support/syntheticUsers.js";
import {startRedis} from "./redisServer.js";

const root = resolve(".");
const url = (path: string): string => pathToFileURL(resolve(root, path)).href;
const hasPackages = await loadRedisPackages().then(
  () => true,
  (error: Error) => {
    process.stderr.write(`\nSKIPPED: ${error.message}\n\n`);
    return false;
  }
);

/** Fits of boosted trees, whose rows are sampled, in five folds. */
function jobs(): Job[] {
  const {table, y} = mixedUsers(4000, 5);
  const shared = {table: shareTable(table), y: shareBytes(y), folds: shareBytes(Uint8Array.from(stratifiedFolds(y, 5, createRandom(1))))};
  return Array.from({length: 20}, (_, i) => {
    const payload: FitFold = {
      ...shared,
      groups: null,
      learner: {name: "boosting", source: url("lib/fit/learners/learners.ts")},
      trials: [{id: `boosting-${i}`, params: {nTrees: 60 + i, rowShare: 0.7, maxDepth: 4}}],
      fold: i % 5,
      seed: 42,
      monotone: {}
    };
    return {module: url("data-loaders/jobs/fitFold.ts"), payload};
  });
}

/** All of an answer but the time it took. */
function withoutSeconds(answers: FoldAnswer[]): unknown {
  return answers.map((answer) => ({...answer, seconds: null}));
}

async function runAll(pool: Pool): Promise<unknown[]> {
  const answers = await Promise.all(jobs().map((job) => pool.run<FoldAnswer[]>(job)));
  return answers.map(withoutSeconds);
}

describe.skipIf(!hasPackages)("the pool over Redis", () => {
  let redis: RedisServer | null = null;
  let expected: unknown[] = [];
  const workers: ChildProcess[] = [];
  const startWorker = (): ChildProcess => {
    const child = spawn(process.execPath, ["bin/churnbook.js", "worker"], {
      env: {...process.env, REDIS_URL: redis!.url, CHURN_WORKERS: "1"},
      stdio: "ignore"
    });
    workers.push(child);
    return child;
  };

  beforeAll(async () => {
    redis = await startRedis();
    const local = createWorkerPool(2);
    expected = await runAll(local);
    await local.close();
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill("SIGKILL");
    await redis?.close();
  });

  it("gives the local pool's results to the bit, on this machine alone", async ({skip}) => {
    if (!redis) return skip();
    const pool = await openPool({root, cores: 2, env: {REDIS_URL: redis.url}});
    expect(await runAll(pool)).toEqual(expected);
    await pool.close();
  });

  it("gives them while workers on other machines are killed at any time", async ({skip}) => {
    if (!redis) return skip();
    await redis.close(); // a fresh one, that remembers no answer
    redis = await startRedis();
    const pool = await createRemotePool({url: redis!.url, root, local: createWorkerPool(1), concurrency: 0});
    let done = 0;
    let killed = 0;
    const answers = Promise.all(
      jobs().map(async (job) => {
        const answer = withoutSeconds(await pool.run<FoldAnswer[]>(job));
        ++done;
        return answer;
      })
    );
    startWorker();
    startWorker();
    const killing = setInterval(() => {
      if (done < 2 * (killed + 1) || killed >= 3) return;
      ++killed;
      workers[workers.length - 2].kill("SIGKILL");
      startWorker();
    }, 100);
    expect(await answers).toEqual(expected);
    clearInterval(killing);
    expect(killed).toBe(3);
    await pool.close();
  });

  it("hands on a job's own error", async ({skip}) => {
    if (!redis) return skip();
    const pool = await openPool({root, cores: 1, env: {REDIS_URL: redis.url}});
    await expect(
      pool.run({
        module: url("data-loaders/jobs/fitFold.ts"),
        payload: {learner: {name: "nobody", source: url("lib/fit/learners/nowhere.ts")}}
      })
    ).rejects.toThrow(/nowhere/);
    await pool.close();
  });

  it("says so where no Redis answers", async () => {
    await expect(openPool({root, cores: 1, env: {REDIS_URL: "redis://127.0.0.1:9"}})).rejects.toThrow(
      /^REDIS_URL: Redis must be reachable; got .*\. Start it, or unset REDIS_URL/
    );
  });
});
