import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join, resolve} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {fitModels} from "../interop/models.js";
import {smallCsv, smallDefinition} from "../data-loaders/book/smallBook.js";
import {freePort} from "../support/freePort.js";

/** A user of this machine without rights, for root may write wherever nobody may. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const LIMIT_BYTES = 5_000_000;

let place = "";
let files: {path: string; size: number}[] = [];
let size = 0;
let tarball = "";
let reader = "";
/** why the package could not be installed here, or null */
let missing: string | null = null;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "churnbook-package-"));
  const {log} = await run("npm", ["pack", "--json", "--pack-destination", place], {cwd: resolve(".")});
  const [packed] = JSON.parse(log.slice(log.indexOf("[\n"))) as [{filename: string; size: number; files: typeof files}];
  ({files, size} = packed);
  tarball = join(place, packed.filename);
  reader = join(place, "reader");
  await mkdir(reader);
  const {code, log: said} = await run("npm", ["install", tarball, "--prefer-offline", "--ignore-scripts", "--fetch-retries=1"], {
    cwd: reader
  });
  if (code !== 0 && /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(said)) missing = said;
  else expect(code, said).toBe(0);
  if (missing) process.stderr.write(`\nSKIPPED: the package is not tried, because npm's registry cannot be reached:\n${missing}\n`);
}, 600_000);

afterAll(async () => {
  await run("chmod", ["-R", "u+w", place], {cwd: "/"});
  await rm(place, {recursive: true, force: true});
}, 60_000);

describe("what npm pack ships", () => {
  test("is at most 5 MB", () => expect(size).toBeLessThan(LIMIT_BYTES));

  test("is the program, what it needs and what helps: no TypeScript, no test and no table", () => {
    const tops = new Set(files.map(({path}) => path.split("/")[0]));
    expect([...tops].sort()).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "bin", "compiled", "data", "deploy", "docs", "package.json"].sort()
    );
    const paths = files.map(({path}) => path);
    expect(
      paths.filter((path) => /(^|\/)(test|bench|node_modules|\.[^/]*)\/|\.(ts|csv|tsv|parquet|arrow|xlsx|duckdb)$/.test(path))
    ).toEqual([]);
    for (const file of [
      ...["bin/churnbook.js", "compiled/data-loaders/cli.js", "compiled/src/index.md", "compiled/src/fonts/inter.woff2"],
      ...["data/dataset.schema.json", "data/waze.dataset.json"]
    ])
      expect(paths).toContain(file);
  });

  test("leaves nothing behind in the repository", () => expect(existsSync("compiled")).toBe(false));
});

