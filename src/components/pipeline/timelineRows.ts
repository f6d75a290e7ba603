import type {PipelineBook, TaskRecord, TaskState} from "../../lib/book/pipeline.js";
import {formatSeconds, formatShare} from "../../lib/format.js";

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
    const tries =
      task.attempts.length > 0 || task.state === "skipped" ? task.attempts : [{startMs: task.startMs, endMs: task.endMs, error: null}];
    const ready = Math.max(0, ...task.inputs.map((name) => ends.get(name) ?? 0));
    const first = Math.max(tries[0]?.startMs ?? 0, task.startMs);
    const waiting = stretch(ready, first);
    return {
      task,
      attempts: tries.map(({startMs, endMs, error}) => ({
        ...stretch(Math.max(startMs, Math.min(task.startMs, endMs)), endMs),
        failed: error !== null
      })),
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

/** How many tasks ended in each state. */
export function countStates({tasks}: Pick<PipelineBook, "tasks">): Record<TaskState, number> {
  const count = (state: TaskState): number => tasks.filter((d) => d.state === state).length;
  return {ran: count("ran"), cached: count("cached"), failed: count("failed"), skipped: count("skipped")};
}

/** What the run was, as a claim: what broke, or what took the time. */
export function timelineClaim({tasks, seconds}: Pick<PipelineBook, "tasks" | "seconds">): string {
  const failed = tasks.find((d) => d.state === "failed");
  if (failed) return `“${failed.title}” failed, so what depends on it was skipped`;
  const ran = tasks.filter((d) => d.state === "ran");
  if (ran.length === 0) return `Nothing had changed: all ${tasks.length} tasks came from the store in ${formatSeconds(seconds)}`;
  const longest = ran.reduce((a, b) => (b.endMs - b.startMs > a.endMs - a.startMs ? b : a));
  const share = Math.min(1, (longest.endMs - longest.startMs) / 1000 / seconds);
  const cached = countStates({tasks}).cached;
  const rest = cached > 0 ? `, ${cached} of ${tasks.length} tasks came from the store` : "";
  return `The run took ${formatSeconds(seconds)}; “${longest.title}” was under way for ${formatShare(share, 0)} of it${rest}`;
}

/** How often tasks were tried again, in a sentence. */
export function retrySentence({tasks}: Pick<PipelineBook, "tasks">): string {
  const retried = tasks.filter((d) => d.attempts.length > 1);
  if (retried.length === 0) return "No task had to be tried again.";
  return `Tried again: ${retried.map((d) => `“${d.title}” (${d.attempts.length} tries)`).join(", ")}.`;
}

/** What would have taken how long without the store, in a sentence; null when nothing came from it. */
export function savedSentence({tasks}: Pick<PipelineBook, "tasks">): string | null {
  const cached = tasks.filter((d) => d.state === "cached");
  if (cached.length === 0) return null;
  const seconds = cached.reduce((sum, d) => sum + d.ranSeconds, 0);
  return `The store saved ${formatSeconds(seconds)} of work: those tasks' code, parameters and inputs had not changed.`;
}
