import type {FoundInputs} from "../../../data-loaders/score/findInputs.js";
import {symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {chooseOutput} from "../../../data-loaders/score/scoreFiles.js";
import {makeFolder} from "./scoring.js";

const folder = await makeFolder();
await symlink(folder, join(folder, "link"));

async function inputOf(name: string, isPattern = false): Promise<FoundInputs> {
  await writeFile(join(folder, name), "");
  return {files: [{path: join(folder, name), name, format: "csv"}], isPattern};
}

describe("chooseOutput(asked, inputs)", () => {
  it("stands beside the input unless asked otherwise", async () => {
    expect(await chooseOutput(null, await inputOf("a.csv"))).toEqual({
      output: join(folder, "a.scored.csv"),
      errors: join(folder, "a.scored.csv.errors.csv"),
      warnings: join(folder, "a.scored.csv.warnings.csv")
    });
    expect((await chooseOutput(join(folder, "b.parquet"), await inputOf("a.csv"))).output).toBe(join(folder, "b.parquet"));
  });

  it("asks for a name where it cannot choose one", async () => {
    await expect(chooseOutput(null, await inputOf("a.csv", true))).rejects.toThrow(
      "--out: scores of a pattern's files must have a file to go to, which the pattern does not find; got none. Name it with --out."
    );
    await expect(chooseOutput(null, null)).rejects.toThrow("--out: scores of standard input must have a file to go to; got none.");
  });

  it("refuses an input's place, by whatever path, and its file of errors", async () => {
    await expect(chooseOutput(join(folder, "link/a.csv"), await inputOf("a.csv"))).rejects.toThrow(
      "--out: the output must be another file than the input"
    );
    await expect(chooseOutput(join(folder, "o.csv"), await inputOf("o.csv.errors.csv"))).rejects.toThrow(
      "--out: the input must not stand where rows with faults go"
    );
    await expect(chooseOutput(join(folder, "link/o.csv"), await inputOf("o.csv.errors.csv"))).rejects.toThrow("Name another output.");
  });

  it("refuses a folder, and another format", async () => {
    await expect(chooseOutput(folder, await inputOf("a.csv"))).rejects.toThrow("--out: the file's name must end in one of .csv");
    await expect(chooseOutput(join(folder, "x.xlsx"), await inputOf("a.csv"))).rejects.toThrow(
      "must end in one of .csv, .tsv, .txt, .parquet"
    );
  });
});
