import type {Progress} from "./reporter.js";
import type {Task} from "./task.js";

/** Counts finished jobs and guesses the end from the pace so far. */
export interface JobCounter {
  /** a task turned out to need no jobs: it was cached, or it failed */
  drop(task: Task): void;
  count(task: Task): {ofTask: Progress; ofAll: Progress};
}

/** @param clock milliseconds */
export function countJobs(tasks: readonly Task[], clock: () => number): JobCounter {
  const totals = new Map(tasks.map((task) => [task.name, task.jobs ?? 0]));
  const done = new Map<string, number>();
  let firstAt: number | null = null;
  return {
    drop(task) {
      totals.set(task.name, done.get(task.name) ?? 0);
    },
    count(task) {
      const now = clock();
      firstAt ??= now;
      const n = (done.get(task.name) ?? 0) + 1;
      done.set(task.name, n);
      totals.set(task.name, Math.max(totals.get(task.name) ?? 0, n));
      const allDone = sum(done.values());
      const allTotal = sum(totals.values());
      const secondsLeft = allDone < 2 ? null : ((now - firstAt) / 1000 / (allDone - 1)) * (allTotal - allDone);
      return {
        ofTask: {done: n, total: totals.get(task.name) as number, secondsLeft: null},
        ofAll: {done: allDone, total: allTotal, secondsLeft}
      };
    }
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
