import {spawn} from "node:child_process";
import {existsSync, lstatSync} from "node:fs";
import {mkdir, readdir, readFile, rm, stat, symlink, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, test} from "vitest";
import {withScratch} from "../../../data-loaders/flow/scratch.js";
import {mendSite, publishSite, useOf} from "../../../data-loaders/site/publishSite.js";
import {listFiles, listSite} from "../../../data-loaders/site/siteFolder.js";
import {scratch as makeFolder} from "../flow/scratch.js";
import {makeReadOnly, mountDisk} from "../support/smallDisk.js";
import {writeVersion} from "./publishLoop.js";

async function publish(target: string, version: number, room = dirname(target), pad = ""): Promise<void> {
  await withScratch(room, useOf(target), async (scratch) => {
    await writeVersion(join(scratch, "site"), version);
    if (pad) await writeFile(join(scratch, "site/_file/pad.bin"), pad);
    await publishSite(join(scratch, "site"), target, scratch);
  });
}

const filesOf = (version: number): string[] =>
  [".churnbook-site", `_file/data.${version}.json`, "api/champion.json", "eda.html", "index.html"].sort();

/** Every page's file must be there, at any moment. */
async function checkWhole(target: string): Promise<number> {
  const version = await readFile(join(target, "index.html"), "utf-8");
  if (existsSync(join(target, "index.html"))) await stat(join(target, `_file/data.${version}.json`));
  return Number(version);
}

describe("publishSite(fresh, target, scratch)", () => {
  test("replaces what a build wrote, leaves nothing beside it, and lists its files in a mark", async () => {
    const folder = await makeFolder();
    const target = join(folder, "dist");
    for (const version of [1, 2]) {
      await publish(target, version);
      expect(await listFiles(target)).toEqual(filesOf(version));
      expect(await listSite(target)).toEqual(filesOf(version));
    }
    expect(await readdir(folder)).toEqual(["dist"]);
    await rm(target, {recursive: true});
    await mkdir(target);
    await publish(target, 3); // into an empty folder
    expect(await listSite(target)).toEqual(filesOf(3));
  });

  test("leaves the old site, and what somebody put into it during the build", async () => {
    const target = join(await makeFolder(), "dist");
    await publish(target, 1);
    await writeFile(join(target, "thesis.docx"), "years");
    await expect(publish(target, 2)).rejects.toThrow("got thesis.docx in");
    expect(await readFile(join(target, "thesis.docx"), "utf-8")).toBe("years");
    expect(await checkWhole(target)).toBe(1);
    expect(await readdir(dirname(target))).toEqual(["dist"]);
  });

  test("follows no link in an old site: what it leads to stays", async () => {
    const folder = await makeFolder({"photos/1.jpg": "a face"});
    const target = join(folder, "dist");
    await publish(target, 1);
    await rm(join(target, "api"), {recursive: true});
    await symlink(join(folder, "photos"), join(target, "api"));
    await expect(publish(target, 2)).rejects.toThrow("got api in");
    expect(await readFile(join(folder, "photos/1.jpg"), "utf-8")).toBe("a face");
  });

  test("publishes into a mount point file by file, from another disk too, and removes what was old", async ({skip}) => {
    const folder = await makeFolder();
    const target = join(folder, "dist");
    if (!mountDisk(target)) return skip();
    for (const version of [1, 2, 3]) {
      await publish(target, version);
      expect(await listSite(target)).toEqual(filesOf(version));
      expect(await readdir(folder)).toEqual(["dist"]);
    }
    await writeFile(join(target, "thesis.docx"), "years");
    await expect(publish(target, 4)).rejects.toThrow("got thesis.docx in");
    expect(await checkWhole(target)).toBe(3);
  });

  test("changes nothing on a full disk, and says so", async ({skip}) => {
    const target = join(await makeFolder(), "dist");
    if (!mountDisk(target)) return skip();
    await publish(target, 1);
    await expect(publish(target, 2, dirname(target), "x".repeat(2e6))).rejects.toThrow(
      /the disk must have room; got a full disk \(ENOSPC\)/
    );
    expect(await listSite(target)).toEqual(filesOf(1));
    await publish(target, 3);
    makeReadOnly(target);
    await expect(publish(target, 4)).rejects.toThrow(/must take writing; got one that can only be read \(EROFS\)/);
    expect(await checkWhole(target)).toBe(3);
  });
});

describe("a build that is killed while it publishes", () => {
  test.each(["swap", "into"])("leaves a site that works, by %s, and the next build goes on", async (how) => {
    const target = join(await makeFolder(), "dist");
    for (const wait of [0, 3, 11]) {
      const child = spawn(process.execPath, ["--import", "tsx", "test/data-loaders/site/publishLoop.ts", target, how], {
        stdio: ["ignore", "pipe", "inherit"]
      });
      const ended = new Promise((resolve) => child.on("close", resolve));
      await new Promise((resolve) => child.stdout.once("data", resolve));
      if (how === "into") for (let i = 0; i < 50; ++i) await readPages(target);
      await sleep(wait);
      child.kill("SIGKILL");
      await ended;
      await mendSite(target);
      expect(await checkWhole(target)).toBeGreaterThan(0);
      await listSite(target); // and all that stands there is known as ours
    }
    await publish(target, 1000);
    expect(await listSite(target)).toEqual(filesOf(1000));
    for (const left of (await readdir(dirname(target))).filter((name) => name !== "dist")) {
      const names = await readdir(join(dirname(target), left)); // killed before it had a mark: goes when it is a minute old
      expect(names.filter((name) => name !== ".churnbook-scratch")).toEqual([]);
    }
  });
});

/** As a reader: a page, and then its file, unless a whole new version came in between. */
async function readPages(target: string): Promise<void> {
  for (let tries = 0; ; ++tries) {
    const version = await readFile(join(target, "index.html"), "utf-8");
    if (existsSync(join(target, `_file/data.${version}.json`))) return;
    if ((await readFile(join(target, "index.html"), "utf-8")) === version) expect.fail(`page ${version} has lost its file`);
    expect(tries).toBeLessThan(100);
  }
}

test("mendSite(target) touches no folder without our mark, and no target that is there", async () => {
  const folder = await makeFolder({
    ".dist-old/photos/1.jpg": "a face",
    ".dist-new-notes/a.txt": "notes",
    ".churnbook-scratch-x/old/a": "a"
  });
  await mendSite(join(folder, "dist"));
  expect((await readdir(folder)).sort()).toEqual([".churnbook-scratch-x", ".dist-new-notes", ".dist-old"]);
  await publish(join(folder, "dist"), 1);
  expect((await readdir(folder)).sort()).toEqual([".churnbook-scratch-x", ".dist-new-notes", ".dist-old", "dist"]);
  expect(lstatSync(join(folder, "dist")).isDirectory()).toBe(true);
});
