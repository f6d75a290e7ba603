import type {Settings} from "../../../data-loaders/settings.js";
import {appendFile, mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {writeSealed} from "../../../data-loaders/flow/sealed.js";
import {isSiteWhole, keyOfSite, sealSite} from "../../../data-loaders/site/siteSeal.js";
import {scratch, writeText} from "../flow/scratch.js";

const SOURCES = {
  "src/index.md": "# {{headline}}",
  "src/theme.css": "p {}",
  "src/components/report/gains.ts": "export const gains = 1;",
  "lib/format.ts": "export const format = 1;",
  "data-loaders/site/shell.ts": "export const head = 1;",
  "observablehq.config.ts": "export default {};",
  "package.json": "{}",
  "package-lock.json": "{}"
};

async function createProject(): Promise<Settings> {
  const root = await scratch(SOURCES);
  const home = join(root, ".churnbook");
  await writeText(join(home, "book/models.json"), "{}");
  await writeSealed(join(home, "current.json"), {bookHash: "one", files: {}});
  return {root, home, base: "/"} as Settings;
}

describe("keyOfSite(settings)", () => {
  test("stays while nothing changes, and when what Framework keeps does", async () => {
    const settings = await createProject();
    const key = await keyOfSite(settings);
    await writeText(join(settings.home, "pages/src/.observablehq/cache/x.js"), "2");
    await writeText(join(settings.home, "runs/again.json"), "{}");
    expect(await keyOfSite(settings)).toBe(key);
  });

  test.each(Object.keys(SOURCES))("changes with %s", async (name) => {
    const settings = await createProject();
    const key = await keyOfSite(settings);
    await appendFile(join(settings.root, name), " ");
    expect(await keyOfSite(settings)).not.toBe(key);
  });

  test("changes with a new page, the artefacts, the tracking server's answer, and each setting that pages bear", async () => {
    const settings = await createProject();
    const keys = [await keyOfSite(settings), await keyOfSite({...settings, base: "/churn/"})];
    keys.push(await keyOfSite({...settings, siteUrl: "https://your.site/"}));
    await writeSealed(join(settings.home, "current.json"), {bookHash: "two", files: {}});
    keys.push(await keyOfSite(settings));
    await writeSealed(join(settings.home, "tracking.json"), {state: "sent"});
    keys.push(await keyOfSite(settings));
    await writeText(join(settings.root, "src/more.md"), "# More");
    keys.push(await keyOfSite(settings));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("isSiteWhole(home, target, key)", () => {
  async function createSite(): Promise<{home: string; target: string; isWhole: (key?: string, at?: string) => Promise<boolean>}> {
    const home = await scratch();
    const target = await scratch({"index.html": "<h1>", "_file/data.1.json": "{}"});
    await mkdir(join(target, "_npm")); // bundling leaves folders in which nothing stands
    await sealSite(home, target, "key");
    return {home, target, isWhole: (key = "key", at = target) => isSiteWhole(home, at, key)};
  }

  test("holds for the site that was sealed, and for no other key or folder", async () => {
    const {isWhole} = await createSite();
    const other = await scratch({"index.html": "<h1>", "_file/data.1.json": "{}"});
    expect([await isWhole(), await isWhole("other"), await isWhole("key", other)]).toEqual([true, false, false]);
  });

  const damages: [string, (target: string, home: string) => Promise<void>][] = [
    ["a changed file", (target) => writeFile(join(target, "index.html"), "<h2>")],
    ["a missing file", (target) => rm(join(target, "_file/data.1.json"))],
    ["a folder less", (target) => rm(join(target, "_npm"), {recursive: true})],
    ["a file more", (target) => writeFile(join(target, "more.html"), "")],
    ["no site at all", (target) => rm(target, {recursive: true})],
    ["a seal that was changed", (_target, home) => appendFile(join(home, "site.json"), "x")],
    ["no seal", (_target, home) => rm(join(home, "site.json"))]
  ];
  test.each(damages)("does not hold for %s", async (_, damage) => {
    const {home, target, isWhole} = await createSite();
    await damage(target, home);
    expect(await isWhole()).toBe(false);
  });
});
