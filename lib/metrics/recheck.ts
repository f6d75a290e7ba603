import type {ModelsBook} from "../book/models.js";
import type {LossName, ScoreGroup, ScoreGroupsBook} from "../book/scores.js";
import type {Bounds} from "./scoreGroups.js";
import {weighBrierScore, weighLogLoss} from "./probabilityLosses.js";
import {boundAveragePrecision, boundRocAuc, weighGroups} from "./scoreGroups.js";

/** A metric of the test users as the book states it, and what the shipped groups allow it to be. */
export interface Recheck {
  /** the finalist's name */
  model: string;
  metric: RecheckedMetric;
  stated: number;
  /** the least and the most that agree with the groups */
  allowed: Bounds;
  agrees: boolean;
}

/** Metrics that groups of users still tell something of. */
type RecheckedMetric = LossName | "rocAuc" | "averagePrecision";

/** Metrics are stated with so many digits. */
const ROUNDING = 1e-6;

/**
 * Holds the stated metrics of the test users against the shipped score groups, so that a reader's browser can vouch for the
 * numbers in the prose, and notices files of two different builds. Log loss and Brier score come from the groups' means, which
 * leave out how scores vary within a group, and must lie within the error that the book states; ROC AUC and average precision
 * must lie between what the worst and the best order within groups give.
 */
export function recheckMetrics({finalists}: Pick<ModelsBook, "finalists">, {models}: Pick<ScoreGroupsBook, "models">): Recheck[] {
  return finalists.flatMap(({name: model, test}) => {
    const found = models.find((d) => d.name === model);
    if (!found?.test || !found.lossError) return [];
    return Object.entries(boundMetrics(found.test, found.lossError)).map(([metric, allowed]): Recheck => {
      const stated = test[metric].estimate;
      const agrees = stated >= allowed.low - ROUNDING && stated <= allowed.high + ROUNDING;
      return {model, metric: metric as RecheckedMetric, stated, allowed, agrees};
    });
  });
}

/** The error that a book states of a model's losses: of the stated ones against what the groups give. */
export function measureLossError(groups: readonly ScoreGroup[], stated: Readonly<Record<LossName, number>>): Record<LossName, number> {
  const found = lossesOf(groups);
  const error = (name: LossName): number => roundUp(Math.abs(found[name] - stated[name]));
  return {logLoss: error("logLoss"), brierScore: error("brierScore")};
}

function lossesOf(groups: readonly ScoreGroup[]): Record<LossName, number> {
  const {scored, weights} = weighGroups(groups);
  return {logLoss: weighLogLoss(scored, weights), brierScore: weighBrierScore(scored, weights)};
}

function boundMetrics(groups: readonly ScoreGroup[], error: Record<LossName, number>): Record<RecheckedMetric, Bounds> {
  const losses = lossesOf(groups);
  const near = (name: LossName): Bounds => ({low: losses[name] - error[name], high: losses[name] + error[name]});
  return {
    logLoss: near("logLoss"),
    brierScore: near("brierScore"),
    rocAuc: boundRocAuc(groups),
    averagePrecision: boundAveragePrecision(groups)
  };
}

/** To one digit, and never to nothing. */
function roundUp(error: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(error, ROUNDING)));
  return Number((Math.ceil(error / unit) * unit || unit).toPrecision(1));
}
