import type {LearningCurve} from "../../../lib/book/honesty.js";
import {formatCount, formatFixed, formatSigned} from "../../../lib/format.js";
import {compareOnFolds} from "../../../lib/statistics/compareOnFolds.js";

type Point = LearningCurve["points"][number];

/** The last point with at most half of the rows, else the first: what doubling the users, or more, did. */
export function pointBefore(points: readonly Point[]): Point {
  const last = points[points.length - 1];
  return points.filter((d) => d.nRows <= last.nRows / 2).at(-1) ?? points[0];
}

/** Whether more users would help, as a claim: by the last doubling, paired over the folds. */
export function learningClaim({points}: LearningCurve, units: string): string {
  const [before, last] = [pointBefore(points), points[points.length - 1]];
  const from = `from ${formatCount(before.nRows)} to ${formatCount(last.nRows)}`;
  const {difference: {estimate, low, high}} = compareOnFolds(before.heldOut.folds, last.heldOut.folds);
  const fall = `log loss fell by ${formatFixed(estimate, 4)} (${formatSigned(low, 4)} to ${formatSigned(high, 4)})`;
  if (low > 0) return `More ${units} would still help: ${from} ${fall}`;
  if (high < 0) return `More ${units} did harm: ${from} log loss rose by ${formatFixed(-estimate, 4)}`;
  return `More ${units} alone would hardly help: ${from} log loss moved by ${formatSigned(-estimate, 4)}, which the folds cannot tell from nothing`;
}

/** How far rows fitted on and rows held out lie apart in the end, in a sentence. */
export function overfitSentence({points}: LearningCurve): string {
  const last = points[points.length - 1];
  const gap = last.heldOut.mean - last.fitted.mean;
  return `With all rows the users it was fitted on are judged ${formatFixed(Math.abs(gap), 4)} ${gap >= 0 ? "better" : "worse"} than those held out; that gap is what it has learnt by heart.`;
}
