import type {Block, Reasons, Scored} from "../../lib/batch/block.js";
import type {ScoreJob} from "./scoreJob.js";
import {MessageChannel, receiveMessageOnPort, Worker} from "node:worker_threads";
import {createBlockScorer} from "../../lib/batch/scoreBlock.js";

/** Scores blocks on all cores, also for a caller that cannot wait for a promise, as a thread of DuckDB's, which stands still until it has the answer. */
export interface PromptScorer {
  score(block: Block): Scored;
  /** how many helpers are up by now */
  countHelpers(): number;
  close(): Promise<void>;
}

export type PromptJob = Pick<ScoreJob, "model" | "nReasons" | "unknownLevel" | "workers">;

/** The least rows for which a helper is asked: trees take fewer one by one, and reasons take long of each. */
const LEAST_ROWS = 512;
const LEAST_EXPLAINED = 64;

/** How long scoring takes shows after a while. */
const SEEN_MS = 250;

export interface HelpOptions {
  /** the scoring left for which helpers are worth their start, about a second of a core; 0: they are started with the first block */
  worthMs?: number;
  /** a helper that says nothing for so long is gone, as one that ran out of memory: no block takes so long */
  silentMs?: number;
  /** the helper's program: see promptHelper.js */
  program?: URL;
}

/**
 * Scores by itself as long as little is left to do, else a part of each block, and helpers in threads of their own the others.
 *
 * @param nRows how many are to come; Infinity where nobody knows
 */
export function createPromptScorer(
  job: PromptJob,
  nRows: number,
  {worthMs = 3000, silentMs = 60_000, program = new URL("./promptHelper.js", import.meta.url)}: HelpOptions = {}
): PromptScorer {
  const {nReasons, workers} = job;
  const scoreAlone = createBlockScorer(job.model, job);
  const least = nReasons > 0 ? LEAST_EXPLAINED : LEAST_ROWS;
  let helpers: Helper[] | null = null;
  let nDone = 0;
  let spentMs = 0;
  const listReady = (): Helper[] => (helpers ?? []).filter((helper) => helper.isReady());
  const isWorthHelp = (): boolean => spentMs >= Math.min(SEEN_MS, worthMs) && (spentMs / nDone) * (nRows - nDone) >= worthMs;
  return {
    score(block) {
      const begun = performance.now();
      const nParts = Math.max(1, Math.floor(block.nRows / least));
      const asked = listReady().slice(0, nParts - 1);
      const [own, ...others] = splitBlock(block, asked.length + 1);
      for (const [k, helper] of asked.entries()) helper.ask(others[k]);
      const scored = [scoreAlone(own), ...asked.map((helper, k) => helper.answer() ?? scoreAlone(others[k]))];
      nDone += block.nRows;
      spentMs += performance.now() - begun;
      if (helpers === null && isWorthHelp()) helpers = Array.from({length: workers - 1}, () => startHelper(job, {silentMs, program}));
      return scored.length === 1 ? scored[0] : joinScored(scored, nReasons);
    },
    countHelpers: () => listReady().length,
    async close() {
      await Promise.all((helpers ?? []).map((helper) => helper.close()));
    }
  };
}

/** A thread that scores what it is asked to; whoever asks stands still for its answer. */
interface Helper {
  /** whether it can be asked: it is up, and has always answered */
  isReady(): boolean;
  ask(block: Block): void;
  /** null: it could not, and is not ready any more */
  answer(): Scored | null;
  close(): Promise<void>;
}

function startHelper({model, nReasons, unknownLevel}: PromptJob, {silentMs, program}: Required<Omit<HelpOptions, "worthMs">>): Helper {
  const {port1: port, port2} = new MessageChannel();
  const nSaid = new Int32Array(new SharedArrayBuffer(4)); // that it is ready, and then its answers
  const worker = new Worker(program, {
    execArgv: [], // it loads TypeScript by itself, from wherever it is called
    workerData: {model, nReasons, unknownLevel, port: port2, nSaid},
    transferList: [port2]
  });
  let isGone = false;
  worker.once("error", () => (isGone = true));
  const hear = (): Scored | null => {
    for (;;) {
      const heard = Atomics.load(nSaid, 0); // before it looks, so that nothing said meanwhile is missed
      const answer = receiveMessageOnPort(port);
      if (answer) return answer.message as Scored | null;
      if (Atomics.wait(nSaid, 0, heard, silentMs) === "timed-out") return null;
    }
  };
  return {
    isReady: () => !isGone && Atomics.load(nSaid, 0) > 0,
    ask: (block) => port.postMessage(block),
    answer() {
      const scored = hear();
      isGone ||= scored === null;
      return scored;
    },
    async close() {
      port.close();
      await worker.terminate();
    }
  };
}

/** The block's rows in so many parts, in their order. */
function splitBlock({nRows, inputs}: Block, nParts: number): Block[] {
  if (nParts === 1) return [{nRows, inputs}];
  const nInputs = inputs.length / nRows;
  return Array.from({length: nParts}, (_, k) => {
    const from = Math.floor((nRows * k) / nParts);
    const n = Math.floor((nRows * (k + 1)) / nParts) - from;
    const part = new Float32Array(nInputs * n);
    for (let j = 0; j < nInputs; ++j) part.set(inputs.subarray(j * nRows + from, j * nRows + from + n), j * n);
    return {nRows: n, inputs: part};
  });
}

function joinScored(parts: readonly Scored[], nReasons: number): Scored {
  const nRows = sumOf(parts, "nRows");
  const whole = {
    nRows,
    probability: new Float64Array(nRows),
    isBad: new Uint8Array(nRows),
    nBad: sumOf(parts, "nBad"),
    isDoubtful: new Uint8Array(nRows),
    nDoubtful: sumOf(parts, "nDoubtful")
  };
  const reasons: Reasons | null =
    nReasons > 0 ? {input: new Int16Array(nRows * nReasons), effect: new Float32Array(nRows * nReasons)} : null;
  let from = 0;
  for (const part of parts) {
    whole.probability.set(part.probability, from);
    whole.isBad.set(part.isBad, from);
    whole.isDoubtful.set(part.isDoubtful, from);
    if (part.reasons) reasons?.input.set(part.reasons.input, from * nReasons);
    if (part.reasons) reasons?.effect.set(part.reasons.effect, from * nReasons);
    from += part.nRows;
  }
  return {...whole, reasons};
}

function sumOf(parts: readonly Scored[], key: "nRows" | "nBad" | "nDoubtful"): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}
