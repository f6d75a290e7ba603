import type {Count} from "../groups.js";
import type {HistogramBin, RateBin, VariableSummary} from "./eda.js";

/** How the scores of Champion and Challenger run along each input, beside what was observed: `shapes.json`. */
export interface ShapesBook {
  /** the Champion first; then the Challenger, if there is one */
  models: {name: string; pair: StrongestPair | null; /** how many pairs of inputs it says so of */ nPairs: number}[];
  /** those that the Champion leans on most, at most {@link ShapesBook.most} of them */
  inputs: InputShape[];
  most: number;
  /** titles of those that are not shown */
  others: string[];
  /** what two inputs do together in models that say so, at most ten of each; those first that move its scores most */
  pairs: PairMap[];
  /** how many users an average is taken over */
  nAveraged: number;
}

export interface InputShape extends Pick<VariableSummary, "input" | "title" | "unit" | "kind"> {
  /** churn rate by band or level, and how users lie along the input; as /eda has them */
  rates: RateBin[];
  histogram: HistogramBin[];
  /** the titles of inputs that it moves together with */
  together: string | null;
  curves: ShapeCurve[];
}

/**
 * "exact": the input's own part of a score to which every input adds for itself, at the level at which it averages to the mean of all users who
 * have a value; "dependence": the mean score if everyone had the value (Friedman, 2001); "local": accumulated steps of users near
 * the value, for inputs that move together (Apley and Zhu, 2020).
 */
export type ShapeMethod = "exact" | "dependence" | "local";

export interface ShapeCurve {
  model: string;
  method: ShapeMethod;
  /** probabilities in [0, 1]; `x` is a number, or a level's place among the rates */
  points: {x: number; p: number}[];
  /** the probability where a number is missing, at the same level; absent where too few lack it */
  missing?: number;
}

/** The two inputs whose parts of the log-odds add up worst. */
export interface StrongestPair {
  titles: [string, string];
  /** Friedman and Popescu's H squared: the share of what both do together that neither does for itself, in [0, 1] */
  share: number;
}

/** What two inputs add together to a model's score, beyond what each adds alone: over bands or levels of both. */
export interface PairMap {
  model: string;
  axes: [PairAxis, PairAxis];
  /** cells[i][j]: users in band i of the first and band j of the second */
  cells: PairCell[][];
  /** mean size of `points` over users */
  size: number;
}

export interface PairAxis extends Pick<VariableSummary, "input" | "title" | "unit" | "kind"> {
  /** of a number from low to high; `label` for levels */
  bands: Pick<RateBin, "label" | "from" | "to">[];
}

/** Averages over the users of a cell; null where they are too few. */
export interface PairCell {
  /** to the nearest 20 */
  n: Count;
  /** how much the score, a probability, is higher than without the pair */
  points: number | null;
  /** the same in log-odds: what the model adds */
  logOdds: number | null;
}
