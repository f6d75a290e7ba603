import type {PipelineBook, TaskState} from "../../../lib/book/pipeline.js";
import {formatSeconds, formatShare} from "../../../lib/format.js";

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
