import {workerData} from "piscina";
import type {Model} from "../../lib/model/model.js";
import {createBlockScorer} from "./scoreBlock.js";

/** What every worker is born with. */
export interface WorkerModel {
  model: Model;
  nReasons: number;
}

const {model, nReasons} = workerData as WorkerModel;

/** The worker thread's task. */
export default createBlockScorer(model, {nReasons});
