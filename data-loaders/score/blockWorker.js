import {workerData} from "piscina";
import "../loadTypeScript.js";

const {createBlockScorer} = await import("../../lib/batch/scoreBlock.ts");
const {model, nReasons, unknownLevel} = workerData;

/** The worker thread's task: every worker is born with the model. */
export default createBlockScorer(model, {nReasons, unknownLevel});
