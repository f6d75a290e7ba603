import type {PipelineBook, TaskRecord} from "../../../lib/book/pipeline.js";

/** A stretch of the timeline, as shares of the whole run. */
export interface Stretch {
  /** from the left, in [0, 1] */
  from: number;
  width: number;
}

export interface TimelineAttempt extends Stretch {
  failed: boolean;
}

/** A task as the timeline draws it. */
export interface TimelineRow {
  task: TaskRecord;
  /** every try, from when it had a core; one for a task that was looked up, none for a skipped one */
  attempts: TimelineAttempt[];
  /** from the moment all its inputs were there to its first try; null when it did not wait */
  waiting: Stretch | null;
}

/** Waiting less than this share of the run is not drawn. */
const SEEN = 0.002;

/** One row per task, in the order of the run. */
export function timelineRows({tasks}: Pick<PipelineBook, "tasks">): TimelineRow[] {
  const end = runEnd(tasks);
  const stretch = (startMs: number, endMs: number): Stretch => ({from: startMs / end, width: Math.max(0, endMs - startMs) / end});
  const ends = new Map(tasks.map((d) => [d.name, d.endMs]));
  return tasks.map((task): TimelineRow => {
    const tries = task.attempts.length > 0 || task.state === "skipped" ? task.attempts : [{startMs: task.startMs, endMs: task.endMs, error: null}];
    const ready = Math.max(0, ...task.inputs.map((name) => ends.get(name) ?? 0));
    const first = Math.max(tries[0]?.startMs ?? 0, task.startMs);
    const waiting = stretch(ready, first);
    return {
      task,
      attempts: tries.map(({startMs, endMs, error}) => ({...stretch(Math.max(startMs, Math.min(task.startMs, endMs)), endMs), failed: error !== null})),
      waiting: task.state === "ran" && task.inputs.length > 0 && waiting.width > SEEN ? waiting : null
    };
  });
}

/** When the last task ended, in milliseconds since the run began; at least 1. */
export function runEnd(tasks: readonly TaskRecord[]): number {
  return Math.max(1, ...tasks.map((d) => d.endMs));
}

/** Which tasks read a task's output. */
export function readersOf({tasks}: Pick<PipelineBook, "tasks">, name: string): string[] {
  return tasks.filter((d) => d.inputs.includes(name)).map((d) => d.name);
}

/** The task to look at first: the one that failed, else the one that took longest. @param book with at least one task */
export function taskToShow({tasks}: Pick<PipelineBook, "tasks">): string {
  const failed = tasks.find((d) => d.state === "failed");
  return (failed ?? tasks.reduce((a, b) => (b.endMs - b.startMs > a.endMs - a.startMs ? b : a))).name;
}
