import type {PipelineBook, TaskRecord, TaskState} from "../../lib/book/pipeline.js";
import {formatSeconds, formatShare, sayMoment} from "../../lib/format.js";

export type Lane = "data" | "search" | "judge" | "publish";

/** The lanes from left to right, with what is done in each. */
export const LANES: readonly {lane: Lane; title: string; about: string}[] = [
  {lane: "data", title: "Data", about: "read, clean, look, set test rows apart"},
  {lane: "search", title: "Search", about: "try learners on train rows, fit the best"},
  {lane: "judge", title: "Judge", about: "on rows kept apart, choose and check"},
  {lane: "publish", title: "Publish", about: "write down what pages and files hold"}
];

/** Where tasks stand, by the beginning of their names; a task that is not named here stands where the last that it reads from does. */
const STANDS: readonly [Lane, readonly string[]][] = [
  ["data", ["sample", "ingest", "wrangle", "audit", "split", "dataset", "explore", "shown-users"]],
  ["search", ["search-", "recipe-", "column-lab", "luck", "nested", "finalists"]],
  ["judge", ["evaluate", "select", "cohorts", "periods", "honesty", "shapes"]],
  ["publish", ["wrangling", "explain", "experiments", "registry", "export", "facts"]]
];

/** The lane of every task, by its name. */
export function lanesOf({tasks}: Pick<PipelineBook, "tasks">): Map<string, Lane> {
  const lanes = new Map<string, Lane>();
  const order = LANES.map((d) => d.lane);
  for (const {name, inputs} of tasks) {
    const named = STANDS.find(([, stems]) => stems.some((stem) => (stem.endsWith("-") ? name.startsWith(stem) : name === stem)));
    const last = Math.max(0, ...inputs.map((input) => order.indexOf(lanes.get(input) ?? "data")));
    lanes.set(name, named?.[0] ?? order[last]);
  }
  return lanes;
}

/** Which tasks read a task's output. */
export function readersOf({tasks}: Pick<PipelineBook, "tasks">, name: string): string[] {
  return tasks.filter((d) => d.inputs.includes(name)).map((d) => d.name);
}

/** The task to look at first: the one that failed, else the one that took longest when it last ran. @param book with at least one task */
export function taskToShow({tasks}: Pick<PipelineBook, "tasks">): string {
  const failed = tasks.find((d) => d.state === "failed");
  return (failed ?? longestOf(tasks)).name;
}

function longestOf(tasks: readonly TaskRecord[]): TaskRecord {
  return tasks.reduce((a, b) => (b.ranSeconds > a.ranSeconds ? b : a));
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
  const longest = longestOf(cached);
  const since = cached.flatMap((d) => d.ranAt ?? []).toSorted()[0];
  return (
    `The store saved ${formatSeconds(seconds)} of work${since === undefined ? "" : `, done since ${sayMoment(since)}`}: those tasks’ code, parameters ` +
    `and inputs had not changed. Longest among them was “${longest.title}” with ${formatSeconds(longest.ranSeconds)}.`
  );
}
