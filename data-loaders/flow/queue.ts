import type {Job, Pool} from "./pool.js";

/** Lets earlier tasks have the workers first; later ones fill the gaps. */
export interface JobQueue {
  /**
   * @param rank lower goes first; equal ranks in the order in which they came
   * @param onBegin called when a worker takes the job
   */
  run<T>(job: Job, rank: number, onBegin: () => void): Promise<T>;
}

interface Waiting {
  rank: number;
  begin: () => void;
}

/** Hands jobs to the pool, as many at a time as it has workers. */
export function queueJobs(pool: Pool): JobQueue {
  const waiting: Waiting[] = [];
  let running = 0;
  const next = (): void => {
    while (running < pool.size && waiting.length > 0) {
      const first = waiting.reduce((best, entry, i) => (entry.rank < waiting[best].rank ? i : best), 0);
      ++running;
      waiting.splice(first, 1)[0].begin();
    }
  };
  return {
    run<T>(job: Job, rank: number, onBegin: () => void) {
      return new Promise<T>((resolve, reject) => {
        const begin = (): void => {
          onBegin();
          pool.run<T>(job).then(resolve, reject).finally(() => {
            --running;
            next();
          });
        };
        waiting.push({rank, begin});
        next();
      });
    }
  };
}
