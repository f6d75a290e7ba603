import type {Listed} from "../../lib/named.js";
import type {TaskRecord} from "../../lib/book/pipeline.js";
import type {Job} from "./workerPool.js";
import type {Entry, Result, Store} from "./store.js";
import type {Output, Task, TaskContext} from "./task.js";
import {check, ChurnbookError, someOf} from "../../lib/check.js";
import {hashOf} from "./hash.js";
import {decode} from "./store.js";
import {inputsOf} from "./task.js";

/** What the runner knows when a task's turn comes. */
export interface Turn {
  store: Store;
  /** runs a job when a worker is free for this task */
  runJob: <T>(job: Job, onBegin: () => void) => Promise<T>;
  /** entries of the tasks done so far, by name */
  done: ReadonlyMap<string, Entry>;
  sourceHash: string;
  /** milliseconds since the run began */
  clock: () => number;
  onStart: () => void;
}

/** How a task's turn ended. */
export interface Turned {
  record: TaskRecord;
  entry: Entry | null;
  /** what it threw, when it failed */
  error: unknown;
}

const LOG_LINES = 20;
/** What the lines of a log begin with that nobody may overlook. */
export const WARNING = "WARNING: ";

/** Takes the task's result from the store, or runs the task and stores it. Never throws what the task threw. */
export async function runTask(task: Task, turn: Turn): Promise<Turned> {
  const startMs = turn.clock();
  const inputHash = hashOf(task.reads.map((output) => hashOfOutput(task, output, turn.done)));
  const key = `${task.name}-${hashOf(task.name, turn.sourceHash, task.params ?? null, inputHash).slice(0, 24)}`;
  const base = {name: task.name, title: task.title, inputs: inputsOf(task), startMs, sourceHash: turn.sourceHash, inputHash};
  const {entry: stored, damage} = await turn.store.find(key);
  if (stored) {
    return {record: {...base, ...summarise(stored), state: "cached", endMs: turn.clock(), attempts: []}, entry: stored, error: null};
  }
  // of this run, and no part of the new result
  const remarks = damage === null ? [] : [`${WARNING}the stored result was damaged (${damage}) and not used; it is made anew`];
  if (!task.jobs) turn.onStart();
  const {attempts, outcome, begunMs} = await tryUntilDone(task, key, turn);
  base.startMs = begunMs;
  const endMs = turn.clock();
  if (outcome.ok) {
    const summary = summarise(outcome.entry);
    return {
      record: {...base, ...summary, log: [...remarks, ...summary.log], state: "ran", endMs, attempts},
      entry: outcome.entry,
      error: null
    };
  }
  const failed = {
    state: "failed" as const,
    ranSeconds: (endMs - startMs) / 1000,
    outputHash: null,
    outputs: [],
    log: [...remarks, ...outcome.log]
  };
  return {record: {...base, ...failed, endMs, attempts}, entry: null, error: outcome.error};
}

/** @throws if the other task did not write that output */
function hashOfOutput(task: Task, output: Output<unknown>, done: Turn["done"]): string {
  const entry = done.get(output.task) as Entry;
  const written = entry.outputs.find(({name}) => name === output.name);
  check(written, {where: task.name, rule: `${output.task} must write ${output.name}`, got: someOf(entry.outputs.map(({name}) => name))});
  return `${output.task}/${output.name} ${written.sha256}`;
}

/** The record of a task whose inputs never came. */
export function skipTask(task: Task, sourceHash: string, nowMs: number): TaskRecord {
  return {
    name: task.name,
    title: task.title,
    state: "skipped",
    inputs: inputsOf(task),
    startMs: nowMs,
    endMs: nowMs,
    attempts: [],
    ranSeconds: 0,
    sourceHash,
    inputHash: "",
    outputHash: null,
    outputs: [],
    log: []
  };
}

interface Tried {
  attempts: TaskRecord["attempts"];
  outcome: Outcome;
  /** when it began to work: with its first job, if it has any */
  begunMs: number;
}

