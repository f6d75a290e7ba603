import type {Model} from "../../lib/model/model.js";
import type {Block, Scored} from "../../lib/batch/block.js";
import {Piscina} from "piscina";
import type {BlockScorerOptions} from "../../lib/batch/scoreBlock.js";
import {createBlockScorer} from "../../lib/batch/scoreBlock.js";

export interface ScoreBlocksOptions extends BlockScorerOptions {
  model: Model;
  workers: number;
}

/** Blocks on their way at once, per worker: one in work, one waiting. Bounds the memory. */
const AHEAD = 2;

/** So many rows are scored before workers would have started. */
const FEW = 2048;

/**
 * Scores blocks on all cores, but for the first few rows, and gives the results in the blocks' order. It takes blocks no faster
 * than it can score them.
 *
 * @throws the first error of the source, of a worker, or of the reader of the results
 */
export async function* scoreBlocks(blocks: AsyncGenerator<Block>, options: ScoreBlocksOptions): AsyncGenerator<Scored> {
  const score = createBlockScorer(options.model, options);
  let nRows = 0;
  for (let next = await blocks.next(); !next.done; next = await blocks.next()) {
    nRows += next.value.nRows;
    if (nRows > FEW) return yield* scoreByWorkers(startWith(next.value, blocks), options);
    yield score(next.value);
  }
}

async function* startWith(first: Block, rest: AsyncGenerator<Block>): AsyncGenerator<Block> {
  yield first;
  yield* rest;
}

async function* scoreByWorkers(
  blocks: AsyncIterable<Block>,
  {model, nReasons, unknownLevel, workers}: ScoreBlocksOptions
): AsyncGenerator<Scored> {
  const pool = new Piscina({
    filename: new URL("./blockWorker.js", import.meta.url).href,
    execArgv: [], // blockWorker.js loads TypeScript by itself, from wherever it is called
    workerData: {model, nReasons, unknownLevel},
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
