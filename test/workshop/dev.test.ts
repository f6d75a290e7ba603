import {spawn, type ChildProcess} from "node:child_process";
import {cp, mkdtemp, readFile, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {chromium} from "playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {EdaBook} from "../../lib/book/eda.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import {openBook} from "../../data-loaders/flow/book.js";
import {readApi} from "../../data-loaders/site/api.js";
import {smallCsv, smallDefinition} from "../data-loaders/book/smallBook.js";
import {findBrowser} from "../support/findBrowser.js";
import {freePort} from "../support/freePort.js";

/** `npm run dev` on a copy of the repository, so that its code can be edited. */
let place = "";
let url = "";
let said = "";
let child: ChildProcess;
const home = (): string => join(place, "home");

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "churnbook-dev-"));
  for (const name of ["bin", "data/dataset.schema.json", "data-loaders", "lib", "observablehq.config.ts", "package.json", "src"])
    await cp(name, join(place, name), {recursive: true, verbatimSymlinks: true});
  await symlink(resolve("node_modules"), join(place, "node_modules"));
  await writeFile(join(place, "members.csv"), smallCsv(400));
  const protocol = {...smallDefinition.protocol, learners: ["baseline", "logistic"], nTrials: {baseline: 1, logistic: 2}};
  await writeFile(join(place, "members.dataset.json"), JSON.stringify({...smallDefinition, recipes: [], inputSets: [], protocol}));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const options = ["members.csv", "--home", home(), "--port", String(port), "--workers", "1"];
  child = spawn(process.execPath, ["bin/churnbook.js", "dev", ...options], {cwd: place, stdio: ["ignore", "pipe", "pipe"]});
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<never>((_, reject) => child.on("close", () => reject(new Error(said))));
  await Promise.race([ended, until(() => /Churnbook is at|The flow stopped/.test(said))]);
  expect(said).toContain("Churnbook is at");
}, 300_000);

afterAll(async () => {
  child.kill();
  await new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.on("close", done) : done(null)));
  await rm(place, {recursive: true, force: true});
}, 60_000);

describe("npm run dev", () => {
  test("serves at /api/ what the built site has there", async () => {
    for (const [name, bytes] of Object.entries(await readApi(await openBook(home())))) {
      const answer = await fetch(`${url}/api/${name}`);
      expect(answer.status, name).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes)), name).toBe(true);
    }
  });

  test("runs the tasks again that an edit of lib touches, and no other, and hands the page what they found", async () => {
    const browser = await chromium.launch({executablePath: findBrowser(), args: ["--no-sandbox"]});
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(0); // a busy machine takes its time: the test has a limit of its own
      await page.goto(`${url}/eda`);
      await page.waitForSelector("html[data-ready=true]", {state: "attached"});
      expect(await page.evaluate(`import("/api/predict.js").then(Object.keys)`)).toContain("createPredictor");
      const before = await openBook(home());
      const asked = page.waitForRequest((request) => request.url().includes("/data/book/eda.json"));

      const path = join(place, "lib/explore/exploreTable.ts");
      const code = await readFile(path, "utf-8");
      const edited = code.replace("roundTo(r ?? 0, 6)", "roundTo(r ?? 0, 1)");
      expect(edited).not.toBe(code);
      await writeFile(path, edited);

      const eda = (await (await fetch((await asked).url())).json()) as EdaBook;
      const {correlation} = await before.readJson<EdaBook>("eda.json");
      expect(eda.correlation.pearson).toEqual(correlation.pearson.map((row) => row.map((r) => Number(r.toPrecision(1)))));
      const {tasks} = await (await openBook(home())).readJson<PipelineBook>("pipeline.json");
      const ran = tasks.filter((d) => d.state === "ran").map((d) => d.name);
      expect(ran).toContain("explore");
      expect(tasks.filter((d) => d.state !== "ran").map((d) => d.name)).toEqual(
        expect.arrayContaining(["ingest", "wrangle", "split", "search-logistic", "finalists", "evaluate", "honesty"])
      );
    } finally {
      await browser.close();
    }
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 50));
}
