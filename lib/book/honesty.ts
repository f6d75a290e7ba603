import type {Listed} from "../named.js";
import type {Timing} from "../dataset/definition.js";
import type {FoldScores, Interval} from "./common.js";
import type {Gate, RecalibrationNote} from "./models.js";

/** Whether the numbers can be believed: `honesty.json`. All of it on train rows; nothing here chooses a model. */
export interface HonestyBook {
  /** what cries out, in reading order */
  checks: HonestyFinding[];
  shuffled: ShuffledLabels;
  /** every input by itself, the best first */
  columns: ColumnAlone[];
  learningCurve: LearningCurve;
  luck: Luck;
  /** every finalist but the base rate, which says the same to everyone and so has no slope */
  calibration: CalibrationSlope[];
  /** null: not run */
  nested: NestedBook | null;
  /** runs it */
  nestedCommand: string;
}

export interface HonestyFinding extends Gate {
  /** alarm: believe no number until it is cleared up; caution: read the numbers with this in mind */
  kind: "alarm" | "caution";
}

/** The Champion fitted to labels dealt out at random, some times over. */
export interface ShuffledLabels {
  /** the finalist's name */
  model: string;
  /** of the rows, fitted on */
  share: number;
  /** mean ROC AUC over the folds, by shuffle */
  rocAuc: number[];
}

/** How well one input foretells the label by itself. */
export interface ColumnAlone {
  input: string;
  title: string;
  timing: Timing;
  /** of the churn rate in the input's bins, each row's from the other folds; up or down, bent or missing alike */
  rocAuc: number;
  /** share of the base rate's log loss saved by the same */
  logLossSkill: number;
  /** users whose value nearly only their own class has, a leak that covers part of a class; null: none, or too few to tell */
  pure: {
    side: "churned" | "retained";
    /** to the nearest 20 */ n: number;
    /** share of all users of that class, in whole percent */ covered: number;
  } | null;
  verdict: "leaks" | "suspicious" | "plausible";
}

/** The Champion on growing shares of the rows. */
export interface LearningCurve {
  /** the finalist's name */
  model: string;
  /** "logLoss" */
  metric: string;
  /** rising */
  points: {nRows: number; share: number; heldOut: FoldScores; fitted: FoldScores}[];
  /** of the folds: rows held out over rows learned from */
  testToTrain: number;
  /** the base rate's mean over the same folds */
  baseline: number;
}

/** As many trials as the search made, on labels dealt out at random. */
export interface Luck {
  /** per shuffle; those that threw are left out */
  nTrials: number;
  shuffles: number;
  /** of the rows, fitted on */
  share: number;
  /** by metric: every trial's mean over the folds on some of the shuffles, one after the other, to five decimals */
  scores: Listed<number[]>;
  /** by metric: the expected best of 1, 2, ... nTrials, averaged over the shuffles, to five decimals */
  best: Listed<number[]>;
  /** by metric: the best of all trials, by shuffle */
  bests: Listed<number[]>;
  /** by metric: what the best of 19 in 20 shuffles does not reach */
  rare: Listed<number>;
  /** by metric: standard deviation of the best between shuffles */
  deviation: Listed<number>;
}

/** logit(P(churned)) = intercept + slope * logit(score), on out-of-fold scores as the model that ships gives them. */
export interface CalibrationSlope {
  /** the finalist's name */
  name: string;
  title: string;
  /** 0 and 1 in a calibrated model; null where scores of the two classes do not overlap */
  fit: {intercept: Interval; slope: Interval | null; pValue: number} | null;
  /** what was done to the scores before, because the calibration gate would have failed */
  recalibration: RecalibrationNote | null;
}

/** The whole search repeated within each outer fold, and judged on rows that it never saw. */
export interface NestedBook {
  metric: string;
  nTrials: number;
  innerFolds: number;
  /**
   * promised: the chosen trial's mean over the inner folds; kept: its score on the outer fold, fitted on all inner rows;
   * keptByFewer: the same, fitted without one inner fold each, as the promise was
   */
  folds: {learner: string; trial: string; promised: number; kept: number; keptByFewer: number}[];
  promised: FoldScores;
  kept: FoldScores;
  keptByFewer: FoldScores;
  /** how much worse than promised with as many users fitted on; above 0 is optimism */
  optimism: Interval;
  /** how much better for the fit on all inner rows */
  moreRows: number;
}

/** A check that cries out when something is wrong with the data or the protocol, with the numbers that decided it. */
export interface HonestyCheck extends Gate {
  numbers: Record<string, number>;
}
