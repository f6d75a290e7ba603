import {spearman} from "../../../lib/statistics/relations/correlation.js";
import {shortTitle} from "../trials/describeParams.js";
import type {FinishedRow, ParamKey} from "../trials/trialRows.js";

/** How a numeric hyper-parameter and the metric go together over the trials of one learner. */
export interface ParamTrend {
  name: string;
  title: string;
  /** rank correlation with the metric, in [-1, 1] */
  rho: number;
}

/** Below this many trials a trend is not worth a word, and below this size it is not one. */
const MIN_TRIALS = 8;
const MIN_RHO = 0.4;

/**
 * The hyper-parameter whose rank goes most with the metric's (Spearman's rho); null where trials are few or nothing goes with it.
 *
 * @param finished trials of one learner
 * @param titles the learner's hyper-parameters
 */
export function strongestTrend(finished: readonly FinishedRow[], titles: Record<string, string>): ParamTrend | null {
  if (finished.length < MIN_TRIALS) return null;
  const means = finished.map((d) => d.mean);
  const trends = Object.entries(titles).flatMap(([name, title]): ParamTrend[] => {
    const key: ParamKey = `param:${name}`;
    const values = finished.map((d) => d[key]);
    if (values.some((d) => typeof d !== "number")) return [];
    const rho = spearman(values as number[], means);
    return rho === null ? [] : [{name, title, rho}];
  });
  const strongest = trends.toSorted((a, b) => Math.abs(b.rho) - Math.abs(a.rho))[0];
  return strongest && Math.abs(strongest.rho) >= MIN_RHO ? strongest : null;
}

export interface ParamClaimOptions {
  /** the metric as it stands in a sentence */
  metric: string;
  better: "lower" | "higher";
  nFinished: number;
}

/** What the trials of one learner say about its hyper-parameters, as a claim. */
export function paramClaim(learner: string, trend: ParamTrend | null, {metric, better, nFinished}: ParamClaimOptions): string {
  if (nFinished < MIN_TRIALS) return `${learner}: ${nFinished === 1 ? "one finished trial is" : `${nFinished} finished trials are`} too few to tell what decides ${metric}`;
  if (trend === null) return `${learner}: no single hyper-parameter decides ${metric}`;
  const improves = better === "lower" ? trend.rho < 0 : trend.rho > 0;
  return `${learner}: the larger “${shortTitle(trend.title)}”, the ${improves ? "better" : "worse"} the ${metric}`;
}
