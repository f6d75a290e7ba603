import {existsSync} from "node:fs";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, inject, test} from "vitest";
import {stageCache} from "../../data-loaders/site/stage.js";
import {bundlePackagesWhile} from "../../data-loaders/site/warmPackages.js";
import {scratch, writeText} from "../data-loaders/flow/scratch.js";

const root = process.cwd();
const packagesOf = (home: string): string => join(stageCache(home), "_node");

describe("bundlePackagesWhile(settings, run)", () => {
  test("bundles what Framework does of the same pages, to the byte, and answers what was run", async () => {
    const home = await scratch();
    expect(await bundlePackagesWhile({root, home}, async () => 42, 600_000)).toBe(42);
    const [own, theirs] = await Promise.all([home, inject("site").home].map((d) => readAll(packagesOf(d))));
    expect(own.size).toBeGreaterThan(30);
    expect(own).toEqual(theirs);
    expect((await readdir(join(home, "pages"))).filter((name) => name !== "src")).toEqual([]);
  });

  test("does not wait for them without end: what has had no turn is left to the pages' build", async () => {
    const home = await scratch();
    expect(await bundlePackagesWhile({root, home}, async () => "run", 0)).toBe("run");
    expect([existsSync(packagesOf(home)), await readdir(join(home, "pages"))]).toEqual([false, []]);
  });

  test("where the run fails its error is told, and nothing half done stays", async () => {
    const home = await scratch();
    const fail = async (): Promise<never> => {
      throw new Error("no table");
    };
    await expect(bundlePackagesWhile({root, home}, fail)).rejects.toThrow("no table");
    expect([existsSync(packagesOf(home)), await readdir(join(home, "pages"))]).toEqual([false, []]);
  });

  test("what is bundled already stays, and what cannot be bundled is left to the pages' build", async () => {
    const home = await scratch();
    expect(await bundlePackagesWhile({root: join(home, "nowhere"), home}, async () => "run")).toBe("run");
    expect(existsSync(packagesOf(home))).toBe(false);
    await writeText(join(packagesOf(home), "d3.js"), "kept");
    expect(await bundlePackagesWhile({root, home}, async () => "run")).toBe("run");
    expect([...(await readAll(packagesOf(home)))]).toEqual([["d3.js", "kept"]]);
  });
});

async function readAll(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith(".js")).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)));
}
