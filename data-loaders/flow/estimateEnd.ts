import type {Progress} from "./reporter.js";
import type {TaskLeft} from "./scheduleLeft.js";
import type {Task} from "./task.js";
import {sumOf} from "../../lib/numbers.js";
import {scheduleLeft} from "./scheduleLeft.js";
import {inputsOf} from "./task.js";

/** Counts finished tasks and jobs, and estimates the end from what they took. */
export interface EndEstimate {
  /** how many rows the table has, by which tasks grow; told once, before a task that grows has begun */
  size(nRows: number): void;
  /** a task has ended @param seconds that it was at work itself, without its jobs; null where it failed or came from the store */
  drop(task: Task, seconds: number | null): void;
  /** a task has begun in the main thread @param seconds for how many it was at work itself so far, asked whenever what is left is said */
  watch(task: Task, seconds: () => number): void;
  /** a task has a job for the workers: those that it did not foresee are known before they have run */
  hand(task: Task): void;
  /** a worker has taken up a job of the task */
  begin(task: Task): void;
  /** @param seconds that the job took, from when a worker took it up @param work of the job, where it is known; default: its task's */
  count(task: Task, seconds: number, work?: number): {ofTask: Progress; ofAll: Progress};
  ofAll(): Progress;
}

/** What is known of a task's jobs before any ran counts as so many of them: jobs of one task differ, and the first to end may be the longest. */
const foreseen = (jobs: number): number => Math.max(2, jobs / 5);

/** What is left at least of a job at work, as a share of what it was foreseen to take, or took so far: what was foreseen is a guess. */
const AT_LEAST = 0.25;

const NOTHING_DONE = {handed: 0, done: 0, seconds: 0, beside: 0, besideSeconds: 0, workDone: 0, growth: 1, atWork: () => 0, ended: false};

/** What is left of one task. */
interface Account {
  name: string;
  inputs: string[];
  /** when those of its jobs began that are at work */
  begun: number[];
  total: number;
  handed: number;
  done: number;
  /** that it or its jobs took, together */
  seconds: number;
  /** of jobs that were not foreseen by number, all together */
  beside: number;
  /** that those took which have ended */
  besideSeconds: number;
  /** of one job, or of the task where it has none */
  work: number;
  /** of what is done, as it was foreseen: before the task has grown */
  workDone: number;
  /** how many times as much work there is as was foreseen */
  growth: number;
  /** whether its work is that of its jobs */
  inJobs: boolean;
  /** that it was at work itself so far */
  atWork: () => number;
  ended: boolean;
}

/**
 * Jobs of different tasks differ by a factor of a hundred, so their number says little. A task's jobs are taken to go on as they did so
 * far; one that has not begun is expected by its `work`, at the pace of all that ran, with jobs or without: how long it takes to clean the
 * rows foretells how long it takes to split and to explore them. One that foresaw no jobs, and has some, has its work beside them, less what it
 * has done when it hands the last one over. What all of it takes on the clock is found by playing it out. Nothing is said before the rows
 * are counted by which tasks grow: of a million rows what all of them take is fifty times what a share of them does.
 *
 * @param workers that share the jobs
 * @param now seconds, by a clock on which those at work have a core each
 */
