import type {Command} from "../../data-loaders/command.js";
import {execFile} from "node:child_process";
import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {promisify} from "node:util";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {buildCommand, devCommand, flowCommand, serveCommand, startCommand} from "../../data-loaders/bookCommands.js";
import {parseCommand} from "../../data-loaders/command.js";
import {campaignCommand} from "../../data-loaders/campaign/command.js";
import {diffCommand} from "../../data-loaders/history/command.js";
import {initCommand} from "../../data-loaders/init/command.js";
import {workerCommand} from "../../data-loaders/remote/command.js";
import {scoreCommand} from "../../data-loaders/score/command.js";
import {endpointCommand} from "../../data-loaders/serve/command.js";
import {packCommand} from "../../data-loaders/site/singleFile/command.js";
import {nginxCommand} from "../../data-loaders/site/nginxCommand.js";
import {trackCommand} from "../../data-loaders/tracking/command.js";

const OPTIONS = {
  out: {type: "string", short: "o", value: "<folder>", help: "where to", setting: "CHURN_OUTPUT", isPath: true},
  workers: {type: "string", value: "<n>", help: "threads", setting: "CHURN_WORKERS"},
  column: {type: "string", value: "<name>", help: "a name"},
  yes: {type: "boolean", short: "y", help: "ask nothing"}
} as const;
const TOY: Command<typeof OPTIONS> = {
  usage: "churnbook toy <file>",
  about: "Plays.",
  options: OPTIONS,
  takes: {least: 1, most: 1, what: "one file"},
  examples: ["churnbook toy a.csv"]
};

let said = "";
beforeEach(() => {
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.stubEnv("CHURN_OUTPUT", "site");
  vi.stubEnv("CHURN_WORKERS", "");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("parseCommand(command, args)", () => {
  test("gives what follows, and sets what an option stands before", () => {
    const asked = parseCommand(TOY, ["a.csv", "-o", "mine", "--column=p", "-y"]);
    expect(asked?.positionals).toEqual(["a.csv"]);
    expect({...asked?.values}).toEqual({out: "mine", column: "p", yes: true});
    expect(process.env.CHURN_OUTPUT).toBe(resolve("mine"));
  });

  test("leaves environment variables whose option is not given", () => {
    parseCommand(TOY, ["a.csv"]);
    expect(process.env.CHURN_OUTPUT).toBe("site");
  });

  test.each([
    [
      ["a.csv", "--colum", "p"],
      /^churnbook toy: its options must be known.*'--colum'\. Did you mean --column\? See churnbook toy --help\.$/
    ],
    [["-x.csv", "--column", "p"], /'-x'\. A file of that name is written \.\/-x\.csv\. See churnbook toy --help\.$/],
    [["a.csv", "--zebra"], /^churnbook toy: its options must be known.*'--zebra'\. See churnbook toy --help\.$/],
    [
      ["a.csv", "--out"],
      /^churnbook toy: its options must be known, each with its value; got Option '-o, --out <value>' argument missing\./
    ],
    [["a.csv", "--workers", "many"], /^--workers: it must be a whole number from 1 to 256; got many\.$/],
    [[], /^churnbook toy: it takes one file; got none\. See churnbook toy --help\.$/],
    [["a.csv", "b.csv"], /^churnbook toy: it takes one file; got a\.csv b\.csv\./]
  ])("complains of %j by name", (args, message) => {
    expect(() => parseCommand(TOY, args)).toThrow(message);
  });

  test("names the variable where that is wrong, and no option was given", () => {
    vi.stubEnv("CHURN_WORKERS", "0");
    expect(() => parseCommand(TOY, ["a.csv"])).toThrow(/^CHURN_WORKERS: it must be a whole number/);
  });
});

const commands = {
  start: startCommand,
  build: buildCommand,
  flow: flowCommand,
  dev: devCommand,
  serve: serveCommand,
  init: initCommand,
  score: scoreCommand,
  campaign: campaignCommand,
  diff: diffCommand,
  pack: packCommand,
  endpoint: endpointCommand,
  track: trackCommand,
  worker: workerCommand,
  nginx: nginxCommand
};

describe("every command", () => {
  test.each(Object.entries(commands))("%s explains itself with its options and examples, in lines of a terminal", async (name, command) => {
    await command(["--help"]);
    expect(said).toMatch(new RegExp(`^churnbook \\[?${name}\\b.* \\[options\\]\n\n\\w`));
    expect(said).toContain("-h, --help");
    const [, examples] = said.split("\nFor example\n");
    expect(
      examples
        .trim()
        .split("\n")
        .every((line) => line.includes("churnbook "))
    ).toBe(true);
    expect(said.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test.each(Object.entries(commands))("%s knows no other options", async (_, command) => {
    await expect(command(["--colour"])).rejects.toThrow("--colour");
  });
});

test("nginx without a site says that there is none", async () => {
  await expect(nginxCommand(["--out", "nowhere/at/all"])).rejects.toThrow(
    /nowhere\/at\/all: the site must have been built; got no index\.html/
  );
});

test("track without a server says how to name one", async () => {
  vi.stubEnv("MLFLOW_TRACKING_URI", "");
  await expect(trackCommand([])).rejects.toThrow(
    "MLFLOW_TRACKING_URI: it must be the address of a tracking server; got nothing. For example"
  );
  vi.unstubAllEnvs();
});

describe("churnbook", () => {
  const run = async (...args: string[]): Promise<{said: string; code: number}> =>
    promisify(execFile)(process.execPath, ["bin/churnbook.js", ...args]).then(
      ({stdout, stderr}) => ({said: stdout + stderr, code: 0}),
      (error: {stdout: string; stderr: string; code: number}) => ({said: error.stdout + error.stderr, code: error.code})
    );

  test("lists its commands, and says its version", async () => {
    const {said: overview} = await run();
    const listed = [...overview.matchAll(/^ {2}([a-z]+)(?= {2,}\w)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys(commands).sort());
    const {version} = JSON.parse(readFileSync("package.json", "utf-8")) as {version: string};
    expect(await run("--version")).toEqual({said: `${version}\n`, code: 0});
  });

  test("says which command a mistyped one may have meant", async () => {
    const {said: error, code} = await run("scroe", "a.csv");
    expect(error.trim()).toMatch(
      /^churnbook: it takes a table, or one of start, .*; got scroe\. Did you mean churnbook score\? See churnbook --help\.$/
    );
    expect(code).toBe(1);
  });
});
