import type {Settings} from "../../../data-loaders/settings.js";
import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {openBook} from "../../../data-loaders/flow/book.js";
import {scratch} from "../flow/scratch.js";
import {build, smallCsv, smallDefinition, smallSettings} from "./smallBook.js";

const quick = {
  ...smallDefinition,
  recipes: [],
  protocol: {...smallDefinition.protocol, learners: ["baseline", "logistic"], nTrials: {baseline: 1, logistic: 2}}
};

interface StartedFlow {
  done: Promise<{code: number | null; said: string}>;
  /** ends it in the middle of what follows a task; one that has ended by then stays so */
  killAfter: (task: string) => Promise<void>;
}

/** The flow as `npm run` starts it. */
function startFlow({home, data, dataset}: Settings): StartedFlow {
  const env = {...process.env, CHURN_HOME: home, CHURN_DATA: data ?? "", CHURN_DATASET: dataset, CHURN_WORKERS: "1"};
  const child = spawn(process.execPath, ["bin/churnbook.js", "flow"], {env, stdio: ["ignore", "pipe", "pipe"]});
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const done = new Promise<{code: number | null; said: string}>((resolve) => child.on("close", (code) => resolve({code, said})));
  const killAfter = async (task: string): Promise<void> => {
    const isTold = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) stream.on("data", () => said.includes(` ${task} `) && resolve());
    });
    await Promise.race([isTold, done]);
    child.kill("SIGKILL");
    await done;
  };
  return {done, killAfter};
}

describe("a failed run", () => {
  test("says what is wrong in one message without a stack, and leaves the last good book whole", async () => {
    const folder = await scratch();
    const {book} = await build(await smallSettings(folder, {definition: quick}));
    const settings = await smallSettings(folder, {
      definition: quick,
      csv: smallCsv().replace("5,left,", "5,gone,").replace("\n9,stayed,", "\n9,away,")
    });
    const {code, said} = await startFlow(settings).done;
    expect(code).toBe(1);
    expect(said.split("\n").filter((line) => line.includes("got ")).length).toBeGreaterThan(0);
    expect(said).toContain('the label must be "left", "stayed" or empty');
    expect(said).not.toMatch(/\n\s+at /);
    expect((await openBook(settings.home)).hash).toBe(book.hash);
    expect((await readdir(join(settings.home, "runs"))).some((name) => name.endsWith(".failed.json"))).toBe(true);
  });

  test.each([
    ["a missing file", async ({data}: Settings) => rm(data as string), "must be a file that exists"],
    ["an empty file", async ({data}: Settings) => writeFile(data as string, ""), "ingest"],
    ["a definition that is no JSON", async ({dataset}: Settings) => writeFile(dataset, "{"), "a dataset definition must be JSON"],
    [
      "an unknown learner",
      async ({dataset}: Settings) => writeFile(dataset, JSON.stringify({...quick, protocol: {...quick.protocol, learners: ["oracle"]}})),
      "oracle"
    ]
  ])("%s stops the run before anything is fitted", async (_what, spoil, message) => {
    const settings = await smallSettings(await scratch(), {definition: quick});
    await spoil(settings);
    await expect(build(settings)).rejects.toThrow(message);
    expect(existsSync(join(settings.home, "current.json"))).toBe(false);
    expect(existsSync(join(settings.home, "lock"))).toBe(false);
  });
});

test("a killed run leaves the last good book whole, and the next run goes on from there", async () => {
  const folder = await scratch();
  const {book} = await build(await smallSettings(folder, {definition: quick}));
  const settings = await smallSettings(folder, {csv: smallCsv(600, 4)});
  for (const task of ["ingest", "search-logistic", "evaluate"]) {
    await startFlow(settings).killAfter(task);
    const left = await openBook(settings.home);
    if (left.hash === book.hash) for (const name of left.names) expect((await left.read(name)).length).toBeGreaterThan(0);
  }
  const {book: next} = await build(settings);
  const {book: clean} = await build(await smallSettings(await scratch(), {csv: smallCsv(600, 4)}));
  expect(next.hash).toBe(clean.hash);
  const store = await readdir(join(settings.home, "store"));
  expect(store.filter((name) => name.endsWith(".tmp"))).toEqual([]);
}, 300_000);
