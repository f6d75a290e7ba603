/** Whose turn it is where one goes on at a time. */
export interface Turns {
  /** resolves when it is this one's turn, with what ends it; calling that again changes nothing */
  take(rank: number): Promise<() => void>;
}

/**
 * Gives turns by rank: of all that ask in one moment, the lowest goes first. Without it, which of several tasks gets the main thread first is
 * left to how often each awaits something, and one whose only job is the longest of all may hand it over when all others are done.
 */
export function createTurns(): Turns {
  const waiting: {rank: number; begin: () => void}[] = [];
  let isTaken = false;
  const next = (): void => {
    if (isTaken || waiting.length === 0) return;
    isTaken = true;
    const first = waiting.reduce((best, entry, i) => (entry.rank < waiting[best].rank ? i : best), 0);
    waiting.splice(first, 1)[0].begin();
  };
  const endOnce = (): (() => void) => {
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      isTaken = false;
      setImmediate(next);
    };
  };
  return {
    take: (rank) =>
      new Promise((resolve) => {
        waiting.push({rank, begin: () => resolve(endOnce())});
        setImmediate(next); // the others ask in this moment too
      })
  };
}