export function estimateEnd(tasks: readonly Task[], workers: number, now: () => number): EndEstimate {
  const accounts = new Map(
    tasks.map((task): [string, Account] => {
      const {name, jobs, work, grows} = task;
      const inJobs = jobs !== undefined;
      const total = typeof jobs === "number" ? jobs : 0;
      return [name, {...NOTHING_DONE, name, inputs: inputsOf(task), begun: [], total, inJobs, work: work ?? (inJobs || grows ? 1 : 0)}];
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
    const secondsLeft = isSized ? estimateLeft(all, workers, now()) : null;
    return {done: sumOf(all.map((d) => d.done)), total: sumOf(all.map((d) => d.total)), secondsLeft};
  };

  return {
    size(nRows) {
      isSized = true;
      for (const task of tasks) {
        const account = accountOf(task);
        account.growth = task.grows?.(nRows) ?? 1;
        account.work *= account.growth;
        account.beside = task.beside?.(nRows) ?? 0;
        if (typeof task.jobs === "function") account.total = Math.max(account.handed, task.jobs(nRows));
      }
    },
    watch(task, seconds) {
      accountOf(task).atWork = seconds;
    },
    hand(task) {
      const account = accountOf(task);
      account.handed += 1;
      account.total = Math.max(account.total, account.handed);
    },
    drop(task, seconds) {
      const account = accountOf(task);
      account.ended = true;
      account.total = account.done;
      if (seconds !== null && !account.inJobs && account.work > 0) add(account, seconds);
    },
    begin(task) {
      accountOf(task).begun.push(now());
    },
    count(task, seconds, work) {
      const account = accountOf(task);
      account.begun.shift();
      account.done += 1;
      if (account.inJobs) add(account, seconds, work);
      else account.besideSeconds += seconds;
      return {ofTask: {done: account.done, total: account.total, secondsLeft: null}, ofAll: ofAll()};
    },
    ofAll
  };
}

/** @returns null before anything has ended that was foreseen, of which there is a pace */
function estimateLeft(accounts: readonly Account[], workers: number, at: number): number | null {
  const withPace = accounts.filter((d) => doneOf(d) > 0 && d.seconds > 0);
  if (withPace.length === 0) return null;
  const pace = paceOf(withPace.map((d) => ({seconds: d.seconds, work: doneOf(d)})));
  return scheduleLeft(
    accounts.filter((d) => !d.ended).map((d) => (d.inJobs ? leftInJobs(d, {pace, at}) : leftAlone(d, {pace, workers}))),
    workers
  );
}

const doneOf = ({workDone, growth}: Account): number => workDone * growth;

/** Of a task whose jobs, if it has any, are not foreseen by number. */
function leftAlone({name, inputs, work, atWork, ...jobs}: Account, {pace, workers}: {pace: number; workers: number}): TaskLeft {
  const waiting = jobs.handed === 0 && jobs.beside > 0 ? workers : jobs.handed - jobs.done;
  const left = Math.max(jobs.beside * pace - jobs.besideSeconds, 0);
  return {name, inputs, alone: Math.max(0, work * pace - atWork()), running: [], waiting, each: waiting > 0 ? left / waiting : 0};
}

function leftInJobs(account: Account, {pace, at}: {pace: number; at: number}): TaskLeft {
  const {name, inputs, total, done, work, begun} = account;
  const jobs = total - done;
  const known = foreseen(total) * work;
  const left = jobs > 0 ? Math.max(work, total * work - doneOf(account)) : 0;
  const each = jobs > 0 ? (left * paceAmong(account, {pace, known})) / jobs : 0;
  const running = begun.slice(0, jobs).map((since) => Math.max(each - (at - since), AT_LEAST * Math.max(each, at - since)));
  return {name, inputs, alone: 0, running, waiting: jobs - running.length, each};
}

/**
 * Seconds for a unit of a task's work: from the pace of all to its own, the more of it is done. By their ratio, as {@link paceOf}: the first job of
 * many may be another kind of work, and take thirty times as long.
 */
function paceAmong(account: Account, {pace, known}: {pace: number; known: number}): number {
  const done = doneOf(account);
  return done > 0 && account.seconds > 0 ? pace * (account.seconds / done / pace) ** (done / (done + known)) : pace;
}

/** How much more those tasks say of the pace that took longer: a hundred times as long counts three times as much. */
const BY_SECONDS = 0.25;

/**
 * Seconds for a unit of work, by what ran: the geometric mean over tasks. A learner that takes twice as long in a table as elsewhere says
 * little of what comes after it, however long it takes; and what takes a hundredth of a second says less than that.
 */
function paceOf(tasks: readonly {seconds: number; work: number}[]): number {
  const weights = tasks.map(({seconds}) => seconds ** BY_SECONDS);
  return Math.exp(sumOf(tasks.map(({seconds, work}, i) => weights[i] * Math.log(seconds / work))) / sumOf(weights));
}
