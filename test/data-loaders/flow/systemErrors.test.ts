import {createWriteStream} from "node:fs";
import {mkdir, readFile, symlink, writeFile} from "node:fs/promises";
import {createServer} from "node:net";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {describeError} from "../../../data-loaders/fail.js";
import {makeFolder, writeNew, writeWhole} from "../../../data-loaders/flow/files.js";
import {explainSystemError, findSystemError} from "../../../data-loaders/flow/systemErrors.js";
import {makeReadOnly, mountDisk} from "../support/smallDisk.js";
import {scratch} from "./scratch.js";

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error
  );

describe("describeError(error)", () => {
  test("says a fault of files in one line, with its place and a remedy, and never a stack", async () => {
    const folder = await scratch({"file.txt": "x"});
    await symlink("ring", join(folder, "ring"));
    const faults: [string, () => Promise<unknown>][] = [
      ["ENOTDIR", () => writeFile(join(folder, "file.txt/a"), "")],
      ["EISDIR", () => readFile(folder)],
      ["ELOOP", () => readFile(join(folder, "ring"))],
      ["ENOENT", () => readFile(join(folder, "nothing"))],
      ["EEXIST", () => mkdir(join(folder, "file.txt"))],
      ["ENAMETOOLONG", () => writeFile(join(folder, "x".repeat(300)), "")]
    ];
    for (const [code, fault] of faults) {
      expect(describeError(await errorOf(fault())), code).toMatch(
        new RegExp(
          `^[^\\n]+: [^\\n]+ must [^\\n]+; got [^\\n]+ \\(${code}\\)\\. [A-Z][^\\n]+\\.$|^[^\\n]+: nothing may [^\\n]+ \\(${code}\\)\\. [^\\n]+$`
        )
      );
    }
  });

  test("keeps the stack of what is nobody's fault but ours", () => {
    expect(describeError(new TypeError("x is undefined"))).toMatch(/x is undefined\n\s+at /);
    expect(describeError(Object.assign(new Error("odd"), {code: "ERR_ODD"}))).toMatch(/odd\n\s+at /);
  });
});

test("explainSystemError(error) leaves networks to who knows their addresses", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  const error = await errorOf(new Promise((_, reject) => createServer().once("error", reject).listen(1, "203.0.113.1")));
  server.close();
  expect(explainSystemError(error)).toBe(error);
});

test("findSystemError(text, place) finds the fault in another program's words", () => {
  const text = "building\nError: ENOSPC: no space left on device, copyfile '/a/b' -> '/c/d'\n    at async";
  expect(findSystemError(text, "/site")?.message).toContain("/c/d: the disk must have room; got a full disk (ENOSPC).");
  expect(findSystemError("IO Error: No space left on device", "/site")?.message).toContain("/site: the disk must have room");
  expect(findSystemError("TypeError: x is undefined", "/site")).toBeNull();
});

test("on a full or read-only disk nothing half-written stays", async ({skip}) => {
  const disk = join(await scratch(), "disk");
  if (!mountDisk(disk)) return skip();
  await writeWhole(join(disk, "kept"), "old");
  const large = "x".repeat(2e6);
  for (const write of [() => writeWhole(join(disk, "kept"), large), () => writeNew(join(disk, "new"), () => [large, large])]) {
    await expect(write()).rejects.toThrow("the disk must have room; got a full disk (ENOSPC)");
  }
  expect(await readFile(join(disk, "kept"), "utf-8")).toBe("old");
  const stream = createWriteStream(join(disk, "stream"));
  stream.end(large);
  expect(describeError(await new Promise((resolve) => stream.on("error", resolve)))).toContain("a full disk");
  makeReadOnly(disk);
  for (const write of [() => writeWhole(join(disk, "a/b/c"), ""), () => makeFolder(join(disk, "a/b"))]) {
    expect(describeError(await errorOf(write()))).toContain("the disk must take writing; got one that can only be read (EROFS)");
  }
});
