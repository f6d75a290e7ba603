import type {Interval} from "../../book/common.js";
import {formatCount, formatFixed, formatShare} from "../../format.js";

export interface Few {
  contacted: number;
  n: number;
  threshold: number;
  truePositive: number;
  precision: Interval | null;
}

/** So few contacted that nothing can be told from them. @example nameFew({contacted: 1, n: 20_000}, "users") // "1 of 20,000 users" */
export function nameFew({contacted, n}: Pick<Few, "contacted" | "n">, many: string): string {
  return `${formatCount(contacted)} of ${formatCount(n)} ${many}`;
}

/** Why nothing is said of a line that picks a handful: how many, what they did, and how wide that leaves it. */
export function describeFew(few: Few, many: string): string {
  const {contacted, threshold, truePositive, precision} = few;
  const spread = precision ? `; among more such ${many} it may be anything from ${formatShare(precision.low, 0)} to ${formatShare(precision.high, 0)} (95%)` : "";
  return `Too few to tell: ${formatFixed(threshold * 100, 1)} in 100 or more is the score of only ${nameFew(few, many)}. Churned among them: ${formatCount(truePositive)} of ${formatCount(contacted)}${spread}. What contact brings, and from which save rate it pays, cannot be read from so few.`;
}
