import type {Count} from "../groups.js";
import type {Interval, Rate} from "./common.js";

/** Who churns, and what only looks like a reason: `eda.json`. Labelled rows only, except missingLabels. */
export interface EdaBook {
  variables: VariableSummary[];
  /** the inputs that `correlation` and `holdConstant` hold against each other: all, or of many those that rank best alone */
  compared: string[];
  correlation: {
    names: string[];
    pearson: number[][];
    spearman: number[][];
    /** with the label, 1 = churned */
    withLabel: number[];
    /** where rows repeat customers: by how many rows drawn each by itself each of them would be known at least as well */
    effective?: number;
  };
  /** is the label missing at random? by each category input, and by the numbers (Kolmogorov-Smirnov, Holm-adjusted) */
  missingLabels: {
    byCategory: {input: string; levels: {level: string; n: number; missing: number; share: Interval}[]; test: TestResult}[];
    byNumber: {input: string; test: TestResult}[];
  };
  holdConstant: HoldConstant[];
}

export interface VariableSummary {
  input: string;
  title: string;
  unit: string | null;
  kind: "integer" | "number" | "category";
  /** with those whose value is missing, who stand at the most usual value where they are fewer than 20 of either class */
  n: number;
  missing: Count;
  /** to the nearest of what a number's values are counted; null where they are counted as they stand, and of categories */
  step: number | null;
  /** numbers only; null for categories */
  churned: Quartiles | null;
  retained: Quartiles | null;
  /** fine bins, for the distribution; categories: one per level */
  histogram: HistogramBin[];
  /** coarse bins (about ten, of about equal count; categories: one per level), for the churn rate */
  rates: RateBin[];
  test: TestResult;
  /** AUC of this input alone, in [0.5, 1] after choosing the direction; of levels less what chance gives so many */
  rocAuc: number;
}

/** Of a class. Null: nearer to an end than 20 users of it. */
export interface Quartiles {
  p1: number | null;
  p25: number | null;
  median: number;
  p75: number | null;
  p99: number | null;
  mean: number;
}

/** Rows with low <= x < high (the last bin includes high), at least 20 of either class; `label` for categories. */
export interface HistogramBin {
  label: string;
  low: number;
  high: number;
  churned: number;
  retained: number;
}

/** Rows with from <= x < to (the last bin includes to); for categories both are the level's place. */
export interface RateBin extends Rate {
  /** where rows repeat customers: by how many rows drawn each by itself the rate would be known as well, as its interval has it */
  effective?: number;
  label: string;
  from: number;
  to: number;
}

export interface TestResult {
  /** "rank-sum", "chi-square", "Kolmogorov-Smirnov" */
  name: string;
  statistic: number;
  pValue: number;
  /** after Holm's adjustment over the family shown together */
  adjustedP: number;
  /** "rank-biserial correlation", "Cramér's V", "D" */
  effectName: string;
  effect: Interval;
}

/** Churn rate in the low and high half of `variable`, raw and within strata of `held`. */
export interface HoldConstant {
  variable: string;
  held: string;
  /** rate(high half) - rate(low half), two digits of half the width; halves are cut at the edge of `rates` nearest to the median */
  raw: Interval;
  /** the same within strata of `held`, weighted as Mantel and Haenszel */
  within: Interval;
  /** those of at least 20 users of either class in both halves, counted to the nearest 20; `within` is of all */
  strata: {label: string; low: number; high: number; lowHalf: Rate; highHalf: Rate}[];
}
