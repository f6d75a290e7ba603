import type {ChildProcess} from "node:child_process";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {beforeAll, describe, expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {SCRATCH_PREFIX} from "../../../data-loaders/flow/scratch.js";
import {writeModel} from "../../../lib/model/writeModel.js";
import {makeFolder, models} from "./scoring.js";

let folder = "";
beforeAll(async () => {
  folder = await makeFolder();
  await writeFile(join(folder, "forest.json"), writeModel(models.forest));
  const rows = "SELECT random() AS x0, random() AS x1, random() AS x2, random() AS x3, random() AS x4, 'basic' AS plan FROM range(3000000)";
  await withDuckDB((connection) => connection.run(`COPY (${rows}) TO '${join(folder, "many.parquet")}' (FORMAT parquet)`));
});

/** Starts scoring, and waits until DuckDB writes. */
async function beginScoring(args: readonly string[]): Promise<ChildProcess> {
  const files = [join(folder, "many.parquet"), "--model", join(folder, "forest.json"), "--out", join(folder, "scored.parquet")];
  const child = spawn(process.execPath, ["bin/churnbook.js", "score", ...files, ...args], {stdio: ["ignore", "ignore", "pipe"]});
  while (child.exitCode === null && !(await listScratch()).some((name) => name.includes("scored.parquet"))) await sleep(20);
  return child;
}

async function listScratch(): Promise<string[]> {
  const [scratch] = (await readdir(folder)).filter((name) => name.startsWith(SCRATCH_PREFIX));
  return scratch === undefined ? [] : readdir(join(folder, scratch)).catch(() => []);
}

describe("churnbook score, told to end while it scores,", () => {
  it.each([
    ["SIGINT", 130, ["--workers", "2"]],
    ["SIGTERM", 143, ["--workers", "1"]],
    ["SIGHUP", 129, ["--workers", "2", "--reasons"]],
    ["SIGINT", 130, ["--workers", "2", "--line", "0.1"]]
  ] as const)("ends at %s with %i and leaves nothing: %j", async (signal, code, args) => {
    const child = await beginScoring(args);
    const hung = setTimeout(() => child.kill("SIGKILL"), 60_000);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([code, null]);
    clearTimeout(hung);
    expect((await readdir(folder)).sort()).toEqual(["forest.json", "many.parquet"]);
  });
});
