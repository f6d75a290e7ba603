import {spawnSync} from "node:child_process";
import {expect, test} from "vitest";

test("tsc finds no fault", () => {
  const {stdout, status} = spawnSync("npx", ["tsc", "--noEmit"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});

test("oxlint finds no fault and no warning", () => {
  const {stdout, status} = spawnSync("npx", ["oxlint", "--max-warnings=0", "--format=unix"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});

test("knip finds no file that nobody reaches, no export that nobody imports", () => {
  const {stdout, status} = spawnSync("npx", ["knip"], {encoding: "utf8"});
  expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
});
