import type {FlowRun} from "../../../data-loaders/flow/runFlow.js";
import type {Output, Task, TaskContext} from "../../../data-loaders/flow/task.js";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {complain} from "../../../lib/check.js";
import {openBook, publishRun} from "../../../data-loaders/flow/book.js";
import {createPlainReporter, sayWarnings} from "../../../data-loaders/flow/plainReporter.js";
import {silentReporter} from "../../support/silentReporter.js";
import {runFlow} from "../../../data-loaders/flow/runFlow.js";
import {createStore} from "../../../data-loaders/flow/store.js";
import {put} from "../../../data-loaders/flow/task.js";
import {scratch} from "./scratch.js";

const numbers: Output<number[]> = {task: "numbers", name: "numbers.json"};
const sum: Output<{sum: number}> = {task: "sum", name: "book/sum.json"};
const lone: Output<string> = {task: "lone", name: "book/lone.json"};

/** Three tasks: sum reads numbers, lone stands alone. `calls` counts how often each ran. */
function exampleTasks(calls: string[], change: Partial<Record<string, Partial<Task>>> = {}): Task[] {
  const task = (name: string, reads: Task["reads"], run: (context: TaskContext) => ReturnType<Task["run"]>): Task => ({
    name,
    title: name,
    reads,
    sources: [name],
    ...change[name],
    run: async (context) => {
      calls.push(name);
      return (change[name]?.run ?? run)(context);
    }
  });
  return [
    task("numbers", [], async () => [put(numbers, [1, 2, 3])]),
    task("sum", [numbers], async ({read, log}) => {
      const values = await read(numbers);
      log(`${values.length} numbers`);
      return [put(sum, {sum: values.reduce((a, b) => a + b, 0)})];
    }),
    task("lone", [], async () => [put(lone, "alone")])
  ];
}

async function run(home: string, tasks: Task[], fingerprints: Record<string, string> = {}): Promise<FlowRun> {
  const code = {numbers: "n1", sum: "s1", lone: "l1", ...fingerprints};
  const started = performance.now();
  const result = await runFlow(tasks, {
    store: createStore(join(home, "store")),
    pool: {size: 1, run: () => Promise.reject(new Error("no pool")), close: async () => {}},
    reporter: silentReporter,
    fingerprints: new Map(Object.entries(code)),
    clock: () => performance.now() - started
  });
  await publishRun(home, result, {startedAt: new Date().toISOString(), seconds: 0, node: "v20", cores: 1});
  return result;
}

const statesOf = ({records}: FlowRun): Record<string, string> => Object.fromEntries(records.map(({name, state}) => [name, state]));

