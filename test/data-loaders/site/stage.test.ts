import {chmod, lstat, mkdir, readdir, readFile, realpath, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {renewLoaders, stageOf, stagePages} from "../../../data-loaders/site/stage.js";
import {scratch, writeText} from "../flow/scratch.js";

const PROJECT = {
  "src/index.md": "# One",
  "src/components/a.ts": "export {};",
  "src/api/predict.ts": "export {};",
  "src/api.zip.ts": "",
  "src/duckdb/tables.zip.ts": "",
  "lib/format.ts": "export {};",
  "package.json": '{"dependencies": {"near": "1.0.0", "@scope/around": "1.0.0", "elsewhere": "1.0.0"}}',
  "node_modules/near/package.json": "{}"
};

async function createProject(): Promise<{root: string; home: string}> {
  const around = await scratch({"node_modules/@scope/around/package.json": "{}", "node_modules/near/package.json": "{}"});
  const root = join(around, "node_modules/churnbook/compiled");
  for (const [name, text] of Object.entries(PROJECT)) await writeText(join(root, name), text);
  return {root, home: join(await scratch(), ".churnbook")};
}

describe("stagePages(root, home)", () => {
  test("links to pages, lib and packages, the nearest of each, and makes loaders of the project's", async () => {
    const {root, home} = await createProject();
    await stagePages(root, home);
    const stage = stageOf(home);
    expect((await readdir(stage)).sort()).toEqual(["api", "api.zip.mjs", "components", "data", "duckdb", "index.md", "lib"]);
    expect(await realpath(join(stage, "lib/format.ts"))).toBe(join(root, "lib/format.ts"));
    expect(await readFile(join(stage, "duckdb/tables.zip.mjs"), "utf-8")).toContain(`${root}/src/duckdb/tables.zip.ts`);
    const packages = join(stage, "../node_modules");
    expect((await readdir(packages)).sort()).toEqual(["@scope", "near"]);
    expect(await realpath(join(packages, "near"))).toBe(join(root, "node_modules/near"));
    expect(await realpath(join(packages, "@scope/around"))).toBe(join(root, "../../@scope/around"));
  });

  test("follows a project that changed, keeps what Framework keeps, and leaves loaders that are right untouched", async () => {
    const {root, home} = await createProject();
    await stagePages(root, home);
    const kept = join(stageOf(home), ".observablehq/cache/_node/x.js");
    await writeText(kept, "1");
    const before = await stat(join(stageOf(home), "api.zip.mjs"));
    await rm(join(root, "src/index.md"));
    await writeFile(join(root, "src/eda.md"), "# Two");
    await stagePages(root, home);
    expect((await readdir(stageOf(home))).filter((name) => name.endsWith(".md"))).toEqual(["eda.md"]);
    expect(await readFile(kept, "utf-8")).toBe("1");
    expect((await stat(join(stageOf(home), "api.zip.mjs"))).mtimeMs).toBe(before.mtimeMs);
  });

  test("removes no folder of the project, however often it lays out anew", async () => {
    const {root, home} = await createProject();
    await mkdir(join(root, "src/fonts"));
    await stagePages(root, home);
    await rm(join(root, "src/fonts"), {recursive: true});
    await stagePages(root, home);
    await rm(join(stageOf(home), "components"));
    await writeText(join(stageOf(home), "components/mine.ts"), "");
    await stagePages(root, home);
    expect((await lstat(join(stageOf(home), "components"))).isSymbolicLink()).toBe(true);
    expect(await readdir(join(root, "src/components"))).toEqual(["a.ts"]);
  });
});

test("renewLoaders(home) makes those newer whose answer is the run's, and touches nothing of the project", async () => {
  const {root, home} = await createProject();
  await stagePages(root, home);
  const timeOf = async (path: string): Promise<number> => (await stat(path)).mtimeMs;
  const [loader, code] = [join(stageOf(home), "api.zip.mjs"), join(root, "src/api.zip.ts")];
  const before = [await timeOf(loader), await timeOf(code)];
  await chmod(code, 0o444);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await renewLoaders(home);
  expect(await timeOf(loader)).toBeGreaterThan(before[0]);
  expect(await timeOf(code)).toBe(before[1]);
});
