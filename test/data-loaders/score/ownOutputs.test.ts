import {lstatSync} from "node:fs";
import {readdir, readFile, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import {describe, expect, it} from "vitest";
import {scratch} from "../flow/scratch.js";
import {mountDisk} from "../support/smallDisk.js";
import {HEADER, score} from "./scoring.js";

const ROWS = `${HEADER}\n1,2,3,4,5,basic\n2,3,4,5,6,basic\n`;
const SPOILT = `${HEADER}\n1,2,3,4,5,basic\nx,3,4,5,6,basic\n`;

describe("scoreFiles(request) in a folder of somebody's", () => {
  it("touches no file that it did not write, of any format, nor one where rows with faults go", async () => {
    const own = ["thesis.csv", "photo.parquet", "notes.tsv", "ok.csv.errors.csv", "ok.csv.warnings.csv"];
    const folder = await scratch({...Object.fromEntries(own.map((name) => [name, `mine,${name}\n`])), "users.csv": ROWS});
    for (const name of ["thesis.csv", "photo.parquet", "notes.tsv", "ok.csv"]) {
      await expect(score(join(folder, "users.csv"), {output: join(folder, name)}), name).rejects.toThrow(/^--out: .*Nothing was touched\./);
    }
    for (const name of own) expect(await readFile(join(folder, name), "utf-8")).toBe(`mine,${name}\n`);
    expect(await readdir(folder)).toHaveLength(own.length + 1);
  });

  it("replaces what it wrote before, with its lists of faults, and an empty file", async () => {
    const folder = await scratch({"users.csv": SPOILT, "good.csv": ROWS, "empty.csv": ""});
    for (const name of ["out.csv", "out.tsv", "out.parquet", "empty.csv"]) {
      const output = join(folder, name);
      expect(await score(join(folder, "users.csv"), {output})).toMatchObject({nBad: 1, errors: `${output}.errors.csv`});
      expect(await score(join(folder, "users.csv"), {output})).toMatchObject({nBad: 1});
      expect(await score(join(folder, "good.csv"), {output})).toMatchObject({nBad: 0, errors: null});
      expect((await readdir(folder)).filter((d) => d.startsWith(`${name}.`))).toEqual([]);
      await expect(score(join(folder, "good.csv"), {output, column: "other"}), name).rejects.toThrow(
        "with a column other; got another file"
      );
    }
  });

  it("knows its own Arrow files", async () => {
    const columns = Object.fromEntries(HEADER.split(",").map((name) => [name, name === "plan" ? ["basic"] : Float64Array.of(1)]));
    const folder = await scratch();
    await writeFile(join(folder, "users.arrow"), tableToIPC(tableFromArrays(columns), "file"));
    await writeFile(join(folder, "mine.arrow"), tableToIPC(tableFromArrays({mine: [1, 2]}), "file"));
    const before = await readFile(join(folder, "mine.arrow"));
    for (let run = 0; run < 2; ++run) expect(await score(join(folder, "users.arrow"))).toMatchObject({nRows: 1, nBad: 0});
    await expect(score(join(folder, "users.arrow"), {output: join(folder, "mine.arrow")})).rejects.toThrow("got another file");
    expect(await readFile(join(folder, "mine.arrow"))).toEqual(before);
  });

  it("writes what a link leads to, and the link stays", async () => {
    const folder = await scratch({"users.csv": ROWS});
    await symlink("later.csv", join(folder, "out.csv"));
    await score(join(folder, "users.csv"), {output: join(folder, "out.csv")});
    expect(lstatSync(join(folder, "out.csv")).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, "later.csv"), "utf-8")).toContain("churn_probability");
  });

  it("says that the disk is full, and leaves nothing", async ({skip}) => {
    const folder = await scratch();
    if (!mountDisk(folder)) return skip();
    const columns = Object.fromEntries(
      HEADER.split(",").map((name) => [name, name === "plan" ? Array<string>(2000).fill("basic") : new Float64Array(2000)])
    );
    const lines = Array.from({length: 60_000}, (_, i) => `${Math.sin(i)},2,3,4,5,basic\n`); // of which Parquet too needs much room
    const other = await scratch({"users.csv": ROWS + lines.join("")});
    await writeFile(join(other, "users.arrow"), tableToIPC(tableFromArrays(columns), "stream"));
    await writeFile(join(folder, "filler"), Buffer.alloc(1_000_000));
    for (const [input, output] of [
      ["users.csv", "out.csv"],
      ["users.csv", "out.parquet"],
      ["users.arrow", "out.arrow"]
    ]) {
      const failed = await score(join(other, input), {output: join(folder, output)}).then(
        () => null,
        (error: Error) => error
      );
      expect([failed?.name, failed?.message], output).toEqual(["ChurnbookError", expect.stringMatching(/have room/)]);
    }
    expect(await readdir(folder)).toEqual(["filler"]);
  });
});
