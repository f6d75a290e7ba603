import type {Interval} from "../book/common.js";
import type {Assumptions} from "../decide/money.js";
import {check} from "../check.js";
import {perUser} from "../decide/money.js";
import {clamp} from "../numbers.js";
import {logCost} from "../metrics/probabilityLosses.js";
import {logit} from "../model/logOdds.js";
import {sortedOrder} from "../sortFloats.js";
import {normalReach} from "../statistics/distributions.js";

/** What a model's scores say of themselves: how well they will turn out to have done, if they are right. */
export interface Expected {
  n: number;
  /** users who will churn, and among those at or above the line */
  churned: Interval;
  atLine: {line: number; contacted: number; churned: Interval};
  rocAuc: Interval | null;
  logLoss: Interval;
}

const LEVEL = 0.95;
/** Scores count as at least so far from 0 and 1: as scikit-learn's log_loss has it. */
const NEAREST = Number.EPSILON;

/**
 * Confidence-based performance estimation: of calibrated scores, each row churns with the chance that it is given, whoever the rows are.
 * So the metrics that the file will have can be worked out without its outcomes; their intervals are over how those outcomes may fall.
 * It cannot see that users of the same inputs behave otherwise than they did.
 *
 * @param p scores, in [0, 1]; at least one
 * @param line a chance; whoever scores it is contacted
 * @param design how many times the variance of a share of such rows is what it would be if each was drawn by itself; see designOf
 * @throws if there is no score, or one lies outside [0, 1]
 * @see Guillory and others (2021), Predicting with confidence on unseen distributions; NannyML's CBPE
 */
export function expectPerformance(p: ArrayLike<number>, line: number, design = 1): Expected {
  const n = p.length;
  check(n > 0, {where: "expectPerformance", rule: "there must be a score", got: "none"});
  const reach = Math.sqrt(design) * normalReach(LEVEL);
  let [sum, spread, above, aboveSum, aboveSpread, loss, lossSpread] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; ++i) {
    check(p[i] >= 0 && p[i] <= 1, {where: "expectPerformance", rule: "scores must lie in [0, 1]", got: p[i]});
    const q = clamp(p[i], NEAREST, 1 - NEAREST);
    const v = q * (1 - q);
    sum += p[i];
    spread += v;
    loss += q * logCost(1, q) + (1 - q) * logCost(0, q);
    lossSpread += v * logit(q) ** 2;
    if (p[i] < line) continue;
    above += 1;
    aboveSum += p[i];
    aboveSpread += v;
  }
  const around = (estimate: number, error: number, most: number): Interval => ({
    estimate,
    low: Math.max(0, estimate - reach * error),
    high: Math.min(most, estimate + reach * error)
  });
  return {
    n,
    churned: around(sum, Math.sqrt(spread), n),
    atLine: {line, contacted: above, churned: around(aboveSum, Math.sqrt(aboveSpread), above)},
    rocAuc: expectRocAuc(p, reach),
    logLoss: around(loss / n, Math.sqrt(lossSpread) / n, Infinity)
  };
}

/**
 * What contacting those at or above the line is to bring, in all: it hangs on how many of them will churn, and on nothing else that is not
 * assumed, so its interval is theirs.
 */
export function expectGain({contacted, churned}: Expected["atLine"], assumptions: Assumptions): Interval {
  const {churner, stayer} = perUser(assumptions);
  const brings = (found: number): number => found * churner + (contacted - found) * stayer;
  const [few, many] = [brings(churned.low), brings(churned.high)]; // a churner may bring less than a stayer
  return {estimate: brings(churned.estimate), low: Math.min(few, many), high: Math.max(few, many)};
}

/**
 * The chance that a row that churns outranks one that stays, summed over all pairs of rows; its interval by the delta method over the
 * rows' outcomes. Null where the scores leave no pair.
 */
function expectRocAuc(p: ArrayLike<number>, reach: number): Interval | null {
  const n = p.length;
  const order = sortedOrder(Float64Array.from(p, (score) => 0 - score));
  let [churned, own] = [0, 0]; // and pairs that a row would make with itself
  for (let i = 0; i < n; ++i) {
    churned += p[i];
    own += p[i] * (1 - p[i]);
  }
  const retained = n - churned;
  if (!(churned > 0 && retained > 0)) return null;
  // by row, from the highest: stayers and churners ranked above it, those of equal score by half
  let [churnedAbove, retainedAbove, pairs] = [0, 0, 0];
  const gain = new Float64Array(n); // what it adds to the pairs if the row churns rather than stays
  for (let from = 0, to = 0; from < n; from = to) {
    let [c, r] = [0, 0];
    for (to = from; to < n && p[order[to]] === p[order[from]]; ++to) {
      c += p[order[to]];
      r += 1 - p[order[to]];
    }
    for (let i = from; i < to; ++i) {
      const q = p[order[i]];
      const below = retained - retainedAbove - r + (r - (1 - q)) / 2; // no row is paired with itself
      const over = churnedAbove + (c - q) / 2;
      pairs += q * below;
      gain[i] = below - over;
    }
    churnedAbove += c;
    retainedAbove += r;
  }
  const all = churned * retained - own;
  if (!(all > 0)) return null;
  const auc = pairs / all;
  let variance = 0;
  for (let i = 0; i < n; ++i) {
    const q = p[order[i]];
    variance += q * (1 - q) * (gain[i] - auc * (retained - churned)) ** 2;
  }
  const error = Math.sqrt(variance) / (churned * retained);
  return {estimate: auc, low: Math.max(0, auc - reach * error), high: Math.min(1, auc + reach * error)};
}
