import type {Count} from "../groups.js";
import type {Listed} from "../named.js";
import type {Estimate, Interval, Params, ToldScores} from "./common.js";

/** Which model wins, by which yardstick: `models.json`. The baseline is the first finalist. */
export interface ModelsBook {
  finalists: Finalist[];
  /** whom the finalists were judged on; null in a side's groups means that these are all that is told */
  users: Record<EvidenceSet, {n: number; churned: Count}>;
  /** the metrics offered, in order */
  metrics: MetricInfo[];
  /** metric that crowned the Champion */
  selectionMetric: string;
  /** what each metric would have crowned, by the same rule */
  crowns: Listed<Crown>;
  gates: Record<string, Gate[]>;
  champion: string;
  /** null when no other finalist passes the gates */
  challenger: string | null;
  /** differences of each finalist to the Champion on the users that both scored out of fold, over the uncertainty of who was drawn */
  comparisons: {name: string; metric: string; difference: Interval; pValue: number}[];
  /** permutation importance of the Champion on test rows, loss increase in log loss; alone, and for correlated groups */
  importance: {inputs: string[]; title: string; increase: Interval}[];
  /** churn rate and the Champion's skill as time goes on: empty where the definition names no time */
  periods: PeriodSkill[];
  /** how the churn rate of the latest, who are kept apart, lies from that of those learned from; null: as chance may have it, or no time is named */
  rateMove: RateMove | null;
}

/** Churn rates, of those that models learned from and of those after. */
export interface RateMove {
  before: number;
  after: number;
}

/** Users of neighbouring periods, enough of them to be told of. */
export interface PeriodSkill {
  /** learned: from before the first fold, so that nothing judges them */
  set: EvidenceSet | "learned";
  /** the earliest and the latest period, as the table calls them or more coarsely */
  from: string;
  to: string;
  n: number;
  churnRate: Interval;
  /** mean log loss of the base rate less the Champion's, over who was drawn; null for those who were only learned from */
  saved: Interval | null;
}

/** Which users judge: train users by scores of models that had not seen them, or the test users. Never a training score. */
export type EvidenceSet = "outOfFold" | "test";

export interface MetricInfo {
  name: string;
  title: string;
  better: "lower" | "higher";
  /** one sentence for readers */
  meaning: string;
}

export interface Finalist {
  /** unique: the learner's name, or the recipe's */
  name: string;
  title: string;
  learner: string;
  /** name of the recipe when this is somebody else's, never a candidate for Champion */
  recipe: string | null;
  params: Params;
  inputs: string[];
  complexity: number;
  /** true: fitted to so few users without a penalty that another draw of them would give another model; see isFew */
  isUnsteady?: true;
  /** id in experiments.json */
  trial: string;
  /** over folds on train rows, by metric name */
  cv: ToldScores;
  /** by metric, then by other finalist: standard error of the difference on the same out-of-fold users */
  pairedErrors: Listed<Record<string, number>>;
  /** on test rows, with intervals over who was drawn */
  test: Listed<Estimate>;
  /** the same less the base rate's score on the same test rows: by paired differences */
  overBase: Listed<Estimate>;
  /** by side, drawn from score groups; null where the users are too few for groups */
  curves: Record<EvidenceSet, Curves | null>;
  model: {file: string; bytes: number; sha256: string};
  /** null: the scores were calibrated well enough as they came. cv and curves are of the scores as shipped */
  recalibration?: RecalibrationNote | null;
}

/** What was done because the calibration gate would have failed; all on out-of-fold scores of train rows. */
export type RecalibrationNote =
  | {state: "refused"; reason: string}
  | {
      state: "used";
      intercept: number;
      slope: number;
      bend?: number;
      errorBefore: number;
      errorAfter: number;
      logLossBefore: number;
      logLossAfter: number;
    };

export interface Curves {
  /** [false positive rate, true positive rate] */
  roc: [number, number][];
  /** [recall, precision] */
  precisionRecall: [number, number][];
  /** [share contacted, share of churners found] */
  gains: [number, number][];
  calibration: CalibrationBin[];
}

/** Users of similar score: mean predicted against observed, with Wilson interval. */
export interface CalibrationBin {
  n: number;
  predicted: number;
  observed: number;
  low: number;
  high: number;
}

/** The written rule applied to one metric. */
export interface Crown {
  metric: string;
  /** the finalist with the best mean */
  best: string;
  /** false: nobody passed the gates or could be judged by it, and the simplest candidate stands in */
  passed: boolean;
  /** null: the one that stands in for a crown has none that can be told */
  bestMean: number | null;
  /**
   * by candidate: standard error of its difference to the best, on the same users; 0 of the best, and of all where any lead wins. Empty
   * where nobody passes the gates
   */
  errors: Record<string, number>;
  /** names that lag behind the best by no more than their error, simplest first */
  within: string[];
  champion: string;
  challenger: string | null;
  /** finalists whose means tie exactly with the winner's; empty when there is none */
  ties: string[];
  /** why, in one or two sentences */
  reason: string;
}

export interface Gate {
  name: string;
  title: string;
  passed: boolean;
  /** passed, but a reader must know of it */
  caution?: boolean;
  /** numbers that decided it, in words */
  detail: string;
}
