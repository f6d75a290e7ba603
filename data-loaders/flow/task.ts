import type {Pool} from "./workerPool.js";

/**
 * One named piece of the flow. Its result is stored under a hash of its code, its params and its inputs, and read
 * from the store while these stay the same.
 */
export interface Task {
  /** unique; letters, digits, hyphens */
  name: string;
  /** for readers, in plain words */
  title: string;
  /** the outputs of earlier tasks that it may read; a change of any of them runs it again */
  reads: Output<unknown>[];
  /** file URLs of the code that decides the result; what they import counts with them */
  sources: string[];
  /** whatever else decides the result; JSON */
  params?: unknown;
  /** how many jobs it hands to the pool, or hands of so many rows of the table; for the estimate of the end */
  jobs?: number | ((nRows: number) => number);
  /**
   * how long one of its jobs takes, or, where it has none, all of it, as a multiple of a fit of logistic regression; default 1.
   * For the estimate of the end, until its own jobs have shown their pace
   */
  work?: number;
  /** how many times as long `work` takes of so many rows of the table; for the estimate of the end */
  grows?: (nRows: number) => number;
  /** how long jobs take, all together, that `jobs` does not foresee, of so many rows, in the same unit; for the estimate of the end */
  beside?: (nRows: number) => number;
  /** further tries after an error that is not the reader's to mend; default 0 */
  retries?: number;
  run(context: TaskContext): Promise<Written[]>;
}

/** The name and type of one file that a task writes. Those in `book/` are artefacts, handed to the pages. */
export interface Output<T> {
  task: string;
  /** a relative path; `.json` is written as JSON, all else as bytes */
  name: string;
  /** never set: carries the type */
  readonly type?: T;
}

/** A value for an output; made by {@link put}. */
export interface Written {
  output: Output<unknown>;
  value: unknown;
}

/** What a task may do besides computing. */
export interface TaskContext {
  /** @throws unless the task declares that it reads the output */
  read<T>(output: Output<T>): Promise<T>;
  /** where an output lies on disk, for readers of files; the same conditions as {@link read} */
  pathOf(output: Output<unknown>): string;
  /** a line for the task's log */
  log(line: string): void;
  /** as log, for what nobody may overlook: repeated at the end of every run, cached ones too, and never cut off */
  warn(line: string): void;
  /** every finished job counts as progress of this task */
  pool: Pick<Pool, "run">;
  /** tells how many rows the table has, by which later tasks grow; no part of an output */
  sized(nRows: number): void;
  /** keeps how long a trial took; times are never part of an output */
  timed(id: string, seconds: number): void;
}

/** The names of the tasks that must end before this one begins. */
export function inputsOf({reads}: Task): string[] {
  return [...new Set(reads.map(({task}) => task))];
}

/** Pairs an output with its value, so that their types agree. */
export function put<T>(output: Output<T>, value: T): Written {
  return {output, value};
}
