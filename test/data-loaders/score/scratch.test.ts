import {spawnSync} from "node:child_process";
import {mkdir, readdir} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {withScratch} from "../../../data-loaders/score/scratch.js";
import {makeFolder} from "./scoring.js";

const folder = await makeFolder();
const host = hostname().replace(/[^\w.]/g, "_");

it("withScratch(folder, run) removes its folder, also after an error", async () => {
  await expect(
    withScratch(folder, async (scratch) => {
      expect(await readdir(folder)).toEqual([scratch.slice(folder.length + 1)]);
      throw new Error("no");
    })
  ).rejects.toThrow("no");
  expect(await readdir(folder)).toEqual([]);
});

it("withScratch(folder, run) sweeps the folders of dead processes, and of no other", async () => {
  const {pid: dead} = spawnSync(process.execPath, ["-e", ""]);
  const others = [`.churnbook-score-${host}-${process.ppid}-aaaaaa`, `.churnbook-score-elsewhere-${dead}-aaaaaa`];
  for (const name of [`.churnbook-score-${host}-${dead}-aaaaaa`, ...others]) await mkdir(join(folder, name));
  await withScratch(folder, async () => {});
  expect((await readdir(folder)).sort()).toEqual(others.sort());
});

it("withScratch(folder, run) says where nothing can be written", async () => {
  await expect(withScratch(join(folder, "nowhere"), async () => {})).rejects.toThrow(
    "--out: its folder must be one that can be written to; got ENOENT in"
  );
});
