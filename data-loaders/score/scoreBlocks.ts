import {Piscina} from "piscina";
import type {Block, Scored} from "./block.js";
import type {WorkerModel} from "./blockWorker.js";

export interface ScoreBlocksOptions extends WorkerModel {
  workers: number;
}

/** Blocks on their way at once, per worker: one in work, one waiting. Bounds the memory. */
const AHEAD = 2;

/**
 * Scores blocks on all cores and gives the results in the blocks' order. It takes blocks no faster than it can score them.
 *
 * @throws the first error of the source, of a worker, or of the reader of the results
 */
export async function* scoreBlocks(blocks: AsyncIterable<Block>, {model, nReasons, workers}: ScoreBlocksOptions): AsyncGenerator<Scored> {
  const pool = new Piscina({
    filename: new URL("./blockWorker.ts", import.meta.url).href,
    execArgv: ["--import", "tsx"],
    workerData: {model, nReasons} satisfies WorkerModel,
    minThreads: workers,
    maxThreads: workers
  });
  const running: Promise<Scored>[] = [];
  try {
    for await (const block of blocks) {
      const scored = pool.run(block, {transferList: [block.inputs.buffer as ArrayBuffer]}) as Promise<Scored>;
      scored.catch(() => {}); // its turn to be thrown comes below
      running.push(scored);
      if (running.length >= AHEAD * workers) yield await (running.shift() as Promise<Scored>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<Scored>);
  } finally {
    await pool.destroy();
  }
}
