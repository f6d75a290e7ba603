import {workerData} from "piscina";
import {register} from "tsx/esm/api";

register(); // a thread does not inherit the loader of TypeScript
const {createBlockScorer} = await import("../../lib/batch/scoreBlock.ts");
const {model, nReasons} = workerData;

/** The worker thread's task: every worker is born with the model. */
export default createBlockScorer(model, {nReasons});
