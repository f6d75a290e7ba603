import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {readFile, utimes, writeFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {takeLock} from "../../../data-loaders/flow/lock.js";
import {scratch} from "./scratch.js";

test("takeLock(path) refuses a second run, naming the first, until it is released", async () => {
  const path = join(await scratch(), "lock");
  const release = await takeLock(path, {what: "the store"});
  await expect(takeLock(path, {what: "the store"})).rejects.toThrow(
    `only one run at a time may write the store; got another run, process ${process.pid} on ${hostname()}.`
  );
  await release();
  expect(existsSync(path)).toBe(false);
  await (
    await takeLock(path, {what: "the store"})
  )();
});

test("takeLock(path) takes over from a dead process", async () => {
  const {pid} = spawnSync("true");
  const path = join(await scratch({lock: JSON.stringify({pid, host: hostname()})}), "lock");
  const release = await takeLock(path, {what: "the store"});
  expect(JSON.parse(await readFile(path, "utf-8")).pid).toBe(process.pid);
  await release();
});

test("takeLock(path) takes over a lock that was cut short", async () => {
  const path = join(await scratch({lock: ""}), "lock");
  await (
    await takeLock(path, {what: "the store"})
  )();
});

test("takeLock(path) trusts another machine until it has been silent for long", async () => {
  const path = join(await scratch(), "lock");
  await writeFile(path, JSON.stringify({pid: 1, host: "elsewhere"}));
  await expect(takeLock(path, {what: "the store"})).rejects.toThrow("process 1 on elsewhere");
  await utimes(path, 1, 1);
  await (
    await takeLock(path, {what: "the store"})
  )();
});

test("takeLock(path) gives the lock to one of many who ask at once", async () => {
  for (let round = 0; round < 50; ++round) {
    const path = join(await scratch(), "lock");
    const asked = await Promise.allSettled(Array.from({length: 8}, () => takeLock(path, {what: "the store"})));
    const given = asked.filter((d) => d.status === "fulfilled");
    expect(given).toHaveLength(1);
    await given[0].value();
  }
});

test("takeLock(path, {waitMs}) waits for another run to end", async () => {
  const path = join(await scratch(), "lock");
  const release = await takeLock(path, {what: "the store"});
  const second = takeLock(path, {what: "the store", waitMs: 60_000});
  await release();
  await (
    await second
  )();
});
