/** Work for one core: a module whose `run` takes the payload. Payload and result must be cloneable. */
export interface Job {
  /** URL of the module that exports `run(payload)` */
  module: string;
  payload: unknown;
}

/** Runs jobs, in any order, on any number of workers; results never depend on either. */
export interface Pool {
  /** how many jobs it can run at once */
  size: number;
  /** @throws the job's own error */
  run<T>(job: Job): Promise<T>;
  close(): Promise<void>;
}

/** What a worker sends back: errors cross as plain data, since a clone forgets their class. */
export type JobAnswer = {ok: true; result: unknown} | {ok: false; name: string; message: string; stack: string};
