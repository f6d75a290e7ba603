import {spawn} from "node:child_process";
import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {resolve} from "node:path";
import type {TestProject} from "vitest/node";
import {findBrowser, installLight} from "./findBrowser.js";

declare module "vitest" {
  interface ProvidedContext {
    /** folder of the built sample site, the flow's home folder, and why it could not be built, if so */
    site: {folder: string; home: string; error: string | null};
  }
}

/** Builds the sample's site once, in folders of its own, for every site and browser test, and sees to a browser before two files look for one. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    installLight();
    findBrowser();
  } catch {
    // each test that needs one says so
  }
  const output = resolve("test/output");
  const folder = resolve(output, "site");
  const home = resolve(output, "home");
  await mkdir(output, {recursive: true});
  await rm(folder, {recursive: true, force: true});
  const env = {...process.env, CHURN_DATA: "", CHURN_DATASET: "", CHURN_OUTPUT: folder, CHURN_HOME: home};
  const {code, log} = await run("npm", ["run", "build"], env);
  await writeFile(resolve(output, "build.log"), log);
  const error = code === 0 ? null : `npm run build ended with ${code}; its last lines:\n${log.split("\n").slice(-25).join("\n")}`;
  project.provide("site", {folder, home, error});
}

/** The text of a built file. */
export function readSite(folder: string, path: string): Promise<string> {
  return readFile(resolve(folder, path), "utf8");
}

/** Runs a program to its end. @returns its exit code and all that it said */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<{code: number | null; log: string}> {
  return new Promise((done) => {
    let log = "";
    const child = spawn(command, args, {env, stdio: ["ignore", "pipe", "pipe"]});
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
    child.on("error", (error) => done({code: -1, log: `${log}\n${error.message}`}));
    child.on("close", (code) => done({code, log}));
  });
}