describe("an installed package", () => {
  test("names no folder of the machine it was packed on, and no module that is not there", async ({skip}) => {
    if (missing) return skip();
    const folder = join(reader, "node_modules/churnbook");
    const lost: string[] = [];
    for (const {path} of files.filter((d) => /\.(js|md|css|json)$/.test(d.path))) {
      const text = await readFile(join(folder, path), "utf-8");
      expect(text.includes(resolve(".")), path).toBe(false);
      if (!path.startsWith("compiled/") || !path.endsWith(".js")) continue;
      for (const [, address] of text.matchAll(/(?:from|import|import\(|new URL\()\s*["'](\.{1,2}\/[^"'$]+)["']/g)) {
        if (address.startsWith("../_import/")) continue; // in the text of a module that a page reads
        const target = join(dirname(path), address).replace(/^compiled\/src\/lib\//, "compiled/lib/");
        if (!existsSync(join(folder, target))) lost.push(`${path}: ${address}`);
      }
    }
    expect(lost).toEqual([]);
  });

  test("builds and serves a table by one command, though nobody may write into it, and is not written to", async ({skip}) => {
    if (missing) return skip();
    await writeFile(join(reader, "members.csv"), smallCsv(400));
    const protocol = {...smallDefinition.protocol, learners: ["baseline", "logistic"], nTrials: {baseline: 1, logistic: 2}};
    const definition = {...smallDefinition, recipes: [], inputSets: [], protocol};
    await writeFile(join(reader, "members.dataset.json"), JSON.stringify(definition));
    await run("chmod", ["-R", "a-w", "node_modules"], {cwd: reader});
    if (isRoot) for (const path of [reader, place]) await chown(path, NOBODY, NOBODY);
    await chmod(place, 0o755);
    const before = await lookAt(join(reader, "node_modules"));

    const {text, said} = await serveOnce();
    expect(text, said).toContain("<title>");
    expect(said).toContain("Churnbook is at http");
    expect((await readdir(reader)).sort()).toEqual(expect.arrayContaining([".churnbook", "dist", "members.csv", "node_modules"]));
    expect(await lookAt(join(reader, "node_modules"))).toEqual(before);
    const pages = (await readdir(join(reader, "dist"))).filter((name) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(9);
    expect(await readFile(join(reader, "dist/predict.html"), "utf-8")).not.toContain("observablehq--error");
  }, 600_000);

  test("scores a file", async ({skip}) => {
    if (missing) return skip();
    await writeFile(join(reader, "more.csv"), smallCsv(5000, 4));
    const {code, log} = await run("npx", ["churnbook", "score", "more.csv", "--workers", "2"], asReader());
    expect(code, log).toBe(0);
    expect(log).toContain("5,000 of 5,000 rows");
  });

  test("scores on threads of its own, which many rows are worth", async ({skip}) => {
    if (missing) return skip();
    const program = `
      import {createPromptScorer} from "./node_modules/churnbook/compiled/data-loaders/score/promptScorer.js";
      const job = {model: ${JSON.stringify(fitModels().logistic)}, nReasons: 0, unknownLevel: "refuse", workers: 2};
      const scorer = createPromptScorer(job, Infinity, {worthMs: 0});
      const score = () => scorer.score({nRows: 2048, inputs: new Float32Array(2048 * job.model.inputs.length)}).probability.join();
      const alone = score();
      while (scorer.countHelpers() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      console.log(score() === alone ? "as alone" : "otherwise", scorer.countHelpers());
      await scorer.close();`;
    expect(await run(process.execPath, ["--input-type", "module", "--eval", program], asReader())).toEqual({code: 0, log: "as alone 1\n"});
  }, 60_000);
});

/** The one command, until the first page was read. */
async function serveOnce(): Promise<{text: string; said: string}> {
  const port = await freePort();
  const {cwd, ...options} = asReader();
  const child = spawn("node_modules/.bin/churnbook", ["members.csv", "--port", String(port), "--workers", "2"], {cwd, ...options});
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<null>((done) => child.on("close", () => done(null)));
  try {
    const told = new Promise<string>((done) => child.stdout.on("data", () => said.includes("Churnbook is at") && done(said)));
    if ((await Promise.race([told, ended])) === null) return {text: "", said};
    return {text: await (await fetch(`http://127.0.0.1:${port}/`)).text(), said};
  } finally {
    child.kill();
    await ended;
  }
}

interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

function asReader(): RunOptions {
  const env = {PATH: process.env.PATH, HOME: reader, npm_config_cache: join(reader, ".npm")};
  return {cwd: reader, env, ...(isRoot ? {uid: NOBODY, gid: NOBODY} : {})};
}

function run(command: string, args: string[], options: RunOptions): Promise<{code: number | null; log: string}> {
  return new Promise((done) => {
    let log = "";
    const child = spawn(command, args, {...options, stdio: ["ignore", "pipe", "pipe"]});
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
    child.on("error", (error) => done({code: -1, log: `${log}\n${error.message}`}));
    child.on("close", (code) => done({code, log}));
  });
}

/** Each file of the package and of what Framework and esbuild might write beside, with its size and time. */
async function lookAt(folder: string): Promise<string[]> {
  const names = [
    ...(await readdir(folder)),
    ...(await readdir(join(folder, "churnbook"), {recursive: true})).map((name) => join("churnbook", name))
  ];
  return Promise.all(
    names.sort().map(async (name) => {
      const {size: bytes, mtimeMs} = await stat(join(folder, name));
      return `${name} ${bytes} ${mtimeMs}`;
    })
  );
}
