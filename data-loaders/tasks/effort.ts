import type {Learner} from "../../lib/fit/learners/learner.js";
import {DEFAULT_SHARES} from "../../lib/fit/protocol/learningCurve.js";

/** How much work the checks of one model may cost. Fixed by the learner, never by the clock, so that results repeat. */
export interface Effort {
  /** shuffles of the labels */
  shuffles: number;
  /** of the rows, fitted on under shuffled labels */
  shuffleShare: number;
  /** points of the learning curve */
  shares: readonly number[];
}

/** The most complex learner that counts as quick. */
const QUICK = 2;

/** Single trees and simpler models get full measure; forests and boosting, which take tens of times as long, a smaller one. */
export function effortFor({complexity}: Pick<Learner, "complexity">): Effort {
  if (complexity <= QUICK) return {shuffles: 8, shuffleShare: 1, shares: DEFAULT_SHARES};
  return {shuffles: 5, shuffleShare: 0.2, shares: [0.1, 0.3, 1]};
}

/**
 * Of the search on shuffled labels, which runs every trial of every learner: fitted to `fits` shuffles on a share of the rows,
 * each judged on `deals` deals of the labels held out, so fits * deals shuffles in all. Fewer than 20 have no 95th percentile.
 */
export const LUCK = {fits: 2, deals: 20, share: 0.1} as const;

/** Upper bound of an honesty task's jobs, for the estimate of the end. */
export function countHonestyJobs(nFolds: number): number {
  const {shuffles, shares} = effortFor({complexity: 0});
  return 1 + shuffles + shares.length * nFolds;
}
