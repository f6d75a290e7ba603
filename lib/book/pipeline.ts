import type {Listed} from "../named.js";
/** How this was built: `pipeline.json`, the only artefact that knows the clock. */
export interface PipelineBook {
  /** ISO time when the run began */
  startedAt: string;
  seconds: number;
  node: string;
  cores: number;
  /** ISO time of the last change of the table's file, or of the latest of them; absent: there is none, as with the sample */
  tableWrittenOn?: string;
  /** hash over all artefacts but this one: equal for equal inputs and seed */
  bookHash: string;
  tasks: TaskRecord[];
  /** seconds of fitting and scoring, by trial id */
  trialSeconds: Listed<number>;
}

export type TaskState = "ran" | "cached" | "failed" | "skipped";

export interface TaskRecord {
  name: string;
  title: string;
  state: TaskState;
  /** names of the tasks whose outputs it reads */
  inputs: string[];
  /** milliseconds since the run began; cached tasks take the time of the look-up */
  startMs: number;
  endMs: number;
  /** every try, the last one included */
  attempts: {startMs: number; endMs: number; error: string | null}[];
  /** seconds when it last really ran; the same as this run's when it ran now */
  ranSeconds: number;
  /** ISO time when it last really ran; absent where that is not known, or it never did */
  ranAt?: string;
  /** hexadecimal */
  sourceHash: string;
  /** 8 digits of salted hashes: these hang on the data */
  inputHash: string;
  outputHash: string | null;
  outputs: {name: string; bytes: number}[];
  /** the last lines it wrote */
  log: string[];
}
