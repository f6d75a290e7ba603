import type {FinalistFit, SearchResult} from "../../../data-loaders/tasks/outputs.js";
import type {Model} from "../../../lib/model/model.js";
import {roundTo} from "../../../lib/groups.js";
import {describe, expect, test} from "vitest";
import {decodeTable, encodeTable} from "../../../data-loaders/ingest/arrowTable.js";
import {finalistsTask} from "../../../data-loaders/tasks/finalists.js";
import {finalists, finalistScores, fittedModels, scoresOf, searchOf, trainRows} from "../../../data-loaders/tasks/outputs.js";
import {expectedCalibrationError} from "../../../lib/metrics/calibrationError.js";
import {getLearner} from "../../../lib/fit/learners/learners.js";
import {scoreAll} from "../../../lib/metrics/metrics.js";
import {logit, sigmoid} from "../../../lib/model/logOdds.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {crossValidate} from "../../../lib/fit/protocol/crossValidate.js";
import {summariseFolds} from "../../../lib/statistics/foldScores.js";
import {createDefinition} from "../support/definition.js";
import {createContext} from "../support/context.js";
import {createTraining} from "../support/training.js";

const training = createTraining(3000);
const learners = ["baseline", "logistic"].map(getLearner);
const definition = createDefinition(training.table, ["baseline", "logistic"]);

/** A search of one trial; its out-of-fold log-odds are stretched, as an overconfident learner's would be. */
function searchWith(name: string, stretch = 1): SearchResult {
  const {outOfFold} = crossValidate(getLearner(name), training, {}, {folds: training.folds, seed: 1});
  const scores = outOfFold.map((p) => sigmoid(stretch * logit(p)));
  const byFold = [0, 1, 2, 3, 4].map((fold) =>
    scoreAll(
      training.y.filter((_, i) => training.folds[i] === fold),
      scores.filter((_, i) => training.folds[i] === fold)
    )
  );
  const cv = Object.fromEntries(
    Object.keys(byFold[0]).map((metric) => [metric, summariseFolds(byFold.map((d) => d[metric as keyof typeof d]))])
  );
  const id = `${name}-01`;
  return {
    trials: [{id, learner: name, recipe: null, state: "finished", params: {}, inputs: 3, scores: cv, error: null}],
    best: {trial: id, learner: name, ties: []},
    addition: null,
    nRows: training.y.length,
    testToTrain: 0.5,
    outOfFold: [...scores]
  };
}

function failed(name: string): SearchResult {
  const {trials} = searchWith(name);
  return {
    trials: trials.map((trial) => ({...trial, state: "failed", scores: {}, error: `${name}: it broke`})),
    best: null,
    addition: null,
    nRows: training.y.length,
    testToTrain: 0.5,
    outOfFold: []
  };
}

interface Fitted {
  fits: FinalistFit[];
  scores: Record<string, number[]>;
  models: Record<string, Model>;
}

async function fit(searches: Record<string, SearchResult>): Promise<Fitted> {
  const {context} = createContext([
    [trainRows, encodeTable(training.table, {y: training.y, fold: training.folds, row: Int32Array.from(training.y.keys())})],
    ...Object.entries(searches).map(([name, result]): [ReturnType<typeof searchOf>, SearchResult] => [searchOf(name), result])
  ]);
  const written = await finalistsTask(learners, definition).run(context);
  const read = <T>(name: string): T => written.find(({output}) => output.name === name)?.value as T;
  return {fits: read(finalists.name), scores: scoresIn(read(finalistScores.name)), models: read(fittedModels.name)};
}

function scoresIn(bytes: Uint8Array): Fitted["scores"] {
  const {arrays} = decodeTable(bytes);
  return {baseline: Array.from(arrays[scoresOf("baseline")]), logistic: Array.from(arrays[scoresOf("logistic")])};
}

