import type {Interval} from "../../book/common.js";

/** A test with its effect size: how surprising under "no difference", and how large the difference is. */
export interface TestOutcome {
  /** "rank-sum", "chi-square", "Kolmogorov-Smirnov" */
  name: string;
  statistic: number;
  /** two-sided, in [0, 1] */
  pValue: number;
  /** what the effect is called */
  effectName: string;
  effect: Interval;
}
