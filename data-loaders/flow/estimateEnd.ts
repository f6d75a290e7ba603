import type {Progress} from "./reporter.js";
import type {Growth, Output, Task} from "./task.js";
import {sumOf} from "../../lib/numbers.js";

/** Counts finished jobs and estimates the end from what they took. */
export interface EndEstimate {
  /** a task has ended, whether it ran, failed or came from the store */
  drop(task: Task): void;
  /** the sizes of what a task wrote, by which others grow */
  weigh(task: Task, outputs: readonly {name: string; bytes: number}[]): void;
  /** a task has a job for the workers: those that it did not foresee are known before they have run */
  hand(task: Task): void;
  /** @param seconds that the job took, from when a worker took it up @param work of the job, where it is known; default: its task's */
  count(task: Task, seconds: number, work?: number): {ofTask: Progress; ofAll: Progress};
}

/** What is known of a task's jobs before any ran counts as so many of them. */
const FORESEEN = 2;

const NOTHING_DONE = {handed: 0, done: 0, seconds: 0, workDone: 0, growth: 1, ended: false};

/** What is left of one task. */
interface Account {
  total: number;
  handed: number;
  done: number;
  /** that its jobs took, together */
  seconds: number;
  /** of one job, or of the task where it has none */
  work: number;
  /** of the jobs that are done, as they were foreseen: before the task has grown */
  workDone: number;
  /** how many times as much work there is as was foreseen */
  growth: number;
  /** whether its work is that of its jobs */
  inJobs: boolean;
  ended: boolean;
  /** not yet known of */
  grows: Growth | null;
}

/**
 * Jobs of different tasks differ by a factor of a hundred, so their number says little. A task's jobs are taken to go on as they
 * did so far; one that has not begun is expected by its `work`, at the pace of all that ran. Tasks without jobs come one
 * after another; one that foresaw none, and has some, has its work beside them. Nothing is said before the sizes are known by which
 * tasks grow: of a million rows what all of them take is forty times what a share of them does.
 *
 * @param workers that share the jobs
 */
export function estimateEnd(tasks: readonly Task[], workers: number): EndEstimate {
  const accounts = new Map(
    tasks.map(({name, jobs, work, grows = null}): [string, Account] => [
      name,
      {...NOTHING_DONE, total: jobs ?? 0, inJobs: jobs !== undefined, work: work ?? (jobs ? 1 : 0), grows}
    ])
  );
  const sizes = new Map<string, number>();
  const sizeOf = ({task, name}: Pick<Output<unknown>, "task" | "name">): number | undefined => sizes.get(`${task}/${name}`);
  const all = (): Account[] => [...accounts.values()];
  const accountOf = (task: Task): Account => accounts.get(task.name) as Account;

  return {
    hand(task) {
      const account = accountOf(task);
      account.handed += 1;
      account.total = Math.max(account.total, account.handed);
    },
    drop(task) {
      const account = accountOf(task);
      account.ended = true;
      account.total = account.done;
    },
    weigh(task, outputs) {
      for (const {name, bytes} of outputs) sizes.set(`${task.name}/${name}`, bytes);
      for (const account of all()) {
        if (account.grows === null) continue;
        const [whole, share] = [sizeOf(account.grows.whole), sizeOf(account.grows.share)];
        if (whole === undefined || share === undefined) continue;
        if (whole > share) {
          account.growth = 1 + ((account.grows.work ?? account.work) / account.work) * (whole / share - 1);
          account.work *= account.growth;
          account.total = account.grows.jobs ?? account.total;
        }
        account.grows = null;
      }
    },
    count(task, seconds, work) {
      const account = accountOf(task);
      account.done += 1;
      if (account.inJobs) {
        account.workDone += work ?? account.work / account.growth;
        account.seconds += seconds;
      }
      const [done, total] = [sumOf(all().map((d) => d.done)), sumOf(all().map((d) => d.total))];
      return {
        ofTask: {done: account.done, total: account.total, secondsLeft: null},
        ofAll: {done, total, secondsLeft: estimateLeft(all(), workers)}
      };
    }
  };
}

/** @returns null before the sizes are known by which tasks grow, and before a job has ended that was foreseen, of which there is a pace */
function estimateLeft(accounts: readonly Account[], workers: number): number | null {
  if (accounts.some((d) => d.grows !== null && !d.ended)) return null;
  const doneOf = ({workDone, growth}: Account): number => workDone * growth;
  const done = sumOf(accounts.map(doneOf));
  if (done === 0) return null;
  const pace = sumOf(accounts.map((d) => d.seconds)) / done;
  const running = accounts.filter((d) => !d.ended);
  const inJobs = running
    .filter((d) => d.inJobs)
    .map((d) => {
      const known = FORESEEN * d.work;
      const left = d.total > d.done ? Math.max(d.work, d.total * d.work - doneOf(d)) : 0;
      return (left * (d.seconds + pace * known)) / (doneOf(d) + known);
    });
  const alone = running.filter((d) => !d.inJobs).map((d) => d.work * pace);
  return sumOf(inJobs) / workers + sumOf(alone);
}
