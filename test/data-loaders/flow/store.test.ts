import fc from "fast-check";
import {existsSync} from "node:fs";
import {mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {createStore} from "../../../data-loaders/flow/store.js";
import {put} from "../../../data-loaders/flow/task.js";
import {scratch} from "./scratch.js";

const KEY = `sum-${"a".repeat(24)}`;
const BYTES = Uint8Array.from({length: 300}, (_, i) => (i * 7) % 256);
const written = [
  put({task: "sum", name: "book/sum.json"}, {share: 0.416, words: ["é", "\u0000"]}),
  put({task: "sum", name: "rows.bin"}, BYTES)
];
const result = {task: "sum", key: KEY, written, ranSeconds: () => 1.5, log: ["WARNING: told"], trialSeconds: {a: 0.25, 7: 1}};
const FILES = ["entry.json", "book/sum.json", "rows.bin"];

describe("createStore(folder)", () => {
  test("gives back what was saved, with its log and times", async () => {
    const store = createStore(await scratch());
    expect(await store.find(KEY)).toEqual({entry: null, damage: null});
    const saved = await store.save(result);
    expect(await store.find(KEY)).toEqual({entry: saved, damage: null});
    expect(saved).toMatchObject({log: ["WARNING: told"], trialSeconds: {a: 0.25, 7: 1}});
    expect(await store.read(saved, "rows.bin")).toEqual(BYTES);
    await expect(store.read(saved, "other.bin")).rejects.toThrow("it must hold other.bin");
  });

  test("never gives a byte that the task did not write: a change anywhere is a miss, or changes nothing", async () => {
    const folder = await scratch();
    const store = createStore(folder);
    const saved = await store.save(result);
    const originals = new Map(await Promise.all(FILES.map(async (name) => [name, await readFile(join(folder, KEY, name))] as const)));
    const change = fc.record({
      file: fc.constantFrom(...FILES),
      at: fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}),
      flip: fc.integer({min: 1, max: 255})
    });
    await fc.assert(
      fc.asyncProperty(change, async ({file, at, flip}) => {
        const path = join(folder, KEY, file);
        const original = originals.get(file) as Buffer;
        const bytes = Buffer.from(original);
        bytes[Math.floor(at * bytes.length)] ^= flip;
        await writeFile(path, bytes);
        const {entry, damage} = await store.find(KEY);
        const isLayout = file === "entry.json" && entry; // a flip between the words of the JSON
        if (isLayout) expect(entry).toEqual(saved);
        else expect([entry, damage]).toEqual([null, file]);
        if (file !== "entry.json") await expect(store.read(saved, file)).rejects.toThrow("a stored result must be as it was written");
        await writeFile(path, original);
      }),
      {numRuns: 300}
    );
    expect((await store.find(KEY)).entry).toEqual(saved);
  });

  test("takes a file that is gone, cut short, a folder, or of another key for a miss, and mends it when it is saved again", async () => {
    const folder = await scratch();
    const store = createStore(folder);
    const path = (name: string): string => join(folder, KEY, name);
    const spoil: [string, () => Promise<unknown>][] = [
      ["rows.bin", () => rm(path("rows.bin"))],
      ["rows.bin", () => truncate(path("rows.bin"), 10)],
      ["rows.bin", async () => (await rm(path("rows.bin")), mkdir(path("rows.bin")))],
      ["rows.bin", async () => (await rm(path("rows.bin")), symlink("rows.bin", path("rows.bin")))],
      ["book/sum.json", async () => (await rm(path("book"), {recursive: true}), writeFile(path("book"), ""))],
      ["entry.json", () => truncate(path("entry.json"), 20)],
      ["entry.json", () => writeFile(path("entry.json"), "null")],
      ["entry.json", () => writeFile(path("entry.json"), '{"task": "sum", "outputs": []}')]
    ];
    for (const [damage, run] of spoil) {
      const saved = await store.save(result);
      await run();
      expect(await store.find(KEY)).toEqual({entry: null, damage});
      expect(await store.save(result)).toEqual(saved);
      expect(await store.find(KEY)).toEqual({entry: saved, damage: null});
    }
    const other = `sum-${"b".repeat(24)}`;
    await rename(join(folder, KEY), join(folder, other));
    expect(await store.find(other)).toEqual({entry: null, damage: "entry.json"});
  });

  test("removes entries of its own form, and nothing else", async () => {
    const folder = await scratch({"invoices/1.txt": "1", "list.txt": "list", "sum-notes/a": "a", "aaaaaaaaaaaaaaaaaaaaaaaa/b": "b"});
    const store = createStore(folder);
    const other = `sum-${"b".repeat(24)}`;
    await store.save(result);
    await store.save({...result, key: other});
    await mkdir(join(folder, `${KEY}.123.tmp`));
    await store.keepOnly(new Set([other]));
    expect((await readdir(folder)).sort()).toEqual(["aaaaaaaaaaaaaaaaaaaaaaaa", "invoices", "list.txt", other, "sum-notes"].sort());
    expect(existsSync(join(folder, other, "entry.json"))).toBe(true);
  });
});
