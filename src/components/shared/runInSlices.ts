/** Work longer than this would hold up a frame. */
const SLICE_MS = 10;

export interface SliceOptions<Y> {
  /** aborted: the work is given up at its next pause */
  signal: AbortSignal;
  /** told after each slice how far the work is */
  onSlice?: (progress: Y) => void;
}

/**
 * Does long work on the page's own thread in slices, between which the page draws and answers.
 *
 * @throws the signal's reason when it is aborted, and whatever the work throws
 */
export async function runInSlices<Y, T>(work: Generator<Y, T>, {signal, onSlice}: SliceOptions<Y>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - begun < SLICE_MS) continue;
    onSlice?.(step.value);
    await pause();
    signal.throwIfAborted();
    begun = performance.now();
  }
}

/**
 * Lets the browser draw, hear the reader and do what else waits. By a message, because timers wait at least 4 ms, and because
 * `scheduler.yield` goes on before everything else that waits.
 */
export function pause(): Promise<void> {
  return new Promise((done) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
