import type {Listed} from "../named.js";
/** An estimate with its interval (95 % unless said). */
export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/** An estimate with its interval; null where there are too few users to tell one, or where none can be told. */
export type Estimate = (Interval | {estimate: number; low: null; high: null}) & {
  /** of the calibration error: what chance alone gives a perfectly calibrated score of as many users */
  byChance?: number;
  /** of metrics of the line at 0.5: the line at which they are counted, where it is another; 1: nobody is called churned; 0: everybody */
  line?: number;
  /** where users are few: it is told to the nearest of so much, and digits below that are none */
  step?: number;
};

/** A share of rows, with its Wilson interval: `rate = churned / n`. */
export interface Rate {
  n: number;
  churned: number;
  rate: number;
  low: number;
  high: number;
}

/** Fold scores of one metric: one number per fold, their mean and its standard error. */
export interface FoldScores {
  folds: number[];
  mean: number;
  standardError: number;
}

/**
 * Fold scores by metric. One of those called churned at 0.5 is absent where a fold calls so few that it cannot tell, rather than 0, as if it
 * called nobody; the mean of the other folds would be of those alone that call many.
 */
export interface ToldScores extends Listed<FoldScores | undefined> {
  logLoss: FoldScores;
  brierScore: FoldScores;
  rocAuc: FoldScores;
  averagePrecision: FoldScores;
  accuracy: FoldScores;
  liftAtTenPercent: FoldScores;
  calibrationError: FoldScores;
}

/** Ready-made words and numbers for prose: `{{baseRate}}` in a page becomes `facts.baseRate`. */
export type Facts = Listed<string>;

export type ParamValue = number | string | boolean;

export type Params = Listed<ParamValue>;

/** One hyper-parameter's range: a list to choose from, or an interval (log: uniform in the logarithm). */
export type ParamRange = {choices: ParamValue[]} | {from: number; to: number; scale: "linear" | "log"; integer?: boolean};
