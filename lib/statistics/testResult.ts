import type {Interval} from "../book/common.js";
import {check, someOf} from "../check.js";

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

/**
 * Holm's adjustment: p-values that keep the chance of any false alarm in the family at the level, whatever their dependence.
 *
 * @param pValues of one family, each in [0, 1]
 * @returns adjusted p-values in the same order, each at least the raw one
 * @throws if a p-value is out of [0, 1]
 * @example adjustHolm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * @see Holm (1979); agrees with R's p.adjust and statsmodels' multipletests(method="holm")
 */
export function adjustHolm(pValues: readonly number[]): number[] {
  const strangers = pValues.filter((p) => !(p >= 0 && p <= 1));
  check(strangers.length === 0, {where: "adjustHolm", rule: "p-values must lie in [0, 1]", got: someOf(strangers)});
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((i, place) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[i]));
    adjusted[i] = largest;
  });
  return adjusted;
}
