import type {TaskRecord, TaskState} from "../../../lib/book/pipeline.js";
import type {Reporter} from "../../../data-loaders/flow/reporter.js";
import type {Task} from "../../../data-loaders/flow/task.js";
import {expect, test, vi} from "vitest";
import {createPlainReporter} from "../../../data-loaders/flow/plainReporter.js";
import {createTerminalReporter} from "../../../data-loaders/flow/terminalReporter.js";

const task = (name: string, jobs?: number): Task => ({name, title: `Do ${name}`, reads: [], sources: [], jobs, run: async () => []});
const tasks = [task("one"), task("two", 4), task("three"), task("four")];

const record = ({name, title}: Task, state: TaskState, log: string[] = []): TaskRecord => ({
  name,
  title,
  state,
  inputs: [],
  startMs: 0,
  endMs: 1500,
  attempts: [{startMs: 0, endMs: 1500, error: null}],
  ranSeconds: 1.5,
  sourceHash: "",
  inputHash: "",
  outputHash: null,
  outputs: [],
  log
});

async function tell(reporter: Reporter): Promise<void> {
  const [one, two, three, four] = tasks;
  reporter.begin(tasks);
  reporter.taskEnds(one, record(one, "cached"));
  reporter.taskBegins(two, {done: 0, total: 4, secondsLeft: 15});
  reporter.jobDone(two, {done: 1, total: 4, secondsLeft: null}, {done: 1, total: 4, secondsLeft: 12});
  await new Promise((resolve) => setTimeout(resolve, 20));
  reporter.taskEnds(two, record(two, "ran"));
  reporter.taskEnds(three, record(three, "failed", ["three: it must work; got nothing."]));
  reporter.taskEnds(four, record(four, "skipped"));
  await reporter.end([record(one, "cached"), record(two, "ran"), record(three, "failed"), record(four, "skipped")], 3);
}

test("createPlainReporter(write, clock) says each event on a line of its own", async () => {
  const lines: string[] = [];
  await tell(
    createPlainReporter(
      (line) => lines.push(line),
      () => 10_000
    )
  );
  expect(lines).toEqual([
    "flow: 4 tasks",
    "  one cached",
    "  two ..., about 15.0 s left",
    "  two done in 1.5 s",
    "  three FAILED in 1.5 s",
    "  four skipped",
    "flow: 1 ran, 1 cached, 1 failed, 1 skipped; 3.0 s"
  ]);
});

test("createTerminalReporter(write) ends when the flow does, also with tasks that end before they are drawn", async () => {
  const quiet = vi.spyOn(console, "log").mockImplementation(() => {});
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const lines: string[] = [];
    await tell(createTerminalReporter((line) => lines.push(line)));
    expect(lines).toEqual(["flow: 1 ran, 1 cached, 1 failed, 1 skipped; 3.0 s"]);
  } finally {
    for (const spy of [quiet, stdout, stderr]) spy.mockRestore();
  }
});
