import type {Block, Scored} from "../../../lib/batch/block.js";
import type {HelpOptions, PromptJob} from "../../../data-loaders/score/promptScorer.js";
import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, it} from "vitest";
import {createPromptScorer} from "../../../data-loaders/score/promptScorer.js";
import {createBlockScorer} from "../../../lib/batch/scoreBlock.js";
import {createRandom} from "../../../lib/random.js";
import {models} from "./scoring.js";

/** Numbers and levels as blocks hold them, with some that cannot be scored. */
function drawBlock(nRows: number): Block {
  const random = createRandom(nRows);
  const {inputs} = models.boosting;
  const cell = (kind: string): number => (kind === "category" ? Math.floor(random() * 4) - 1 : random() < 0.1 ? Infinity : random() * 9);
  return {nRows, inputs: Float32Array.from({length: inputs.length * nRows}, (_, i) => cell(inputs[Math.floor(i / nRows)].kind))};
}

function copy({nRows, inputs}: Block): Block {
  return {nRows, inputs: inputs.slice()};
}

function createJob(changes: Partial<PromptJob>): PromptJob {
  return {model: models.boosting, nReasons: 0, unknownLevel: "refuse", workers: 3, ...changes};
}

/** Scores blocks with all helpers, of whom nobody is waited for who does not answer. */
async function scoreWithHelpers(
  job: PromptJob,
  blocks: readonly Block[],
  how: HelpOptions = {}
): Promise<{scored: Scored[]; nLeft: number}> {
  const scorer = createPromptScorer(job, Infinity, {worthMs: 0, ...how});
  try {
    scorer.score(copy(blocks[0]));
    while (scorer.countHelpers() < job.workers - 1) await sleep(10);
    return {scored: blocks.map((block) => scorer.score(copy(block))), nLeft: scorer.countHelpers()};
  } finally {
    await scorer.close();
  }
}

/** A helper that says it is up, and does so much with what it is asked. */
function programOf(answer: string): URL {
  const program = `
    import {workerData} from "node:worker_threads";
    const {port, nSaid} = workerData;
    const say = () => (Atomics.add(nSaid, 0, 1), Atomics.notify(nSaid, 0));
    port.on("message", () => {${answer}});
    say();`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}

describe("createPromptScorer(job, nRows, options)", () => {
  const blocks = [2048, 2047, 100, 1].map(drawBlock);

  it.each([0, 2])("gives with helpers what one thread gives, to the bit and in order, with %i reasons", async (nReasons) => {
    const job = createJob({nReasons});
    const alone = createBlockScorer(job.model, job);
    expect(await scoreWithHelpers(job, blocks)).toEqual({scored: blocks.map((block) => alone(copy(block))), nLeft: 2});
  });

  it.each([
    ["fail", "port.postMessage(null); say();"],
    ["fall silent", ""],
    ["die", "process.exit();"]
  ])("scores what helpers were to score that %s, and asks them no more", async (_, answer) => {
    const job = createJob({});
    const alone = createBlockScorer(job.model, job);
    const how = {program: programOf(answer), silentMs: 50};
    expect(await scoreWithHelpers(job, blocks, how)).toEqual({scored: blocks.map((block) => alone(copy(block))), nLeft: 0});
  });

  it("starts none where little is left to score", async () => {
    const scorer = createPromptScorer(createJob({}), 4096, {worthMs: 60_000});
    scorer.score(drawBlock(2048));
    scorer.score(drawBlock(2048));
    await sleep(20);
    expect(scorer.countHelpers()).toBe(0);
    await scorer.close();
  });
});
