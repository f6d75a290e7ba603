import type {ListrTaskWrapper, DefaultRenderer, SimpleRenderer} from "listr2";
import type {TaskRecord} from "../../lib/book/pipeline.js";
import type {Reporter} from "./reporter.js";
import type {Task} from "./task.js";
import {Listr} from "listr2";
import {formatSeconds} from "../../lib/format.js";
import {sayEnd, sayLeft, sayProgress, sayTotals, sayWarnings} from "./plainReporter.js";

type Line = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A task's place in the list. It may end before the list draws it for the first time. */
interface Place {
  title: string;
  line: Line | null;
  ended: Promise<TaskRecord>;
  end: (record: TaskRecord) => void;
}

/** A list of the tasks that draws itself anew as they begin, go on and end. */
export function createTerminalReporter(write: (line: string) => void): Reporter {
  const places = new Map<string, Place>();
  let drawn: Promise<unknown> = Promise.resolve();
  const retitle = ({name}: Task, title: string): void => {
    const place = places.get(name) as Place;
    place.title = title;
    if (place.line) place.line.title = title;
  };
  return {
    begin(tasks) {
      for (const task of tasks) places.set(task.name, makePlace(`${task.title} (waiting)`));
      const list = new Listr(
        tasks.map(({name}) => ({title: " ", task: (_context, line) => follow(places.get(name) as Place, line)})),
        {concurrent: true, exitOnError: false, rendererOptions: {showErrorMessage: false, collapseErrors: false}}
      );
      drawn = list.run().catch(() => {}); // the runner tells of errors
    },
    taskBegins: (task, ofAll) => retitle(task, `${task.title}${sayLeft(ofAll)}`),
    jobDone: (task, ofTask, ofAll) => retitle(task, `${task.title} (${sayProgress(ofTask, ofAll)})`),
    taskEnds(task, record) {
      retitle(task, `${task.title} (${sayEnd(record)})`);
      places.get(task.name)?.end(record);
    },
    async end(records, seconds) {
      await drawn;
      write(`flow: ${sayTotals(records)}; ${formatSeconds(seconds)}`);
      for (const line of sayWarnings(records)) write(line);
    }
  };
}

function makePlace(title: string): Place {
  let end: Place["end"] = () => {};
  const ended = new Promise<TaskRecord>((resolve) => (end = resolve));
  return {title, line: null, ended, end};
}

/** Keeps a line of the list alive until its task has ended. */
async function follow(place: Place, line: Line): Promise<void> {
  place.line = line;
  line.title = place.title;
  const {state, log} = await place.ended;
  if (state === "skipped") line.skip(place.title);
  if (state === "failed") throw new Error(log.at(-1) ?? "failed");
}
