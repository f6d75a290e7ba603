import type {Interval} from "../book/common.js";
import {check} from "../check.js";
import {normalReach} from "./distributions/normal.js";

/** So many rows, each with the same outcome. */
export type Outcomes = readonly (readonly [count: number, outcome: number])[];

/**
 * A mean over n rows of which some bring one outcome, some another, and the rest nothing, with its normal interval. The
 * mean of thousands of rows is near enough to normal; of a few dozen it is not, and there the interval is not to be told.
 *
 * @param n > 0, at least as many rows as have an outcome
 * @param level of the interval, in (0, 1)
 * @throws if n is less than the rows that have an outcome
 * @example outcomeInterval([[50, 1]], 100) // {estimate: 0.5, low: 0.402, high: 0.598}
 */
export function outcomeInterval(outcomes: Outcomes, n: number, level = 0.95): Interval {
  let [rows, sum, squares] = [0, 0, 0];
  for (const [count, outcome] of outcomes) {
    rows += count;
    sum += count * outcome;
    squares += count * outcome ** 2;
  }
  if (!(n > 0 && rows <= n)) check(false, {where: "outcomeInterval", rule: "n must be > 0 and hold every row with an outcome", got: `${rows} of ${n}`}); // no text is made where all is well
  const estimate = sum / n;
  const reach = reachOf(level) * Math.sqrt(Math.max(0, squares / n - estimate ** 2) / n);
  return {estimate, low: estimate - reach, high: estimate + reach};
}

const REACH = normalReach(0.95);

/** The usual level is asked for at every point of a curve, at every movement of a slider. */
function reachOf(level: number): number {
  return level === 0.95 ? REACH : normalReach(level);
}
