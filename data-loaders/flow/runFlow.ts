import type {TaskRecord} from "../../lib/book/pipeline.js";
import type {CoreClock, Presence} from "./coreClock.js";
import type {EndEstimate} from "./estimateEnd.js";
import type {Pool, Job} from "./workerPool.js";
import type {Reporter} from "./reporter.js";
import type {Entry, Store} from "./store.js";
import type {Task} from "./task.js";
import {check, someOf} from "../../lib/check.js";
import {createCoreClock, createPresence} from "./coreClock.js";
import {estimateEnd} from "./estimateEnd.js";
import {runTask, skipTask} from "./runTask.js";
import {inputsOf} from "./task.js";
import {createTurns} from "./turns.js";

export interface FlowOptions {
  store: Store;
  pool: Pool;
  reporter: Reporter;
  /** hash of code by file URL; see fingerprint.ts */
  fingerprints: ReadonlyMap<string, string>;
  /** milliseconds since the run began */
  clock: () => number;
  /** that the workers share with tasks which work by themselves; default: one for each worker */
  cores?: number;
}

/** How the flow ended. */
export interface FlowRun {
  /** in the order of the tasks */
  records: TaskRecord[];
  /** by task name; all of them when `failure` is null */
  entries: Map<string, Entry>;
  /** the first task's error, null when all went well */
  failure: {task: string; error: unknown} | null;
}

/**
 * Runs tasks as their inputs become ready, each at most once. After a failure nothing new is begun: what is running
 * ends and is stored, the rest is skipped.
 *
 * @param tasks in reading order; inputs before the tasks that read them
 */
export async function runFlow(tasks: readonly Task[], options: FlowOptions): Promise<FlowRun> {
  checkTasks(tasks);
  const {reporter, clock} = options;
  const entries = new Map<string, Entry>();
  const records = new Map<string, TaskRecord>();
  const endings = new Map<string, Promise<void>>();
  let failure: FlowRun["failure"] = null;
  const coreClock = createCoreClock(clock, Math.max(options.cores ?? 0, options.pool.size));
  const jobs = estimateEnd(tasks, options.pool.size, () => coreClock.now() / 1000);
  const means: Means = {jobs, queue: queueJobs(options.pool), clock, coreClock, reporter};
  const turns = createTurns();
  reporter.begin(tasks);

  const take = async (task: Task): Promise<void> => {
    await Promise.all(inputsOf(task).map((name) => endings.get(name)));
    const rank = tasks.indexOf(task);
    const endTurn = await turns.take(rank); // until its first job is with the workers
    const sourceHash = sourceHashOf(task, options.fingerprints);
    const main = createPresence(coreClock);
    if (failure) {
      records.set(task.name, skipTask(task, sourceHash, clock()));
      jobs.drop(task, null);
    } else {
      const {record, entry, error} = await runTask(task, {
        store: options.store,
        clock,
        done: entries,
        runJob: <T>(job: Job, onBegin: () => void) => {
          const result = runJob<T>(job, {task, rank, main, onBegin}, means);
          endTurn();
          return result;
        },
        sourceHash,
        onStart: () => {
          main.begin();
          jobs.watch(task, main.seconds);
          reporter.taskBegins(task, jobs.ofAll());
        }
      });
      main.end();
      jobs.drop(task, record.state === "ran" ? main.seconds() : null);
      records.set(task.name, record);
      if (entry) {
        entries.set(task.name, entry);
        if (entry.nRows !== undefined) jobs.size(entry.nRows);
      } else failure ??= {task: task.name, error};
    }
    reporter.taskEnds(task, records.get(task.name) as TaskRecord);
    endTurn();
  };

  for (const task of tasks) endings.set(task.name, take(task));
  await Promise.all(endings.values());
  const ordered = tasks.map(({name}) => records.get(name) as TaskRecord);
  await reporter.end(ordered, clock() / 1000);
  return {records: ordered, entries, failure};
}

interface Means {
  jobs: EndEstimate;
  queue: JobQueue;
  clock: () => number;
  coreClock: CoreClock;
  reporter: Reporter;
}

interface Asked {
  task: Task;
  rank: number;
  /** the task in the main thread, which waits */
  main: Presence;
  onBegin: () => void;
}

/** Runs a job when a worker is free for it, and counts what it took. */
async function runJob<T>(job: Job, {task, rank, main, onBegin}: Asked, {jobs, queue, clock, coreClock, reporter}: Means): Promise<T> {
  const now = (): {all: number; own: number} => ({all: clock(), own: coreClock.now()});
  let begun = now();
  let worked: number | null = null;
  jobs.hand(task);
  main.wait();
  try {
    return await queue.run<T>(job, rank, {
      onBegin() {
        coreClock.enter();
        jobs.begin(task);
        begun = now();
        onBegin();
      },
      onWorked: (seconds) => void (worked = seconds)
    });
  } finally {
    const end = now();
    const ownShare = end.all > begun.all ? (end.own - begun.own) / (end.all - begun.all) : 1;
    const {ofTask, ofAll} = jobs.count(task, ownShare * (worked ?? (end.all - begun.all) / 1000), job.work);
    coreClock.leave();
    main.resume();
    reporter.jobDone(task, ofTask, ofAll);
  }
}

function sourceHashOf({name, sources}: Task, fingerprints: ReadonlyMap<string, string>): string {
  return sources
    .map((url) => {
      const hash = fingerprints.get(url);
      check(hash, {where: name, rule: "every source must have a fingerprint", got: url});
      return hash.slice(0, 32);
    })
    .join("");
}

/** @throws unless names are unique, and each reads from earlier tasks */
function checkTasks(tasks: readonly Task[]): void {
  const seen = new Set<string>();
  for (const task of tasks) {
    const {name} = task;
    check(!seen.has(name), {where: "runFlow", rule: "task names must be unique", got: name});
    const unknown = inputsOf(task).filter((input) => !seen.has(input));
    check(unknown.length === 0, {where: name, rule: "it must read from tasks that stand before it", got: someOf(unknown)});
    seen.add(name);
  }
}

/** Lets earlier tasks have the workers first; later ones fill the gaps. */
export interface JobQueue {
  /**
   * @param rank lower goes first; equal ranks in the order in which they came
   * @param heard onBegin: called when a worker takes the job; onWorked: with how long it was at it, where that is known
   */
  run<T>(job: Job, rank: number, heard: Heard): Promise<T>;
}

interface Heard {
  onBegin: () => void;
  onWorked: (seconds: number) => void;
}

interface Waiting {
  rank: number;
  begin: () => void;
}

/** Hands jobs to the pool, as many at a time as it has workers. */
function queueJobs(pool: Pool): JobQueue {
  const waiting: Waiting[] = [];
  let running = 0;
  const next = (): void => {
    while (running < pool.size && waiting.length > 0) {
      const first = waiting.reduce((best, entry, i) => (entry.rank < waiting[best].rank ? i : best), 0);
      ++running;
      waiting.splice(first, 1)[0].begin();
    }
  };
  return {
    run<T>(job: Job, rank: number, {onBegin, onWorked}: Heard) {
      return new Promise<T>((resolve, reject) => {
        const begin = (): void => {
          onBegin();
          pool
            .run<T>(job, onWorked)
            .then(resolve, reject)
            .finally(() => {
              --running;
              next();
            });
        };
        waiting.push({rank, begin});
        next();
      });
    }
  };
}
