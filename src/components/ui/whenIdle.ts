/** Work that is done a piece at a time takes so much of an idle moment at most. */
const SLICE_MS = 3;

/**
 * Runs what can wait once the browser has nothing to paint, or at the latest after `timeout` ms.
 *
 * @param run is told how to ask whether its moment is over; what is left then waits for the next
 */
export function whenIdle(run: (isOver: () => boolean) => void, timeout: number): void {
  const work = (): void => {
    const start = performance.now();
    run(() => performance.now() - start > SLICE_MS);
  };
  if ("requestIdleCallback" in window) requestIdleCallback(work, {timeout});
  else requestAnimationFrame(() => setTimeout(work)); // Safari: after the next frame is painted
}
