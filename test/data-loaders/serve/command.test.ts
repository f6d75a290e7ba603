import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {fitModels} from "../../interop/models.js";

/** What a program says first on its standard output, or all that it says on its way out. */
async function firstWords(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, {env: {...process.env, ...env}});
  onTestFinished(() => void child.kill());
  let failed = "";
  child.stderr.on("data", (text: Buffer) => (failed += String(text)));
  const said = once(child.stdout, "data").then(([text]) => String(text));
  return Promise.race([said, once(child, "close").then(() => failed)]);
}

test("churnbook endpoint answers this machine alone where HOST is empty, at any free port for PORT=0", async () => {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-endpoint-"));
  onTestFinished(() => rm(folder, {recursive: true, force: true}));
  await writeFile(join(folder, "model.json"), JSON.stringify(fitModels().logistic));
  const said = await firstWords(["bin/churnbook.js", "endpoint", "--model", join(folder, "model.json")], {HOST: "", PORT: "0"});
  expect(said).toMatch(/^POST http:\/\/127\.0\.0\.1:[1-9]\d*\/predict scores by logistic/);
});
