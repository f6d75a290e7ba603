import type {Learner} from "./learner.js";
import {BASELINE} from "../../dataset/baseline.js";
import {MODEL_VERSION} from "../../model/model.js";
import {checkTraining, fitEncoding} from "./fitEncoding.js";
import {readParams} from "./learner.js";

/** The base rate for everyone: the model that any other must beat. */
export const baseline: Learner = {
  name: BASELINE,
  title: "Base rate",
  complexity: 0,
  isPenalised: () => true,
  paramTitles: {},
  space: {},
  defaults: {},
  trials: 1,
  fit(data, params) {
    readParams(baseline, params);
    checkTraining(baseline.name, data);
    const {inputs} = fitEncoding(data.table, {standardise: false, missing: "keep", levels: "dropFirst"}, data.groups);
    let churned = 0;
    for (let i = 0; i < data.y.length; ++i) churned += data.y[i];
    return {version: MODEL_VERSION, kind: "baseline", inputs, encoding: [], probability: churned / data.y.length};
  }
};
