import {spawnSync} from "node:child_process";
import {expect, test} from "vitest";

test("tsc finds no fault", () => {
  const {stdout, status} = spawnSync("npx", ["tsc", "--noEmit"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});

test("eslint finds no fault and no warning", () => {
  const {stdout, status} = spawnSync("npx", ["eslint", ".", "--max-warnings=0"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});

test("knip finds no file that nobody reaches, no export that nobody imports", () => {
  const {stdout, status} = spawnSync("npx", ["knip"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});
