import type {Job, JobAnswer} from "./workerPool.js";

/** What a worker thread does: loads the job's module and runs it. */
export default async function runJob({module, payload}: Job): Promise<JobAnswer> {
  try {
    const {run} = (await import(module)) as {run: (payload: unknown) => unknown};
    return {ok: true, result: await run(payload)};
  } catch (error) {
    const {name, message, stack} = error instanceof Error ? error : new Error(String(error));
    return {ok: false, name, message, stack: stack ?? ""};
  }
}