describe("runFlow(tasks)", () => {
  test("runs every task once, then takes all from the store", async () => {
    const home = await scratch();
    const calls: string[] = [];
    expect(statesOf(await run(home, exampleTasks(calls)))).toEqual({numbers: "ran", sum: "ran", lone: "ran"});
    const second = await run(home, exampleTasks(calls));
    expect(statesOf(second)).toEqual({numbers: "cached", sum: "cached", lone: "cached"});
    expect(calls.sort()).toEqual(["lone", "numbers", "sum"]);
    expect(second.records[1].log).toEqual(["3 numbers"]);
    expect(await (await openBook(home)).readJson("sum.json")).toEqual({sum: 6});
  });

  test("re-runs exactly what a change of code touches", async () => {
    const home = await scratch();
    await run(home, exampleTasks([]));
    const change = {numbers: {run: async () => [put(numbers, [4])]}};
    expect(statesOf(await run(home, exampleTasks([], change), {numbers: "n2"}))).toEqual({numbers: "ran", sum: "ran", lone: "cached"});
    expect(await (await openBook(home)).readJson("sum.json")).toEqual({sum: 4});
  });

  test("runs again whatever is damaged in the store, says so in that run's log, and gives the same result", async () => {
    const home = await scratch();
    const calls: string[] = [];
    const first = await run(home, exampleTasks(calls));
    const before = await openBook(home);
    const {key} = first.entries.get("sum") ?? expect.fail("sum must be stored");
    await writeFile(join(home, "store", key, "book/sum.json"), '{"sum":7}');
    await expect(before.readJson("sum.json")).rejects.toThrow(
      "a stored result must be as it was written; got one that is damaged or missing"
    );
    const second = await run(home, exampleTasks(calls));
    expect(statesOf(second)).toEqual({numbers: "cached", sum: "ran", lone: "cached"});
    expect(sayWarnings(second.records)).toEqual([
      "WARNING: sum: the stored result was damaged (book/sum.json) and not used; it is made anew"
    ]);
    const after = await openBook(home);
    expect([after.hash, await after.readJson("sum.json")]).toEqual([before.hash, {sum: 6}]);
    const third = await run(home, exampleTasks(calls));
    expect([statesOf(third).sum, sayWarnings(third.records)]).toEqual(["cached", []]);
  });

  test("stops a task whose input is damaged after it was found", async () => {
    const home = await scratch();
    const tasks = exampleTasks([]);
    const {key} = (await run(home, tasks)).entries.get("numbers") ?? expect.fail("numbers must be stored");
    const spoil = async (context: TaskContext): Promise<never[]> => {
      await writeFile(join(home, "store", key, "numbers.json"), "[1,2,4]");
      await context.read(numbers);
      return [];
    };
    const {failure} = await run(home, exampleTasks([], {sum: {run: spoil}}), {sum: "s2"});
    expect(String(failure?.error)).toContain("a stored result must be as it was written");
    expect(statesOf(await run(home, tasks))).toEqual({numbers: "ran", sum: "cached", lone: "cached"});
  });

  test("stops where changed code gives the same result", async () => {
    const home = await scratch();
    await run(home, exampleTasks([]));
    expect(statesOf(await run(home, exampleTasks([]), {numbers: "n2"}))).toEqual({numbers: "ran", sum: "cached", lone: "cached"});
  });

  test("re-runs a task whose params changed", async () => {
    const home = await scratch();
    await run(home, exampleTasks([], {lone: {params: {seed: 1, folds: 5}}}));
    expect(statesOf(await run(home, exampleTasks([], {lone: {params: {folds: 5, seed: 1}}}))).lone).toBe("cached");
    expect(statesOf(await run(home, exampleTasks([], {lone: {params: {seed: 2, folds: 5}}}))).lone).toBe("ran");
  });

  test("skips what depends on a failure, keeps its record and leaves the last good artefacts", async () => {
    const home = await scratch();
    await run(home, exampleTasks([]));
    const fails = {numbers: {run: () => Promise.reject(complain({where: "numbers", rule: "there must be numbers", got: "none"}))}};
    const result = await run(home, exampleTasks([], fails), {numbers: "n2"});
    expect(statesOf(result)).toMatchObject({numbers: "failed", sum: "skipped"});
    expect(result.failure).toMatchObject({task: "numbers", error: {message: "numbers: there must be numbers; got none."}});
    expect(result.records[0].attempts).toHaveLength(1);
    expect(await (await openBook(home)).readJson("sum.json")).toEqual({sum: 6});
    const failed = (await readdir(join(home, "runs"))).filter((name) => name.endsWith(".failed.json"));
    expect(failed).toHaveLength(1);
    expect(JSON.parse(await readFile(join(home, "runs", failed[0]), "utf-8")).tasks[0].log).toEqual([
      "numbers: there must be numbers; got none."
    ]);
  });

  test("tries again as often as a task allows, but never after an error that a person must mend", async () => {
    const home = await scratch();
    let left = 2;
    const flaky = {
      lone: {
        retries: 2,
        run: async () => {
          if (left-- > 0) throw new Error("busy");
          return [put(lone, "at last")];
        }
      }
    };
    const result = await run(home, exampleTasks([], flaky));
    expect(result.records[2].attempts.map(({error}) => error)).toEqual(["busy", "busy", null]);
    expect(statesOf(result).lone).toBe("ran");
    left = 9;
    const bad = await run(home, exampleTasks([], flaky), {lone: "l2"});
    expect(bad.records[2].attempts).toHaveLength(3);
    expect(bad.failure?.error).toMatchObject({message: "busy"});
  });

  test("runs again what a killed run left half written", async () => {
    const home = await scratch();
    const {entries} = await run(home, exampleTasks([]));
    const {key} = entries.get("lone") ?? {key: ""};
    await writeFile(join(home, "store", key, "book/lone.json"), '"alo');
    expect(statesOf(await run(home, exampleTasks([])))).toEqual({numbers: "cached", sum: "cached", lone: "ran"});
    await writeFile(join(home, "store", key, "entry.json"), '{"task": "lo');
    expect(statesOf(await run(home, exampleTasks([]))).lone).toBe("ran");
    expect(await (await openBook(home)).readJson("lone.json")).toBe("alone");
  });

  test("keeps every warning, however long the log, and repeats it when the task is cached", async () => {
    const home = await scratch();
    const wordy = {
      lone: {
        run: async ({log, warn}: TaskContext) => {
          warn("the sky is falling");
          for (let i = 0; i < 50; ++i) log(`line ${i}`);
          return [put(lone, "alone")];
        }
      }
    };
    const expected = ["WARNING: lone: the sky is falling"];
    const {records} = await run(home, exampleTasks([], wordy));
    expect(records[2].log).toHaveLength(21);
    expect(sayWarnings(records)).toEqual(expected);
    const again = await run(home, exampleTasks([], wordy));
    expect(statesOf(again).lone).toBe("cached");
    expect(sayWarnings(again.records)).toEqual(expected);
    const lines: string[] = [];
    await createPlainReporter(
      (line) => lines.push(line),
      () => 0
    ).end(again.records, 1);
    expect(lines.slice(1)).toEqual(expected);
  });

  test("gives the same hash over the artefacts for the same results", async () => {
    const [one, two] = await Promise.all([scratch(), scratch()]);
    await Promise.all([run(one, exampleTasks([])), run(two, exampleTasks([]))]);
    expect((await openBook(one)).hash).toBe((await openBook(two)).hash);
  });

  test("refuses a number that is not finite where it appears", async () => {
    const wild = {numbers: {run: async () => [put(numbers, [1, NaN])]}};
    const {failure} = await run(await scratch(), exampleTasks([], wild));
    expect(failure?.error).toMatchObject({
      message: "numbers.json: values must be JSON: finite numbers, texts, booleans, null, plain lists and objects; got 1 = NaN."
    });
  });

  test("refuses to read what a task does not declare", async () => {
    const sly = {lone: {run: async ({read}: TaskContext) => [put(lone, String(await read(numbers)))]}};
    const {failure} = await run(await scratch(), exampleTasks([], sly));
    expect(failure?.error).toMatchObject({message: "lone: it must declare that it reads numbers.json of numbers; got none."});
  });

  test("refuses to read from a task that stands after it, and names used twice", async () => {
    const tasks = exampleTasks([]);
    const home = await scratch();
    await expect(run(home, [tasks[1], tasks[0]])).rejects.toThrow("sum: it must read from tasks that stand before it; got numbers.");
    await expect(run(home, [tasks[0], tasks[0]])).rejects.toThrow("runFlow: task names must be unique; got numbers.");
  });

  test("foresees jobs by how long a worker was at them, however late the main thread hears of it", async () => {
    const home = await scratch();
    let at = 0;
    const left: (number | null)[] = [];
    const answers: Output<string> = {task: "asks", name: "answers.json"};
    const asks: Task = {
      name: "asks",
      title: "asks",
      reads: [],
      sources: ["asks"],
      jobs: 2,
      async run({pool}) {
        for (let i = 0; i < 2; ++i) await pool.run({module: "", payload: null});
        return [put(answers, "done")];
      }
    };
    const answerLate = async <T>(_: unknown, tell?: (seconds: number) => void): Promise<T> => {
      at += 60_000;
      tell?.(3);
      return undefined as T;
    };
    await runFlow([asks], {
      store: createStore(join(home, "store")),
      pool: {size: 1, run: answerLate, close: async () => {}},
      reporter: {...silentReporter, jobDone: (_task, _ofTask, {secondsLeft}) => void left.push(secondsLeft)},
      fingerprints: new Map([["asks", "a1"]]),
      clock: () => at
    });
    expect(left).toEqual([expect.closeTo(3, 9), 0]);
  });
});

test("openBook(home) says what to do when there is nothing yet", async () => {
  await expect(openBook(await scratch())).rejects.toThrow("the flow must have run once; got no artefacts. Run npx churnbook build.");
});
