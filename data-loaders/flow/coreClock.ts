/** A clock for work that shares the cores with other work. */
export interface CoreClock {
  /** milliseconds in which each of those at work had a core to itself: as the clock says while there are cores enough */
  now(): number;
  /** one more is at work */
  enter(): void;
  /** one of them has ended */
  leave(): void;
}

/**
 * Tells how long work would take if it had a core of its own. While tasks work in the main thread beside the workers, there are more
 * at work than cores, and what a job takes by the clock says little of what jobs will take later.
 *
 * @param clock milliseconds, never going back
 * @param cores that those at work share
 */
export function createCoreClock(clock: () => number, cores: number): CoreClock {
  let working = 0;
  let readAt = clock();
  let own = 0;
  const now = (): number => {
    const at = clock();
    own += (at - readAt) * Math.min(1, cores / Math.max(1, working));
    readAt = at;
    return own;
  };
  const change = (by: number): void => {
    now();
    working += by;
  };
  return {now, enter: () => change(1), leave: () => change(-1)};
}

/** One that works on a core, or waits for others that do. */
export interface Presence {
  begin(): void;
  /** waits for one thing more; nothing new where it waits already */
  wait(): void;
  /** one of these has come; goes on once all have */
  resume(): void;
  end(): void;
  /** for how many it was at work itself so far, as on a core of its own */
  seconds(): number;
}

/** Tells the clock when a task is at work itself, and not just waiting for its jobs. */
export function createPresence(cores: CoreClock): Presence {
  let hasBegun = false;
  let waitsFor = 0;
  let isAtWork = false;
  let begunAt = 0;
  let worked = 0;
  const become = (begun: boolean, more: number): void => {
    hasBegun = begun;
    waitsFor += more;
    const before = isAtWork;
    isAtWork = hasBegun && waitsFor === 0;
    if (isAtWork === before) return;
    if (isAtWork) {
      cores.enter();
      begunAt = cores.now();
    } else {
      worked += cores.now() - begunAt;
      cores.leave();
    }
  };
  return {
    begin: () => become(true, 0),
    wait: () => become(hasBegun, 1),
    resume: () => become(hasBegun, -1),
    end: () => become(false, 0),
    seconds: () => (worked + (isAtWork ? cores.now() - begunAt : 0)) / 1000
  };
}
