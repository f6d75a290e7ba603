import type {TaskRecord} from "../../lib/book/pipeline.js";
import type {Task} from "./task.js";

/** How far the jobs of a task, or of all tasks, have come. */
export interface Progress {
  done: number;
  total: number;
  /** seconds to the end of all jobs, by the pace so far; null where nobody asks */
  secondsLeft: number | null;
}

/** Tells a person how the flow goes on. Called in this order; never throws. */
export interface Reporter {
  begin(tasks: readonly Task[]): void;
  taskBegins(task: Task, ofAll: Progress): void;
  jobDone(task: Task, ofTask: Progress, ofAll: Progress): void;
  taskEnds(task: Task, record: TaskRecord): void;
  end(records: readonly TaskRecord[], seconds: number): Promise<void>;
}
