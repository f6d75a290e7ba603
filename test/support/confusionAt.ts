import type {Confusion} from "../../lib/metrics/confusion.js";

/** Users counted one by one, as the definition has it: called churned if the score is at least the threshold. */
export function confusionAt(y: Iterable<number>, p: ArrayLike<number>, threshold: number): Confusion {
  const count = (churned: number, called: boolean): number => [...y].filter((d, i) => d === churned && p[i] >= threshold === called).length;
  return {
    truePositive: count(1, true),
    falsePositive: count(0, true),
    falseNegative: count(1, false),
    trueNegative: count(0, false)
  };
}
