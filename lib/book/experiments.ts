import type {Params, ParamRange} from "../learners/learner.js";
import type {FoldScores} from "./common.js";
import type {MetricInfo} from "./models.js";

/** What was tried: `experiments.json`. Durations are in pipeline.json, by trial id. */
export interface ExperimentsBook {
  metrics: MetricInfo[];
  selectionMetric: string;
  learners: {name: string; title: string; paramTitles: Record<string, string>; space: Record<string, ParamRange>}[];
  trials: Trial[];
  /** the base rate's score by metric, for reference lines */
  baseline: Record<string, number>;
  /** the best mean of as many trials under shuffled labels, by metric: what luck alone would give; null if not run */
  bestUnderShuffledLabels: Record<string, number> | null;
  seed: number;
  folds: number;
}

export interface Trial {
  /** "logistic-03", "original-study/forest-01" */
  id: string;
  learner: string;
  recipe: string | null;
  /** finished: all folds; stopped: dropped by the race; failed: threw */
  state: "finished" | "stopped" | "failed";
  params: Params;
  inputs: number;
  /** by metric name; fewer folds when stopped */
  scores: Record<string, FoldScores>;
  /** the message, when failed */
  error: string | null;
  finalist: boolean;
}