type Outcome = {ok: true; entry: Entry} | {ok: false; error: unknown; log: string[]};

async function tryUntilDone(task: Task, key: string, turn: Turn): Promise<Tried> {
  const attempts: TaskRecord["attempts"] = [];
  let firstJobMs: number | null = null;
  const onBegin = (): void => {
    if (firstJobMs !== null || !task.jobs) return;
    firstJobMs = turn.clock();
    turn.onStart();
  };
  const begunMs = (): number => firstJobMs ?? attempts[0].startMs;
  for (;;) {
    const log: string[] = [];
    const startMs = turn.clock();
    try {
      const entry = await turn.store.save(await attempt(task, key, {turn, log, onBegin, begunMs: () => firstJobMs ?? startMs}));
      attempts.push({startMs, endMs: turn.clock(), error: null});
      return {attempts, outcome: {ok: true, entry}, begunMs: begunMs()};
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      attempts.push({startMs, endMs: turn.clock(), error: message});
      const again = !(error instanceof ChurnbookError) && attempts.length <= (task.retries ?? 0);
      if (!again) return {attempts, outcome: {ok: false, error, log: tail([...log, message])}, begunMs: begunMs()};
    }
  }
}

interface Attempt {
  turn: Turn;
  log: string[];
  onBegin: () => void;
  begunMs: () => number;
}

async function attempt(task: Task, key: string, {turn, log, onBegin, begunMs}: Attempt): Promise<Result> {
  const kept: Kept = {log, onBegin, trialSeconds: {}, size: {}};
  const written = await task.run(contextOf(task, turn, kept));
  for (const {output} of written) {
    check(output.task === task.name, {where: task.name, rule: "a task must write its own outputs", got: `one of ${output.task}`});
  }
  const ranSeconds = (): number => (turn.clock() - begunMs()) / 1000;
  return {
    task: task.name,
    key,
    written,
    ranSeconds,
    ranAt: new Date().toISOString(),
    log: tail(log),
    trialSeconds: kept.trialSeconds,
    ...kept.size
  };
}

interface Kept extends Pick<Attempt, "log" | "onBegin"> {
  trialSeconds: Listed<number>;
  size: Pick<Entry, "nRows">;
}

function contextOf(task: Task, {done, store, runJob}: Turn, kept: Kept): TaskContext {
  const entryOf = (output: Output<unknown>): Entry => {
    check(
      task.reads.some((d) => d.task === output.task && d.name === output.name),
      {
        where: task.name,
        rule: `it must declare that it reads ${output.name} of ${output.task}`,
        got: someOf(task.reads.map((d) => `${d.name} of ${d.task}`))
      }
    );
    return done.get(output.task) as Entry;
  };
  return {
    pathOf: (output) => store.pathOf(entryOf(output).key, output.name),
    async read<T>(output: Output<T>) {
      return decode(output.name, await store.read(entryOf(output), output.name)) as T;
    },
    log: (line) => void kept.log.push(line),
    warn: (line) => void kept.log.push(`${WARNING}${line}`),
    pool: {run: <T>(job: Job) => runJob<T>(job, kept.onBegin)},
    sized: (nRows) => void (kept.size.nRows = nRows),
    timed: (id, seconds) => void (kept.trialSeconds[id] = seconds)
  };
}

type Summary = Pick<TaskRecord, "ranSeconds" | "ranAt" | "outputHash" | "outputs" | "log">;

function summarise({ranSeconds, ranAt, outputHash, outputs, log}: Entry): Summary {
  return {ranSeconds, ranAt, outputHash, outputs: outputs.map(({name, bytes}) => ({name, bytes})), log};
}

/** The last lines, and every warning. */
function tail(lines: string[]): string[] {
  return lines.filter((line, i) => i >= lines.length - LOG_LINES || line.startsWith(WARNING));
}