describe("finalistsTask(learners, definition)", () => {
  test("leaves scores alone that would pass the calibration gate", async () => {
    const search = searchWith("logistic");
    const {fits, scores, models} = await fit({baseline: searchWith("baseline"), logistic: search});
    expect(fits.map(({name, recalibration}) => [name, recalibration])).toEqual([
      ["baseline", null],
      ["logistic", null]
    ]);
    expect(scores.logistic).toEqual(search.outOfFold);
    expect(models.logistic.calibration).toBeUndefined();
    expect(fits[1].cv).toEqual(search.trials[0].scores);
  });

  test("recalibrates where the gate would fail: model, out-of-fold scores and fold scores alike", async () => {
    const search = searchWith("logistic", 2.2);
    const plain = await fit({baseline: searchWith("baseline"), logistic: searchWith("logistic")});
    const {
      fits: [, finalist],
      scores,
      models
    } = await fit({baseline: searchWith("baseline"), logistic: search});
    expect(expectedCalibrationError(training.y, search.outOfFold)).toBeGreaterThan(0.02);
    expect(expectedCalibrationError(training.y, scores.logistic)).toBeLessThan(0.02);
    expect(finalist.recalibration).toMatchObject({state: "used", errorAfter: expectedCalibrationError(training.y, scores.logistic)});
    expect(finalist.cv.logLoss.mean).toBeLessThan(search.trials[0].scores.logLoss!.mean);
    expect(finalist.cv.rocAuc.mean).toBeCloseTo(search.trials[0].scores.rocAuc!.mean, 5);
    const {calibration} = models.logistic;
    expect(calibration?.slope).toBeGreaterThan(1 / 2.2 - 0.06);
    expect(calibration?.slope).toBeLessThan(1 / 2.2 + 0.06);
    const raw = createScorer(plain.models.logistic).scoreTable(training.table);
    const shipped = createScorer(models.logistic).scoreTable(training.table);
    raw.forEach((p, i) =>
      expect(shipped[i]).toBeCloseTo(sigmoid((calibration?.intercept ?? 0) + (calibration?.slope ?? 1) * logit(p)), 12)
    );
  });

  test("leaves the base rate what it is, also where it drifts from fold to fold", async () => {
    const baseline = searchWith("baseline");
    const drifting = baseline.outOfFold.map((_, i) => 0.05 + 0.1 * training.folds[i]);
    const {fits, scores, models} = await fit({baseline: {...baseline, outOfFold: drifting}, logistic: searchWith("logistic")});
    expect(fits[0].recalibration).toBeNull();
    expect(scores.baseline).toEqual(drifting);
    expect(models.baseline.calibration).toBeUndefined();
  });

  test("cross-validates anew where the search saw a share of the train rows, as crossValidate does on all of them", async () => {
    const onShare = (name: string): SearchResult => ({...searchWith(name), nRows: 500, outOfFold: []});
    const {fits, scores} = await fit({baseline: onShare("baseline"), logistic: onShare("logistic")});
    const anew = crossValidate(
      getLearner("logistic"),
      training,
      {},
      {folds: training.folds, seed: definition.protocol.seed, trial: "logistic-01"}
    );
    expect(scores.logistic).toEqual(Array.from(anew.outOfFold));
    expect(fits[1].cv.logLoss.folds).toEqual(anew.foldScores.logLoss.map((loss) => roundTo(loss, 6)));
  });

  test("goes on without a learner none of whose trials finished, but not without the base rate, nor with it alone", async () => {
    const both = ["baseline", "logistic", "tree"];
    const three = finalistsTask(both.map(getLearner), createDefinition(training.table, both));
    const contextOf = (results: Record<string, SearchResult>) =>
      createContext([
        [trainRows, encodeTable(training.table, {y: training.y, fold: training.folds, row: Int32Array.from(training.y.keys())})],
        ...Object.entries(results).map(([name, result]): [ReturnType<typeof searchOf>, SearchResult] => [searchOf(name), result])
      ]).context;
    const written = await three.run(contextOf({baseline: searchWith("baseline"), logistic: searchWith("logistic"), tree: failed("tree")}));
    expect((written[0].value as FinalistFit[]).map(({name}) => name)).toEqual(["baseline", "logistic"]);
    await expect(fit({baseline: failed("baseline"), logistic: searchWith("logistic")})).rejects.toThrow(
      "finalists: the base rate must finish: no model can be judged without it; got baseline: it broke."
    );
    await expect(fit({baseline: searchWith("baseline"), logistic: failed("logistic")})).rejects.toThrow(
      "finalists: a learner besides the base rate must finish a trial; got baseline-01: finished, logistic-01: logistic: it broke."
    );
  });
});
