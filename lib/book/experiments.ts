import type {Listed} from "../named.js";
import type {Interval, Params, ParamRange, FoldScores, ToldScores} from "./common.js";
import type {MetricInfo} from "./models.js";

/** What was tried: `experiments.json`. Durations are in pipeline.json, by trial id. */
export interface ExperimentsBook {
  metrics: MetricInfo[];
  selectionMetric: string;
  learners: {name: string; title: string; paramTitles: Listed<string>; space: Listed<ParamRange>}[];
  trials: Trial[];
  /** the best trials of searches, tried once more with what their learners may add to a fit */
  additions: Addition[];
  /** the base rate's score by metric, for reference lines */
  baseline: Listed<number>;
  /** the best mean of as many trials under shuffled labels, by metric, on average over the shuffles; null if not run */
  bestUnderShuffledLabels: Listed<number> | null;
  /** what that best does not reach in 19 of 20 shuffles, by metric; null if not run */
  rareUnderShuffledLabels: Listed<number> | null;
  /** how many shuffles */
  shuffles: number;
  /** learners and recipes some of whose trials threw; empty in a sound run */
  failures: SearchFailure[];
  seed: number;
  folds: number;
  /** of the folds: rows held out over rows learned from */
  testToTrain: number;
  /** train rows that trials were compared on, and that finalists were fitted on: the same unless there are very many */
  rows: {searched: number; fitted: number};
}

/** A learner's best trial, tried once more with something that its fit looks for. */
export interface Addition {
  learner: string;
  /** what was looked for, and one of it: "up to 10 pairs of inputs", "pair" */
  what: string;
  one: string;
  /** the best trial of the search */
  base: string;
  /** the trial with the addition; null: there was nothing to add, so it is the same trial */
  trial: string | null;
  /** of the selection metric on the same users, the addition's less the base's; null where it did not finish */
  difference: Interval | null;
  /** whether it takes the base's place: it wins beyond the interval */
  isTaken: boolean;
}

/** A learner, or somebody else's recipe, some of whose trials threw. */
export interface SearchFailure {
  /** the learner's name, or the recipe's */
  name: string;
  title: string;
  nTrials: number;
  nFailed: number;
  /** 0: it has no finalist and took no part in the choice */
  nFinished: number;
  /** the first message */
  error: string;
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
  /** by metric name; fewer folds when stopped; one that cannot be told is absent, as in {@link ToldScores} */
  scores: Listed<FoldScores | undefined>;
  /** the message, when failed */
  error: string | null;
  finalist: boolean;
}
