import {spawnSync} from "node:child_process";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, test} from "vitest";
import {scratch} from "../flow/scratch.js";

function run(script: string, ...args: string[]): {status: number | null; stderr: string} {
  const env = {...process.env, CHURN_DATASET: "", CHURN_DATA: ""};
  return spawnSync(process.execPath, ["--import", "tsx", `data-loaders/sample/${script}.ts`, ...args], {env, encoding: "utf-8"});
}

test("sample:write makes a new file, and sample:fit a recipe; neither replaces anything of somebody's", async () => {
  const folder = await scratch({"users.csv": "mine", "thesis.json": '{"mine": true}'});
  const path = (name: string): string => join(folder, name);
  for (const taken of ["users.csv", "."]) {
    const {status, stderr} = run("write", path(taken), "300");
    expect([status, stderr]).toEqual([1, expect.stringMatching(/nothing may stand there yet; got a f.*Nothing was touched\./)]);
  }
  expect(run("write", path("new.csv"), "300")).toMatchObject({status: 0});
  expect((await readFile(path("new.csv"), "utf-8")).trim().split("\n")).toHaveLength(301);
  for (const taken of ["thesis.json", "users.csv", "."]) {
    const {status, stderr} = run("fit", path("new.csv"), path(taken));
    expect([status, stderr]).toEqual([1, expect.stringMatching(/a recipe may only replace another; got a f.*Nothing was touched\./)]);
  }
  for (let time = 0; time < 2; ++time) expect(run("fit", path("new.csv"), path("my.recipe.json"))).toMatchObject({status: 0});
  expect(await readFile(path("users.csv"), "utf-8")).toBe("mine");
  expect((await readdir(folder)).sort()).toEqual(["my.recipe.json", "new.csv", "thesis.json", "users.csv"]);
});
