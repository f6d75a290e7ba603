import type {RateMove} from "../model/shiftBaseRate.js";
import {shiftScore} from "../model/shiftBaseRate.js";
import {formatLine} from "../whatif/values.js";

/** What a rate that is known of now moved, and from what. @example sayMove({from: 0.177, to: 0.25}) */
export function sayMove(move: RateMove): string {
  return (
    `Moved from ${formatLine(move.from)}, the churn rate of the data, to ${formatLine(move.to)}: a score of ${formatLine(move.from)} ` +
    `becomes ${formatLine(shiftScore(move.from, move))}, all others move alike in log-odds, and nobody changes places.`
  );
}

/** How users of the data are counted at that rate. */
export function sayWeighing({from, to}: RateMove, many: string): string {
  return `Counted as if ${formatLine(to)} of these ${many} churned, and not ${formatLine(from)} as in the data; how they differ is taken to stay.`;
}

/** Where scores are shown as they were: what was set, and where it counts. */
export function sayUnmoved({from, to}: RateMove): string {
  return (
    `A churn rate of ${formatLine(to)} is set. Decide and Batch move scores and counts to it, and this line follows; all else here is of the data, ` +
    `in which ${formatLine(from)} churned.`
  );
}
