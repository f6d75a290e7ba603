import {Listr} from "listr2";
import type {ListrTaskWrapper, DefaultRenderer, SimpleRenderer} from "listr2";
import type {TaskRecord} from "../../lib/book/pipeline.js";
import {formatSeconds} from "../../lib/format.js";
import {sayEnd, sayProgress, sayTotals, sayWarnings} from "./plainReporter.js";
import type {Reporter} from "./reporter.js";
import type {Task} from "./task.js";

type Line = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A list of the tasks that draws itself anew as they begin, go on and end. */
export function createTerminalReporter(write: (line: string) => void): Reporter {
  const lines = new Map<string, Line>();
  const settle = new Map<string, (error?: Error) => void>();
  const titles = new Map<string, string>();
  let drawn: Promise<unknown> = Promise.resolve();
  const add = (list: Listr, task: Task): void => {
    list.add({
      title: `${task.title} (waiting)`,
      task: (_context, line) =>
        new Promise<void>((resolve, reject) => {
          lines.set(task.name, line);
          settle.set(task.name, (error) => (error ? reject(error) : resolve()));
          const title = titles.get(task.name); // it may have ended before it was drawn
          if (title) line.title = title;
        })
    });
  };
  const retitle = (name: string, title: string): void => {
    titles.set(name, title);
    const line = lines.get(name);
    if (line) line.title = title;
  };
  return {
    begin(tasks) {
      const list = new Listr([], {concurrent: true, exitOnError: false, rendererOptions: {showErrorMessage: false}});
      for (const task of tasks) add(list, task);
      drawn = list.run().catch(() => {});
    },
    taskBegins: (task) => retitle(task.name, task.title),
    jobDone: (task, ofTask, ofAll) => retitle(task.name, `${task.title} (${sayProgress(ofTask, ofAll)})`),
    taskEnds(task, record: TaskRecord) {
      retitle(task.name, `${task.title} (${sayEnd(record)})`);
      const line = lines.get(task.name);
      if (record.state === "skipped") line?.skip(`${task.title} (skipped)`);
      settle.get(task.name)?.(record.state === "failed" ? new Error(record.log.at(-1) ?? "failed") : undefined);
    },
    async end(records, seconds) {
      await drawn;
      write(`flow: ${sayTotals(records)}; ${formatSeconds(seconds)}`);
      for (const line of sayWarnings(records)) write(line);
    }
  };
}
