import type {ScoreGroup} from "../book/scores.js";
import type {Confusion} from "./confusion.js";
import {SCORE_GRID} from "../book/scores.js";
import {check} from "../check.js";
import {f1Of, precisionOf, recallOf, specificityOf} from "./confusion.js";
import {countContacted, total} from "./scoreGroups.js";

/** What the rule "contact if the score is at least the threshold" gives, whole groups at a time. */
export interface ThresholdRow extends Confusion {
  /** as asked */
  threshold: number;
  /** the edge at which the counts are exact: the asked one, or the one nearest to it; null where nobody is contacted */
  edge: number | null;
  /** share of users contacted */
  contacted: number;
  precision: number;
  recall: number;
  specificity: number;
  f1: number;
}

/** 0.01, 0.02, ... 0.99. */
export const PERCENT_THRESHOLDS: readonly number[] = Array.from({length: 99}, (_, i) => (i + 1) / 100);

/**
 * Counts and rates at any threshold: exact at the edges of the groups, and at any other line those of an edge beside it.
 *
 * @param groups from the highest scores down; both classes must occur
 * @returns reads one threshold; Infinity contacts nobody
 */
export function createThresholdReader(groups: readonly ScoreGroup[]): (threshold: number) => ThresholdRow {
  const {n, churned} = total(groups);
  const above = [{n: 0, churned: 0}];
  for (const group of groups)
    above.push({n: above[above.length - 1].n + group.n, churned: above[above.length - 1].churned + group.churned});
  return (threshold) => {
    check(!Number.isNaN(threshold), {where: "createThresholdReader", rule: "a threshold must be a number", got: threshold});
    const nGroups = countContacted(groups, threshold);
    const called = above[nGroups];
    const truePositive = called.churned;
    const falsePositive = called.n - called.churned;
    const falseNegative = churned - truePositive;
    const confusion = {truePositive, falsePositive, falseNegative, trueNegative: n - churned - falsePositive};
    return {
      threshold,
      edge: nGroups === 0 ? null : groups[nGroups - 1].from / SCORE_GRID,
      contacted: called.n / n,
      ...confusion,
      precision: precisionOf(confusion),
      recall: recallOf(confusion),
      specificity: specificityOf(confusion),
      f1: f1Of(confusion)
    };
  };
}
