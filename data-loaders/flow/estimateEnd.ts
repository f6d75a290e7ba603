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
  /** @param seconds that the job took, from when a worker took it up */
  count(task: Task, seconds: number): {ofTask: Progress; ofAll: Progress};
}

/** What is known of a task's jobs before any ran counts as so many of them. */
const FORESEEN = 2;

/** What is left of one task. */
interface Account {
  total: number;
  handed: number;
  done: number;
  /** that its jobs took, together */
  seconds: number;
  /** of one job, or of the task where it has none */
  work: number;
  ended: boolean;
  /** not yet known of */
  grows: Growth | null;
}

/**
 * Jobs of different tasks differ by a factor of a hundred, so their number says little. A task's jobs are taken to go on as they
 * did so far; one that has not begun is expected by its `work`, at the pace of all that ran. Tasks without jobs come one
 * after another; one that foresaw none, and has some, has all of its work in them. Nothing is said before the sizes are known by which
 * tasks grow: of a million rows what all of them take is forty times what a share of them does.
 *
 * @param workers that share the jobs
 */
export function estimateEnd(tasks: readonly Task[], workers: number): EndEstimate {
  const accounts = new Map(
    tasks.map(({name, jobs = 0, work, grows = null}): [string, Account] => [
      name,
      {total: jobs, handed: 0, done: 0, seconds: 0, work: work ?? (jobs > 0 ? 1 : 0), ended: false, grows}
    ])
  );
  const sizes = new Map<string, number>();
  const sizeOf = ({task, name}: Pick<Output<unknown>, "task" | "name">): number | undefined => sizes.get(`${task}/${name}`);
  const all = (): Account[] => [...accounts.values()];
  const accountOf = (task: Task): Account => accounts.get(task.name) as Account;

  const secondsLeft = (): number | null => {
    if (all().some((d) => d.grows !== null && !d.ended)) return null;
    const pace = sumOf(all().map((d) => d.seconds)) / sumOf(all().map((d) => d.done * d.work));
    const running = all().filter((d) => !d.ended);
    const inJobs = running.map(({total, done, seconds, work}) => {
      const one = (seconds + FORESEEN * pace * work) / (done + FORESEEN);
      return (total - done) * one;
    });
    const alone = running.filter((d) => d.total === 0).map((d) => d.work * pace);
    return sumOf(inJobs) / workers + sumOf(alone);
  };

  return {
    hand(task) {
      const account = accountOf(task);
      account.handed += 1;
      if (account.handed <= account.total) return;
      if (task.jobs === undefined) account.work *= Math.max(1, account.total) / account.handed; // all of it is in its jobs
      account.total = account.handed;
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
          account.work += (account.grows.work ?? account.work) * (whole / share - 1);
          account.total = account.grows.jobs ?? account.total;
        }
        account.grows = null;
      }
    },
    count(task, seconds) {
      const account = accountOf(task);
      account.done += 1;
      account.seconds += seconds;
      const [done, total] = [sumOf(all().map((d) => d.done)), sumOf(all().map((d) => d.total))];
      return {
        ofTask: {done: account.done, total: account.total, secondsLeft: null},
        ofAll: {done, total, secondsLeft: secondsLeft()}
      };
    }
  };
}
