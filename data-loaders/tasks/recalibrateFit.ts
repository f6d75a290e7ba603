import type {RecalibrationNote} from "../../lib/book/models.js";
import {fromMetrics, METRIC_NAMES, scoreAll} from "../../lib/metrics/metrics.js";
import type {Calibration} from "../../lib/model/calibrate.js";
import {recalibrate} from "../../lib/protocol/recalibrate.js";
import {summariseFolds} from "../../lib/statistics/standardError.js";
import type {SearchResult} from "./searchTrials.js";
import type {SharedTraining} from "./training.js";

type Scores = SearchResult["trials"][number]["scores"];

/** A finalist's out-of-fold scores as the model that ships gives them. */
export interface ShippedScores {
  /** by metric, over the folds */
  cv: Scores;
  /** of the train rows */
  outOfFold: number[];
  /** for the model; null: it ships as it was fitted */
  calibration: Calibration | null;
  recalibration: RecalibrationNote | null;
}

/** Recalibrates a finalist's scores where its calibration gate would fail, and scores the folds again; see {@link recalibrate}. */
export function recalibrateFit(cv: Scores, outOfFold: number[], {y, folds, nFolds}: Pick<SharedTraining, "y" | "folds" | "nFolds">): ShippedScores {
  const result = recalibrate({y, scores: outOfFold, folds});
  if (result.state === "notNeeded") return {cv, outOfFold, calibration: null, recalibration: null};
  if (result.state === "refused") return {cv, outOfFold, calibration: null, recalibration: result};
  const {outOfFold: mended, calibration, ...effect} = result;
  const byFold = Array.from({length: nFolds}, (_, fold) => {
    const isHeldOut = (_value: number, i: number): boolean => folds[i] === fold;
    return scoreAll(y.filter(isHeldOut), mended.filter(isHeldOut));
  });
  return {
    cv: fromMetrics(METRIC_NAMES, (name) => summariseFolds(byFold.map((scores) => scores[name]))),
    outOfFold: [...mended],
    calibration,
    recalibration: {...effect, ...calibration}
  };
}
