import {existsSync} from "node:fs";
import {readdir, readFile, rename} from "node:fs/promises";
import {join} from "node:path";
import {expect, test} from "vitest";
import {freshBeside, mendFolder, removeLeftOvers, swapFolder} from "../../../data-loaders/site/swapFolder.js";
import {scratch} from "../flow/scratch.js";

const readIndex = (folder: string): Promise<string> => readFile(join(folder, "dist/index.html"), "utf-8");

test("swapFolder(fresh, target) replaces a folder and leaves nothing beside it", async () => {
  const folder = await scratch({"dist/index.html": "old", "dist/gone.html": "old", "fresh/index.html": "new"});
  await swapFolder(join(folder, "fresh"), join(folder, "dist"));
  expect(await readIndex(folder)).toBe("new");
  expect(existsSync(join(folder, "dist/gone.html"))).toBe(false);
  expect(await readdir(folder)).toEqual(["dist"]);
});

test("swapFolder(fresh, target) makes the folder where there is none", async () => {
  const folder = await scratch({"fresh/index.html": "new"});
  await swapFolder(join(folder, "fresh"), join(folder, "dist"));
  expect(await readIndex(folder)).toBe("new");
});

test("mendFolder(target) puts back what a kill between the renames left aside", async () => {
  const folder = await scratch({"dist/index.html": "old"});
  await rename(join(folder, "dist"), join(folder, ".dist-old"));
  await mendFolder(join(folder, "dist"));
  expect(await readIndex(folder)).toBe("old");
  await mendFolder(join(folder, "dist"));
  expect(await readIndex(folder)).toBe("old");
});

test("mendFolder(target) keeps the new site when a kill came after both renames", async () => {
  const folder = await scratch({"dist/index.html": "new", ".dist-old/index.html": "old"});
  await mendFolder(join(folder, "dist"));
  expect(await readIndex(folder)).toBe("new");
});

test("removeLeftOvers(target) removes what killed builds left, and nothing else", async () => {
  const folder = await scratch({"dist/index.html": "a", ".dist-new-1/index.html": "b", "other/c": "c"});
  expect(freshBeside(join(folder, "dist"))).toBe(join(folder, `.dist-new-${process.pid}`));
  await removeLeftOvers(join(folder, "dist"));
  expect((await readdir(folder)).sort()).toEqual(["dist", "other"]);
});
