import type {Job, JobAnswer} from "./workerPool.js";

/** What a worker thread does: loads the job's module and runs it. */
export default async function runJob({module, payload}: Job): Promise<JobAnswer> {
  try {
    const {run} = (await import(module)) as {run: (payload: unknown) => unknown};
    const begunAt = performance.now();
    const result = await run(payload);
    return {ok: true, result, seconds: (performance.now() - begunAt) / 1000};
  } catch (error) {
    const {name, message, stack} = error instanceof Error ? error : new Error(String(error));
    return {ok: false, name, message, stack: stack ?? ""};
  }
}
