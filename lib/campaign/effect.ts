import type {Interval} from "../book/common.js";
import type {ArmCounts} from "./campaign.js";
import {check} from "../check.js";
import {normalReach} from "../statistics/distributions.js";
import {wilsonInterval} from "../statistics/intervals.js";

/**
 * How much less often the contacted left than those left alone: the risk difference, with Newcombe's interval, which is made of Wilson's
 * intervals of both rates and holds for small groups and rare outcomes too.
 *
 * @returns in [-1, 1]; above 0 contact kept people
 * @throws if a group is empty
 * @example riskDifference({nContacted: 100, contactedLeft: 10, nAlone: 100, aloneLeft: 20}).estimate // 0.1
 * @see Newcombe (1998), method 10; agrees with statsmodels' confint_proportions_2indep(compare="diff", method="newcomb")
 */
export function riskDifference(counts: ArmCounts, level = 0.95): Interval {
  checkArms("riskDifference", counts);
  const {nContacted, contactedLeft, nAlone, aloneLeft} = counts;
  const alone = wilsonInterval(aloneLeft, nAlone, level);
  const contacted = wilsonInterval(contactedLeft, nContacted, level);
  const estimate = alone.estimate - contacted.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(alone.estimate - alone.low, contacted.high - contacted.estimate),
    high: estimate + Math.hypot(alone.high - alone.estimate, contacted.estimate - contacted.low)
  };
}

/** Katz's interval of a ratio has no end where nobody left; half a customer more in each cell gives it one. */
const HALF = 0.5;

/**
 * The share of those who would have left that contact kept: one less the ratio of the rates, with its interval on the scale of logarithms,
 * each cell larger by one half.
 *
 * @returns at most 1; below 0 where more left of the contacted. The estimate is null where nobody left of those left alone
 * @throws if a group is empty
 * @see Katz and others (1978), Walter (1975); agrees with statsmodels' confint_proportions_2indep(compare="ratio", method="log-adjusted")
 */
export function saveRate(counts: ArmCounts, level = 0.95): {estimate: number | null; low: number; high: number} {
  checkArms("saveRate", counts);
  const {nContacted, contactedLeft, nAlone, aloneLeft} = counts;
  const estimate = aloneLeft > 0 ? 1 - contactedLeft / nContacted / (aloneLeft / nAlone) : null;
  const {ratio, error} = logRatio(counts);
  const reach = normalReach(level) * error;
  return {estimate, low: 1 - Math.exp(ratio + reach), high: 1 - Math.exp(ratio - reach)};
}

function logRatio({nContacted, contactedLeft, nAlone, aloneLeft}: ArmCounts): {ratio: number; error: number} {
  const [a, b] = [contactedLeft + HALF, aloneLeft + HALF];
  const [m, n] = [nContacted + HALF, nAlone + HALF];
  return {ratio: Math.log(a / m / (b / n)), error: Math.sqrt(1 / a - 1 / m + 1 / b - 1 / n)};
}

function checkArms(where: string, {nContacted, nAlone}: ArmCounts): void {
  check(nContacted > 0 && nAlone > 0, {
    where,
    rule: "both groups must have customers",
    got: `${nContacted} contacted and ${nAlone} left alone`
  });
}
