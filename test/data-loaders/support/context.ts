import type {Job} from "../../../data-loaders/flow/workerPool.js";
import type {Output, TaskContext} from "../../../data-loaders/flow/task.js";

/** A context to run a task in, and what it said. */
export interface Heard {
  context: TaskContext;
  log: string[];
  warnings: string[];
}

/**
 * A context whose jobs run in this very thread, unless a pool is given.
 *
 * @param values what the task may read, by output
 */
export function createContext(values: readonly [Output<unknown>, unknown][] = [], pool: TaskContext["pool"] = inThread): Heard {
  const log: string[] = [];
  const warnings: string[] = [];
  const known = new Map(values.map(([{task, name}, value]) => [`${task}/${name}`, value]));
  const context: TaskContext = {
    async read<T>({task, name}: Output<T>) {
      if (!known.has(`${task}/${name}`)) throw new Error(`the test must give ${name} of ${task}`);
      return known.get(`${task}/${name}`) as T;
    },
    pathOf: ({name}) => name,
    log: (line) => void log.push(line),
    warn: (line) => void warnings.push(line),
    pool,
    sized() {},
    timed() {}
  };
  return {context, log, warnings};
}

const inThread: TaskContext["pool"] = {
  async run<T>({module, payload}: Job) {
    const {run} = (await import(/* @vite-ignore */ module)) as {run: (payload: unknown) => unknown};
    return (await run(structuredClone(payload))) as T;
  }
};
