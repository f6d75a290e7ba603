import fc from "fast-check";
import {mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {openBook, openBookSync} from "../../../data-loaders/flow/book.js";
import {fillHome} from "../../fixtures/book/home.js";
import {fitModels} from "../../interop/models.js";
import {scratch} from "./scratch.js";

describe("openBook(home)", () => {
  test("gives what was written or refuses, whatever byte is changed", async () => {
    const home = await scratch();
    await fillHome(home, {models: fitModels()});
    const book = await openBook(home);
    const text = await readFile(join(home, "current.json"));
    const change = fc.record({
      file: fc.constantFrom("current.json", "book/models.json"),
      at: fc.nat(),
      flip: fc.integer({min: 1, max: 255})
    });
    const models = await book.read("models.json");
    await fc.assert(
      fc.asyncProperty(change, async ({file, at, flip}) => {
        const bytes = Buffer.from(file === "current.json" ? text : models);
        bytes[at % bytes.length] ^= flip;
        await writeFile(join(home, file), bytes);
        const read = await openBook(home)
          .then((opened) => opened.read("models.json"))
          .catch(() => null);
        if (file === "current.json") expect(read === null || Buffer.compare(read, models) === 0).toBe(true);
        else expect(read).toBeNull();
        await writeFile(join(home, file), file === "current.json" ? text : models);
      }),
      {numRuns: 100}
    );
    expect((await openBook(home)).hash).toBe(book.hash);
  });

  test("says what to do where a book is missing, damaged or has lost a file; at once too", async () => {
    const home = await scratch();
    await expect(openBook(home)).rejects.toThrow("the flow must have run once; got no artefacts. Run npx churnbook build.");
    expect(() => openBookSync(home)).toThrow("the flow must have run once; got no artefacts. Run npx churnbook build.");
    await fillHome(home, {models: fitModels()});
    expect(openBookSync(home).readJson("models.json")).toEqual(await (await openBook(home)).readJson("models.json"));
    expect(() => openBookSync(home).readJson("constructor")).toThrow("the book must hold constructor");
    await rm(join(home, "book/models.json"));
    expect(() => openBookSync(home).readJson("models.json")).toThrow("Run npx churnbook build, which makes it anew.");
    await mkdir(join(home, "book/models.json"));
    await expect((await openBook(home)).read("models.json")).rejects.toThrow("damaged or missing");
    await writeFile(join(home, "current.json"), "{}");
    await expect(openBook(home)).rejects.toThrow(
      "current.json: it must be as the last run wrote it; got another text. Run npx churnbook build."
    );
    expect(await readdir(home)).toContain("current.json");
  });
});
