import type {Pool} from "./flow/workerPool.js";
import type {Reporter} from "./flow/reporter.js";
import type {Settings} from "./settings.js";
import type {Source} from "./tasks/ingest.js";
import {availableParallelism} from "node:os";
import {join} from "node:path";
import {publishRun} from "./flow/book.js";
import {fingerprint} from "./flow/fingerprint.js";
import {takeLock} from "./flow/lock.js";
import {createPlainReporter} from "./flow/plainReporter.js";
import {runFlow} from "./flow/runFlow.js";
import {createStore} from "./flow/store.js";
import {createTerminalReporter} from "./flow/terminalReporter.js";
import {hashFiles, lastWriteOf} from "./ingest/fileState.js";
import {readDefinition} from "./ingest/readDefinition.js";
import {resolveFiles} from "./ingest/resolveFiles.js";
import {claimHome} from "./places.js";
import {openPool} from "./remote/openPool.js";
import {readRecipe} from "./sample/readRecipe.js";
import {bookTasks} from "./tasks/tasks.js";

export interface BookOptions {
  /** how to tell a person of the progress */
  choose?: (clock: () => number) => Reporter;
  /** called when the first task begins to work: not where all is known already */
  onWork?: () => void;
}

/**
 * Runs the flow and keeps its artefacts in the home folder.
 *
 * @throws if the home folder is not ours to write; the first failed task's error; the last good artefacts stay
 */
export async function buildBook(settings: Settings, {choose = chooseReporter, onWork = () => {}}: BookOptions = {}): Promise<void> {
  await claimHome(settings.home, settings);
  const release = await takeLock(join(settings.home, "lock"), {what: `the artefacts in ${settings.home}`});
  try {
    const cores = settings.workers ?? availableParallelism();
    const pool = await openPool({root: settings.root, cores});
    try {
      await runAndPublish(settings, {cores, pool, choose: (clock) => tellOfWork(choose(clock), onWork)});
    } finally {
      await pool.close();
    }
  } finally {
    await release();
  }
}

interface Means {
  cores: number;
  pool: Pool;
  choose: (clock: () => number) => Reporter;
}

async function runAndPublish({root, home, data, dataset, nested}: Settings, {cores, pool, choose}: Means): Promise<void> {
  const startedAt = new Date().toISOString();
  const begun = performance.now();
  const clock = (): number => performance.now() - begun;
  const definition = await readDefinition(dataset);
  const {source, tableWrittenOn} = await findSource(data);
  const tasks = bookTasks(definition, source, {nested});
  const fingerprints = await fingerprint(
    tasks.flatMap(({sources}) => sources),
    root
  );
  const store = createStore(join(home, "store"));
  const run = await runFlow(tasks, {store, pool, reporter: choose(clock), fingerprints, clock, cores: availableParallelism()});
  const facts = {startedAt, seconds: clock() / 1000, node: process.version, cores, tableWrittenOn};
  await store.keepOnly(await publishRun(home, run, facts));
  if (run.failure) throw run.failure.error;
}

/** A reporter that tells one more when the first task begins. */
function tellOfWork(reporter: Reporter, onWork: () => void): Reporter {
  let isTold = false;
  return {
    ...reporter,
    taskBegins(task, ofAll) {
      if (!isTold) onWork();
      isTold = true;
      reporter.taskBegins(task, ofAll);
    }
  };
}

/** The files to read, with a hash of their bytes, and when they were last written; without any, the sample. */
async function findSource(data: string | null): Promise<{source: Source; tableWrittenOn?: string}> {
  if (data === null) return {source: {kind: "sample", recipe: await readRecipe()}};
  const files = await resolveFiles(data);
  const names = files.map(({name}) => name);
  return {source: {kind: "file", path: data, names, sha256: await hashFiles(files)}, tableWrittenOn: await lastWriteOf(files)};
}

function chooseReporter(clock: () => number): Reporter {
  const write = (line: string): void => void process.stderr.write(`${line}\n`);
  return process.stderr.isTTY && process.stdout.isTTY && !process.env.CI
    ? createTerminalReporter(write)
    : createPlainReporter(write, clock);
}
