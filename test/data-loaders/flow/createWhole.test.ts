import {mkdir, mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {createWhole} from "../../../data-loaders/flow/files.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-create-"));
afterAll(() => rm(folder, {recursive: true, force: true}));

describe("createWhole(path, content)", () => {
  it("writes a file where none stands, and nothing beside it", async () => {
    expect(await createWhole(join(folder, "a.json"), "mine")).toBe(true);
    expect(await readFile(join(folder, "a.json"), "utf8")).toBe("mine");
    expect(await readdir(folder)).toEqual(["a.json"]);
  });

  it("leaves what stands there, a folder too", async () => {
    await mkdir(join(folder, "b.json"));
    expect(await createWhole(join(folder, "a.json"), "other")).toBe(false);
    expect(await createWhole(join(folder, "b.json"), "other")).toBe(false);
    expect(await readFile(join(folder, "a.json"), "utf8")).toBe("mine");
    expect((await readdir(folder)).sort()).toEqual(["a.json", "b.json"]);
  });

  it("lets one of many at once write it, whole, and leaves nothing of the others", async () => {
    const path = join(folder, "many.json");
    const contents = Array.from({length: 24}, (_, i) => String(i).repeat(2000));
    const written = await Promise.all(contents.map((content) => createWhole(path, content)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(contents).toContain(await readFile(path, "utf8"));
    await rm(path);
    expect((await readdir(folder)).sort()).toEqual(["a.json", "b.json"]);
  });

  it("throws the system's error where nothing can be written, and leaves nothing", async () => {
    await expect(createWhole(join(folder, "absent/c.json"), "mine")).rejects.toMatchObject({code: "ENOENT"});
    expect((await readdir(folder)).sort()).toEqual(["a.json", "b.json"]);
  });
});
