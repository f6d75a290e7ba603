import type {TaskRecord} from "../../lib/book/pipeline.js";
import type {Progress, Reporter} from "./reporter.js";
import {formatSeconds} from "../../lib/format.js";
import {WARNING} from "./runTask.js";

/** Not more often than this does a log hear of running trials. */
const EVERY_MS = 5_000;

/**
 * One line per event, for logs.
 *
 * @param write takes a line without its end
 * @param clock milliseconds
 */
export function createPlainReporter(write: (line: string) => void, clock: () => number): Reporter {
  let saidAt = 0;
  const isDue = (): boolean => {
    const is = clock() - saidAt >= EVERY_MS;
    if (is) saidAt = clock();
    return is;
  };
  return {
    begin: (tasks) => write(`flow: ${tasks.length} tasks`),
    taskBegins({name}, ofAll) {
      const left = sayLeft(ofAll);
      write(`  ${name} ...${left !== "" && isDue() ? left : ""}`);
    },
    jobDone(task, ofTask, ofAll) {
      if (isDue()) write(`  ${task.name} ${sayProgress(ofTask, ofAll)}`);
    },
    taskEnds: ({name}, record) => write(`  ${name} ${sayEnd(record)}`),
    async end(records, seconds) {
      write(`flow: ${sayTotals(records)}; ${formatSeconds(seconds)}`);
      for (const line of sayWarnings(records)) write(line);
    }
  };
}

/** @example ", about 40 s left" */
export function sayLeft({secondsLeft}: Progress): string {
  return secondsLeft === null ? "" : `, about ${formatSeconds(Math.max(1, Math.round(secondsLeft)))} left`;
}

/** @example "12 of 60 fits; 48 of 245 in all, about 40 s left" */
export function sayProgress(ofTask: Progress, ofAll: Progress): string {
  return `${ofTask.done} of ${ofTask.total} fits; ${ofAll.done} of ${ofAll.total} in all${sayLeft(ofAll)}`;
}

export function sayEnd({state, startMs, endMs, attempts}: TaskRecord): string {
  if (state === "cached" || state === "skipped") return state;
  const tries = attempts.length > 1 ? `, ${attempts.length} tries` : "";
  return `${state === "ran" ? "done" : "FAILED"} in ${formatSeconds((endMs - startMs) / 1000)}${tries}`;
}

/** Every task's warnings, each with the task's name. @example ["WARNING: search-tree: 3 of 20 trials failed"] */
export function sayWarnings(records: readonly TaskRecord[]): string[] {
  return records.flatMap(({name, log}) =>
    log.filter((line) => line.startsWith(WARNING)).map((line) => `${WARNING}${name}: ${line.slice(WARNING.length)}`)
  );
}

/** @example "20 ran, 3 cached" */
export function sayTotals(records: readonly TaskRecord[]): string {
  const states = ["ran", "cached", "failed", "skipped"] as const;
  return states
    .map((state) => [state, records.filter((record) => record.state === state).length] as const)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => `${n} ${state}`)
    .join(", ");
}
