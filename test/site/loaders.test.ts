import {execFile} from "node:child_process";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {unzipSync} from "fflate";
import {describe, expect, inject, test} from "vitest";
import {stageCache, stageOf} from "../../data-loaders/site/stage.js";

const {home, error} = inject("site");
const LOADERS = [
  ...["api.zip", "data/book.zip", "data/tracking.json"],
  ...["duckdb/duckdb-eh.wasm.gz", "duckdb/duckdb-eh.worker.js", "duckdb/tables.zip"]
];

describe("what a build puts in the place of loaders", () => {
  test("is for all of them", async () => {
    if (error) throw new Error(error);
    const names = await readdir(stageOf(home), {recursive: true});
    const loaders = names.filter((name) => name.endsWith(".mjs") && !name.startsWith(".observablehq"));
    expect(loaders.map((name) => name.replace(/\.mjs$/, "")).sort()).toEqual(LOADERS);
  });

  test.each(LOADERS)("is what the loader of %s answers, as npm run dev has it", async (name) => {
    const said = await runLoader(name);
    const kept = join(stageCache(home), name.replace(/\.zip$/, ""));
    if (!name.endsWith(".zip")) {
      expect(said.equals(await readFile(kept))).toBe(true);
      return;
    }
    const files = Object.entries(unzipSync(said));
    expect(files.length).toBeGreaterThan(3);
    for (const [file, bytes] of files) expect(Buffer.from(bytes).equals(await readFile(join(kept, file))), file).toBe(true);
  });
});

async function runLoader(name: string): Promise<Buffer> {
  const {stdout} = await promisify(execFile)(process.execPath, ["--import", "tsx", join(stageOf(home), `${name}.mjs`)], {
    env: {...process.env, CHURN_HOME: home, CHURN_DATA: "", CHURN_DATASET: ""},
    encoding: "buffer",
    maxBuffer: 1 << 26
  });
  return stdout;
}
