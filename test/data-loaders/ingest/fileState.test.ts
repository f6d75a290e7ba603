import type {DataFile} from "../../../data-loaders/ingest/resolveFiles.js";
import {readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {sha256} from "../../../data-loaders/flow/hash.js";
import {readAtRest} from "../../../data-loaders/ingest/fileState.js";
import {ingestTask} from "../../../data-loaders/tasks/ingest.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {smallCsv} from "../book/smallBook.js";
import {scratch} from "../flow/scratch.js";
import {createContext} from "../support/context.js";

async function fileOf(text: string): Promise<{folder: string; files: DataFile[]; path: string}> {
  const folder = await scratch({"users.csv": text});
  const path = join(folder, "users.csv");
  return {folder, path, files: [{path, name: "users.csv", format: "csv"}]};
}

describe("readAtRest(files, read)", () => {
  test("gives what was read with the hash of the same bytes", async () => {
    const {files, path} = await fileOf("a");
    expect(await readAtRest(files, () => readFile(path, "utf-8"))).toEqual({result: "a", sha256: sha256("a")});
  });

  test("refuses a file that was written or replaced while it was read, also where the old bytes came back", async () => {
    const spoils: ((path: string, folder: string) => Promise<unknown>)[] = [
      (path) => writeFile(path, "b"),
      (path) => writeFile(path, "a"),
      async (path, folder) => {
        await rename(path, join(folder, "aside"));
        await writeFile(path, "b");
        await readFile(path);
        await rename(join(folder, "aside"), path);
      }
    ];
    for (const spoil of spoils) {
      const {files, path, folder} = await fileOf("a");
      await new Promise((resolve) => setTimeout(resolve, 20)); // a clock's tick later
      await expect(readAtRest(files, () => spoil(path, folder))).rejects.toThrow("the data must stay as they are while they are read");
    }
  });
});

test("ingestTask(definition, source) stores nothing of a file that is not the one of its key", async () => {
  const {path} = await fileOf(smallCsv(400, 5));
  const {context} = createContext();
  const source = {kind: "file" as const, path, names: ["users.csv"], sha256: sha256(smallCsv(600, 4))};
  await expect(ingestTask(exampleDefinition(), source).run(context)).rejects.toThrow(
    "ingest: the data must stay as they are while they are read; got other bytes in users.csv than at the start. Run it again"
  );
  const right = {...source, sha256: sha256(smallCsv(400, 5))};
  expect(await ingestTask(exampleDefinition(), right).run(context)).toHaveLength(2);
});
