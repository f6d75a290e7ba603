import type {Task} from "../../data-loaders/flow/task.js";
import {estimateEnd} from "../../data-loaders/flow/estimateEnd.js";
import {inputsOf} from "../../data-loaders/flow/task.js";

/** What a task took: of the main thread, and of workers, by kinds of jobs. All in seconds of one core. */
export interface Took {
  main: number;
  jobs?: {n: number; seconds: number; work?: number}[];
}

/** What was said to be left, and what was. */
export interface Said {
  at: number;
  task: string;
  secondsLeft: number | null;
  trueLeft: number;
}

/** Seconds left of what has ended: unlike what takes none. */
const ENDED = -1;

interface Running {
  task: Task;
  left: number;
  seconds: number;
  work?: number;
}

/**
 * Plays a flow as it was recorded through an estimate of its end, on a clock of its own: the main thread does one thing after another, and
 * hears of its workers' ends in between; more at work than there are cores share these.
 */
export function playFlow(tasks: readonly Task[], took: ReadonlyMap<string, Took>, {nRows, cores}: {nRows: number; cores: number}): Said[] {
  const said: Omit<Said, "trueLeft">[] = [];
  const ended = new Set<string>();
  const begun = new Set<string>();
  const ofMain: Running[] = [];
  const waiting: Running[] = [];
  let ofWorkers: Running[] = [];
  let at = 0;
  let ofOne = 0; // as if each at work had a core
  const end = estimateEnd(tasks, cores, () => ofOne);
  const say = ({name}: Task): void => void said.push({at, task: name, secondsLeft: end.ofAll().secondsLeft});
  const isAsked = (task: Task): boolean => [...waiting, ...ofWorkers].some((d) => d.task === task);

  const finish = (task: Task): void => {
    if (task.name === "ingest") end.size(nRows);
    end.drop(task, took.get(task.name)?.main ?? 0);
    ended.add(task.name);
  };
  const beginReady = (): void => {
    for (const task of tasks) {
      if (begun.has(task.name) || !inputsOf(task).every((name) => ended.has(name))) continue;
      begun.add(task.name);
      const seconds = took.get(task.name)?.main ?? 0;
      const own: Running = {task, left: seconds, seconds};
      ofMain.push(own);
      end.watch(task, () => own.seconds - Math.max(0, own.left));
      if (!task.jobs) say(task);
    }
  };
  const hear = (): void => {
    for (const {task, seconds, work} of ofWorkers.filter((d) => d.left === ENDED)) {
      end.count(task, seconds, work);
      say(task);
    }
    const heard = ofWorkers.filter((d) => d.left === ENDED).map((d) => d.task);
    ofWorkers = ofWorkers.filter((d) => d.left !== ENDED);
    for (const task of new Set(heard)) if (!isAsked(task)) finish(task);
    beginReady();
    waiting.sort((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task));
    for (const job of waiting.splice(0, cores - ofWorkers.length)) {
      ofWorkers.push(job);
      end.begin(job.task);
    }
  };
  const answer = ({task}: Running): void => {
    const jobs = jobsOf(task, took.get(task.name));
    if (jobs.length === 0) finish(task);
    for (const job of jobs) {
      end.hand(task);
      waiting.push(job);
    }
  };

  hear();
  while (ofMain.length > 0 || ofWorkers.length > 0) {
    const atWork = [...ofMain.slice(0, 1), ...ofWorkers.filter((d) => d.left !== ENDED)];
    const step = goOn(atWork);
    at += step * Math.max(1, atWork.length / cores);
    ofOne += step;
    const isFree = ofMain.length === 0 || ofMain[0].left === ENDED;
    if (!isFree) continue;
    if (ofMain.length > 0) answer(ofMain.shift() as Running);
    hear();
  }
  return said.map((d) => ({...d, trueLeft: at - d.at}));
}

function jobsOf(task: Task, {jobs = []}: Pick<Took, "jobs"> = {}): Running[] {
  return jobs.flatMap(({n, seconds, work}) => Array.from({length: n}, () => ({task, left: seconds, seconds, work})));
}

/** Lets all go on until the first of them ends. @returns the seconds of a core until then */
function goOn(atWork: readonly Running[]): number {
  const step = Math.min(...atWork.map((d) => d.left));
  for (const running of atWork) running.left = running.left === step ? ENDED : running.left - step;
  return step;
}
