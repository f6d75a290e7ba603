interface Running {
  stop(): void;
  done: Promise<unknown>;
}

/** Work that is to be stopped before the process ends. */
const running = new Set<Running>();
let isEnding = false;

/**
 * Runs work in which threads of a library wait for JavaScript: process.exit() would wait for these threads, and they for an answer that
 * nobody gives any more. Once {@link endProcess} was called, nothing goes on that awaits this.
 *
 * @param stop makes the work end soon, by an error
 */
export async function runStoppable<T>(work: () => Promise<T>, stop: () => void): Promise<T> {
  const entry = {stop, done: work()};
  running.add(entry);
  try {
    return await entry.done;
  } finally {
    running.delete(entry);
    if (isEnding) await new Promise(() => {});
  }
}

/** Ends the process as process.exit() does, at once or as soon as {@link runStoppable}'s work has stopped. */
export function endProcess(code: number): void {
  if (running.size === 0) process.exit(code);
  if (isEnding) return;
  isEnding = true;
  for (const {stop} of running) stop();
  void Promise.allSettled([...running].map(({done}) => done)).then(() => process.exit(code));
}
