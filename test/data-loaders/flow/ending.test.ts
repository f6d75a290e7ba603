import {spawn} from "node:child_process";
import {describe, expect, it} from "vitest";

const ENDING = JSON.stringify(new URL("../../../data-loaders/flow/ending.ts", import.meta.url).href);

/** Runs a program to its end. @returns what it said, and its status */
async function run(program: string): Promise<[string, number | null]> {
  const source = `import {endProcess, runStoppable} from ${ENDING};\n${program}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type", "module", "--eval", source], {
    stdio: ["ignore", "pipe", "inherit"]
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve([said, code])));
}

describe("endProcess(code)", () => {
  it("ends at once where nothing is to be stopped", async () => {
    const work = "await runStoppable(async () => console.log('done'), () => console.log('stopped'));";
    expect(await run(`${work} endProcess(3); console.log('never');`)).toEqual(["done\n", 3]);
  });

  it("stops what runs, waits until it has, and lets nothing go on that awaits it", async () => {
    const work = `
      let fail;
      const work = () => new Promise((_, reject) => (fail = reject));
      const stop = () => setTimeout(() => (console.log("stopped"), fail(new Error("stopped"))), 50);
      setTimeout(() => (endProcess(130), endProcess(1), console.log("waiting")), 50);
      await runStoppable(work, stop).catch(() => console.log("never")).finally(() => console.log("never"));`;
    expect(await run(work)).toEqual(["waiting\nstopped\n", 130]);
  });
});
