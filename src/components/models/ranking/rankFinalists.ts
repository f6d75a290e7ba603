import type {Finalist, MetricInfo} from "../../../lib/book/models.js";

/**
 * Finalists in the order of a leaderboard: the base rate first, then from the best mean over folds to the worst; where means
 * are equal, the simpler model first. The input is left as it is.
 *
 * @param finalists the first is the base rate
 */
export function rankFinalists(finalists: readonly Finalist[], {name, better}: Pick<MetricInfo, "name" | "better">): Finalist[] {
  const [baseline, ...others] = finalists;
  const sign = better === "lower" ? 1 : -1;
  const ranked = others.toSorted((a, b) => sign * (a.cv[name].mean - b.cv[name].mean) || a.complexity - b.complexity);
  return [baseline, ...ranked];
}
