/** What is left of a task, in seconds of a core. */
export interface TaskLeft {
  name: string;
  /** names of the tasks that must end before; those that are not among what is left have ended */
  inputs: readonly string[];
  /** in the main thread, before it hands its jobs over or without any */
  alone: number;
  /** of each of its jobs that is at work */
  running: readonly number[];
  /** jobs that nobody has begun */
  waiting: number;
  /** of each of these */
  each: number;
}

interface AtWork {
  task: TaskLeft;
  left: number;
}

/**
 * How long what is left takes on the clock: the main thread does one thing after another beside the workers, a task begins when its inputs
 * have ended, earlier tasks go first, and more at work than there are cores share these. Dividing the work by the workers would say half of
 * what it takes where one long job is left for all that come after it.
 *
 * @param tasks in reading order
 * @param workers as many as there are cores
 * @returns seconds
 */
export function scheduleLeft(tasks: readonly TaskLeft[], workers: number): number {
  const open = new Map(tasks.map((task) => [task.name, {task, pieces: task.running.length + task.waiting + (task.alone > 0 ? 1 : 0)}]));
  const begun = new Set<string>();
  let atWork: AtWork[] = [];
  let ofMain: AtWork[] = [];
  let queue: {task: TaskLeft; n: number}[] = [];
  let seconds = 0;

  const beginReady = (): void => {
    for (const {task} of open.values()) {
      if (begun.has(task.name) || task.inputs.some((name) => open.has(name))) continue;
      begun.add(task.name);
      if (task.alone > 0) ofMain.push({task, left: task.alone});
      atWork = atWork.concat(task.running.map((left) => ({task, left})));
      if (task.waiting > 0) queue.push({task, n: task.waiting});
    }
    const rank = ({task}: {task: TaskLeft}): number => tasks.indexOf(task);
    queue.sort((a, b) => rank(a) - rank(b));
    while (atWork.length < workers && queue.length > 0) {
      atWork.push({task: queue[0].task, left: queue[0].task.each});
      if (--queue[0].n === 0) queue = queue.slice(1);
    }
  };
  const endOf = ({task}: AtWork): void => {
    const own = open.get(task.name);
    if (own && --own.pieces === 0) open.delete(task.name);
  };

  for (;;) {
    for (const {task, pieces} of [...open.values()])
      if (pieces === 0 && task.inputs.every((name) => !open.has(name))) open.delete(task.name);
    beginReady();
    const all = [...ofMain.slice(0, 1), ...atWork];
    if (all.length === 0) return seconds;
    const step = all.reduce((least, {left}) => Math.min(least, left), Infinity);
    seconds += step * Math.max(1, all.length / workers);
    for (const piece of all) piece.left -= step;
    all.filter(({left}) => left <= 0).forEach(endOf);
    ofMain = ofMain.filter(({left}) => left > 0);
    atWork = atWork.filter(({left}) => left > 0);
  }
}
