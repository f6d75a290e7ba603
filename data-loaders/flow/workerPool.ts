import type {Piscina} from "piscina";
import {availableParallelism} from "node:os";
import {ChurnbookError} from "../../lib/check.js";

/**
 * A pool of threads, one per core unless told; they start with the first job. TypeScript is loaded by tsx.
 *
 * @param workers number of threads, 1 or more
 */
export function createWorkerPool(workers = availableParallelism()): Pool {
  let threads: Promise<Piscina> | null = null;
  const start = async (): Promise<Piscina> => {
    const {Piscina} = await import("piscina");
    return new Piscina({
      filename: new URL("./worker.js", import.meta.url).href,
      execArgv: [], // worker.js loads TypeScript by itself
      minThreads: 1,
      maxThreads: workers,
      idleTimeout: 60_000
    });
  };
  return {
    size: workers,
    async run<T>(job: Job, tell?: (seconds: number) => void): Promise<T> {
      const answer = (await (await (threads ??= start())).run(job)) as JobAnswer;
      if (answer.ok && answer.seconds !== undefined) tell?.(answer.seconds);
      return resultOf<T>(answer);
    },
    async close() {
      await (await threads)?.destroy();
      threads = null;
    }
  };
}

/** @throws the job's own error */
export function resultOf<T>(answer: JobAnswer): T {
  if (answer.ok) return answer.result as T;
  const {name, message, stack} = answer;
  const error = name === "ChurnbookError" ? new ChurnbookError(message) : new Error(message);
  error.stack = stack;
  throw error;
}

/** Work for one core: a module whose `run` takes the payload. Payload and result must be cloneable. */
export interface Job {
  /** URL of the module that exports `run(payload)` */
  module: string;
  payload: unknown;
  /** where a task's jobs differ: how long it takes, as a multiple of a fit of logistic regression; for the estimate of the end */
  work?: number;
}

/** Runs jobs, in any order, on any number of workers; results never depend on either. */
export interface Pool {
  /** how many jobs it can run at once */
  size: number;
  /**
   * @param tell called with how long the worker was at it, where that is known: the main thread may hear of its end much later
   * @throws the job's own error
   */
  run<T>(job: Job, tell?: (seconds: number) => void): Promise<T>;
  close(): Promise<void>;
}

/** What a worker sends back: errors cross as plain data, since a clone forgets their class. */
export type JobAnswer = {ok: true; result: unknown; seconds?: number} | {ok: false; name: string; message: string; stack: string};
