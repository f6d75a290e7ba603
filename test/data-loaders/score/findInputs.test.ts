import {execFileSync} from "node:child_process";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {Readable} from "node:stream";
import {describe, expect, it} from "vitest";
import {expandBraces, findInputs, keepStandardInput} from "../../../data-loaders/score/findInputs.js";
import {makeFolder} from "./scoring.js";

const folder = await makeFolder();
for (const name of ["may.csv", "june.csv", "july.csv", "may.parquet", "{a,b}.csv"]) await writeFile(join(folder, name), "");

async function namesOf(input: string): Promise<string[]> {
  return (await findInputs(join(folder, input))).files.map(({name}) => name);
}

describe("findInputs(input)", () => {
  it("finds a file of the very name, and the files of a pattern with braces", async () => {
    expect(await namesOf("{a,b}.csv")).toEqual(["{a,b}.csv"]);
    expect(await namesOf("{may,ju*}.csv")).toEqual(["july.csv", "june.csv", "may.csv"]);
    expect((await findInputs(join(folder, "ju*.csv"))).isPattern).toBe(true);
    expect((await findInputs(join(folder, "may.csv"))).isPattern).toBe(false);
  });

  it("speaks of score, never of the build's settings", async () => {
    const error = await findInputs(join(folder, "august.csv")).catch(String);
    expect(error).toMatch(
      /score: the data must be a file that exists, or a pattern that finds one; got .* It takes a CSV, Parquet, Arrow or Excel/
    );
    expect(error).not.toMatch(/ingest|CHURN_DATA/);
    await expect(findInputs(join(folder, "may.*"))).rejects.toThrow("score: all files must be of one format; got csv and parquet.");
  });

  it("refuses a pipe, which cannot be read twice", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.csv")]);
    await expect(findInputs(join(folder, "pipe.csv"))).rejects.toThrow(
      "score: the input must be a file on a disk, because it is read twice; got a pipe or a device (pipe.csv). Write - to score CSV from standard input."
    );
  });
});

it("keepStandardInput(scratch) keeps what comes as a CSV file", async () => {
  const file = await keepStandardInput(folder, Readable.from([Buffer.from("a,b\n"), Buffer.from("1,2\n")]));
  expect([file.format, await readFile(file.path, "utf8")]).toEqual(["csv", "a,b\n1,2\n"]);
});

it("expandBraces(pattern) gives a pattern per choice", () => {
  expect(expandBraces("{may,june}/*.{csv,tsv}").sort()).toEqual(["june/*.csv", "june/*.tsv", "may/*.csv", "may/*.tsv"]);
  expect(expandBraces("x{1}y")).toEqual(["x{1}y"]);
  expect(expandBraces("{a,{b,c}}")).toEqual(["a", "b", "a", "c"]); // each file is found once all the same
});
