import type {Count} from "../groups.js";
import type {Estimate, Interval} from "./common.js";

/**
 * For whom is the Champion wrong: `cohorts.json`. Of users whom a fold or the test holds out, by their scores out of fold or of the
 * test; every number rests on at least 20 of them.
 */
export interface CohortsBook {
  /** of the finalist that is crowned; baseline: it says the same of everybody */
  model: {title: string; isBaseline: boolean};
  users: {n: number; churned: number; said: number};
  /** whether what is wrong is wrong of everybody alike: scores of all are off, and of those moved to the rate that happened no cohort's stand out */
  isOffForAll: boolean;
  /** of the rows that the model was fitted on or judged by, those that are not looked at here: learned from only, or of too many */
  others: Count;
  /** null: every row was drawn by itself; else intervals are over so many customers, each of whom may have several rows */
  customers: number | null;
  rocAuc: Estimate;
  /** scores from which users may be contacted, falling, with all users who score at least as much; empty where these are too few */
  lines: Line[];
  inputs: CohortInput[];
  /** two inputs at once, of those that move the Champion's score most and those that the definition protects */
  maps: CohortMap[];
  /** inputs that a map may be made of, in the order of their weight */
  mapped: string[];
  weakest: WeakSlices;
}

export interface Line extends Above {
  line: number;
}

/** Users who score at least a line. */
export interface Above {
  n: number;
  churned: number;
}

export interface CohortInput {
  input: string;
  title: string;
  unit: string | null;
  kind: "integer" | "number" | "category";
  /** the definition says that nobody should be treated otherwise because of it */
  isProtected: boolean;
  /** bands from low to high, or levels, "no value" last; at least 20 of either class in each */
  cohorts: Cohort[];
}

export interface Judged {
  n: number;
  churned: number;
  /** mean score */
  said: number;
  /** share that churned less {@link said}; t interval over users, or over customers */
  gap: Interval;
  /** of no gap, two-sided, after Holm over the family, and doubled, since cohorts and slices are two families */
  adjustedP: number;
  /** whether chance does not explain the gap, and it is at least {@link WeakSlices.least} */
  standsOut: boolean;
}

export interface Cohort extends Judged {
  label: string;
  /** of these users among each other, by DeLong */
  rocAuc: Estimate;
  /** by line: null where users are too few above it to be told of, or to hide those who are */
  above: (Found | null)[];
}

/** Users of a cohort who score at least a line. */
export interface Found extends Above {
  /**
   * By how many of those who churned, drawn each by itself, the share found would be known as well: where rows repeat customers fewer
   * than churned in the cohort, or rarely more; two digits. Absent: every row was drawn by itself.
   */
  effective?: number;
}

/** Cells by band or level of the first input, then of the second. */
export interface CohortMap {
  first: MapAxis;
  second: MapAxis;
  /** null: too few, or needed to hide them; {n: 0} where nobody is */
  cells: (MapCell | null)[][];
}

export interface MapAxis {
  input: string;
  labels: string[];
}

export interface MapCell {
  n: number;
  churned: number;
  said: number | null;
  gap: Interval | null;
}

/**
 * What a tree that looks for gaps found on one half of the users, judged on the other half. How many that holds is not told: less the
 * slices that are, it would tell of one of too few.
 */
export interface WeakSlices {
  /** the smallest gap that is called one: a tenth of the churn rate */
  least: number;
  /** largest gap first; empty where no slice of enough users could be cut */
  slices: Slice[];
}

export interface Slice extends Judged {
  conditions: SliceCondition[];
}

export interface SliceCondition {
  input: string;
  title: string;
  unit: string | null;
  /** false: any other than these */
  is: boolean;
  label: string;
}
