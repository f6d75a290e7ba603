import {workerData} from "node:worker_threads";
import "../loadTypeScript.js";

const {createBlockScorer} = await import("../../lib/batch/scoreBlock.ts");
const {model, nReasons, unknownLevel, port, nSaid} = workerData;
const score = createBlockScorer(model, {nReasons, unknownLevel});

/** Says that something is to be heard, to whoever stands still for it. */
function say() {
  Atomics.add(nSaid, 0, 1);
  Atomics.notify(nSaid, 0);
}

/** @returns null where it fails: whoever asked then scores the block, and fails likewise */
function scoreOrNull(block) {
  try {
    return score(block);
  } catch {
    return null;
  }
}

/** The thread's work: every helper is born with the model. */
port.on("message", (block) => {
  port.postMessage(scoreOrNull(block));
  say();
});
say();
