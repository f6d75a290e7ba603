import type {Progress} from "./reporter.js";
import type {Task} from "./task.js";
import {sumOf} from "../../lib/numbers.js";

/** Counts finished tasks and jobs, and estimates the end from what they took. */
export interface EndEstimate {
  /** how many rows the table has, by which tasks grow; told once, before a task that grows has begun */
  size(nRows: number): void;
  /** a task has ended @param seconds that it was at work itself, without its jobs; null where it failed or came from the store */
  drop(task: Task, seconds: number | null): void;
  /**
   * a task has a job for the workers: those that it did not foresee are known before they have run
   *
   * @param seconds that it was at work itself until then
   */
  hand(task: Task, seconds: number): void;
  /** @param seconds that the job took, from when a worker took it up @param work of the job, where it is known; default: its task's */
  count(task: Task, seconds: number, work?: number): {ofTask: Progress; ofAll: Progress};
  ofAll(): Progress;
}

/** What is known of a task's jobs before any ran counts as so many of them: jobs of one task differ, and the first to end may be the longest. */
const foreseen = (jobs: number): number => Math.max(2, jobs / 5);

const NOTHING_DONE = {handed: 0, done: 0, seconds: 0, workDone: 0, growth: 1, atWork: 0, ended: false};

/** What is left of one task. */
interface Account {
  total: number;
  handed: number;
  done: number;
  /** that it or its jobs took, together */
  seconds: number;
  /** of one job, or of the task where it has none */
  work: number;
  /** of what is done, as it was foreseen: before the task has grown */
  workDone: number;
  /** how many times as much work there is as was foreseen */
  growth: number;
  /** whether its work is that of its jobs */
  inJobs: boolean;
  /** that it was at work itself, as far as is known before it ends */
  atWork: number;
  ended: boolean;
}

/**
 * Jobs of different tasks differ by a factor of a hundred, so their number says little. A task's jobs are taken to go on as they did so
 * far; one that has not begun is expected by its `work`, at the pace of all that ran, with jobs or without: how long it takes to clean the
 * rows foretells how long it takes to split and to explore them. Tasks without jobs come one after another, on one core; one that foresaw
 * no jobs, and has some, has its work beside them, less what it has done when it hands the last one over. Nothing is said before the rows
 * are counted by which tasks grow: of a million rows what all of them take is fifty times what a share of them does.
 *
 * @param workers that share the jobs
 */
export function estimateEnd(tasks: readonly Task[], workers: number): EndEstimate {
  const accounts = new Map(
    tasks.map(({name, jobs, work, grows}): [string, Account] => {
      const inJobs = jobs !== undefined;
      const total = typeof jobs === "number" ? jobs : 0;
      return [name, {...NOTHING_DONE, total, inJobs, work: work ?? (inJobs || grows ? 1 : 0)}];
    })
  );
  let isSized = !tasks.some(({jobs, grows}) => grows !== undefined || typeof jobs === "function");
  const accountOf = (task: Task): Account => accounts.get(task.name) as Account;
  const add = (account: Account, seconds: number, work = account.work / account.growth): void => {
    account.workDone += work;
    account.seconds += seconds;
  };
  const ofAll = (): Progress => {
    const all = [...accounts.values()];
    const secondsLeft = isSized ? estimateLeft(all, workers) : null;
    return {done: sumOf(all.map((d) => d.done)), total: sumOf(all.map((d) => d.total)), secondsLeft};
  };

  return {
    size(nRows) {
      isSized = true;
      for (const task of tasks) {
        const account = accountOf(task);
        account.growth = task.grows?.(nRows) ?? 1;
        account.work *= account.growth;
        if (typeof task.jobs === "function") account.total = Math.max(account.handed, task.jobs(nRows));
      }
    },
    hand(task, seconds) {
      const account = accountOf(task);
      account.atWork = seconds;
      account.handed += 1;
      account.total = Math.max(account.total, account.handed);
    },
    drop(task, seconds) {
      const account = accountOf(task);
      account.ended = true;
      account.total = account.done;
      if (seconds !== null && !account.inJobs && account.work > 0) add(account, seconds);
    },
    count(task, seconds, work) {
      const account = accountOf(task);
      account.done += 1;
      if (account.inJobs) add(account, seconds, work);
      return {ofTask: {done: account.done, total: account.total, secondsLeft: null}, ofAll: ofAll()};
    },
    ofAll
  };
}

/** @returns null before anything has ended that was foreseen, of which there is a pace */
function estimateLeft(accounts: readonly Account[], workers: number): number | null {
  const doneOf = ({workDone, growth}: Account): number => workDone * growth;
  const done = sumOf(accounts.map(doneOf));
  if (done === 0) return null;
  const pace = paceOf(accounts.filter((d) => doneOf(d) > 0 && d.seconds > 0).map((d) => d.seconds / doneOf(d)));
  const running = accounts.filter((d) => !d.ended);
  const alone = running.filter((d) => !d.inJobs).map((d) => Math.max(0, d.work * pace - d.atWork));
  const inJobs = running
    .filter((d) => d.inJobs)
    .map((d) => {
      const known = foreseen(d.total) * d.work;
      const left = d.total > d.done ? Math.max(d.work, d.total * d.work - doneOf(d)) : 0;
      return (left * (d.seconds + pace * known)) / (doneOf(d) + known);
    });
  return sumOf(alone) + sumOf(inJobs) / workers;
}

/**
 * Seconds for a unit of work, by what ran: the geometric mean over tasks, each counting alike. A learner that takes twice as long in a table
 * as elsewhere says little of what comes after it, however long it takes.
 */
function paceOf(eachOf: readonly number[]): number {
  return Math.exp(sumOf(eachOf.map(Math.log)) / eachOf.length);
}
