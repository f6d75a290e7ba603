import {spawnSync} from "node:child_process";
import {mkdir, readdir, utimes, writeFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {withScratch} from "../../../data-loaders/flow/scratch.js";
import {scratch as makeFolder} from "./scratch.js";

async function leave(folder: string, name: string, mark: object | null): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, "notes.txt"), "notes");
  if (mark) await writeFile(join(folder, name, ".churnbook-scratch"), JSON.stringify(mark));
}

it("withScratch(folder, use, run) removes its folder, also after an error", async () => {
  const folder = await makeFolder();
  const run = withScratch(folder, "score", async (scratch) => {
    expect(await readdir(folder)).toEqual([scratch.slice(folder.length + 1)]);
    await withScratch(folder, "score", async () => expect(await readdir(folder)).toHaveLength(2)); // one in use is left alone
    throw new Error("no");
  });
  await expect(run).rejects.toThrow("no");
  expect(await readdir(folder)).toEqual([]);
});

it("withScratch(folder, use, run) sweeps what dead processes left of that use, and nothing without our mark", async () => {
  const folder = await makeFolder();
  const {pid: dead} = spawnSync(process.execPath, ["-e", ""]);
  const host = hostname();
  await leave(folder, ".churnbook-scratch-dead", {use: "score", pid: dead, host});
  await leave(folder, ".churnbook-scratch-ours", {use: "score", pid: process.pid, host}); // our number, before us
  await leave(folder, ".churnbook-scratch-old", {use: "score", pid: dead, host: "elsewhere"});
  const longAgo = new Date(Date.now() - 48 * 3600 * 1000);
  await utimes(join(folder, ".churnbook-scratch-old/.churnbook-scratch"), longAgo, longAgo);
  const kept: [string, object | null][] = [
    [".churnbook-scratch-alive", {use: "score", pid: process.ppid, host}],
    [".churnbook-scratch-elsewhere", {use: "score", pid: dead, host: "elsewhere"}],
    [".churnbook-scratch-other-use", {use: "site", pid: dead, host}],
    [".churnbook-scratch-no-mark", null],
    [".churnbook-scratch-other-mark", {use: 7}],
    ["my-folder", {use: "score", pid: dead, host}]
  ];
  for (const [name, mark] of kept) await leave(folder, name, mark);
  await withScratch(folder, "score", async () => {});
  expect((await readdir(folder)).sort()).toEqual(kept.map(([name]) => name).sort());
});

it("withScratch(folder, use, run) says where nothing can be written", async () => {
  await expect(withScratch(join(await makeFolder(), "nowhere"), "score", async () => {})).rejects.toThrow(
    /nowhere: it must be there; got nothing of that name \(ENOENT\)\./
  );
});
