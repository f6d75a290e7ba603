import type {Interval} from "../../lib/book/common.js";
import type {Assumptions} from "../../lib/decide/money.js";
import type {BestByValue, ValueChange, ValuedUsers} from "../../lib/decide/byValue.js";
import type {OperatingPoint} from "../../lib/decide/contactLine.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import type {Best} from "../../lib/decide/decisionWords.js";
import type {DecideChoice} from "./decideState.js";
import {findPlateau, isTooFew, breakEvenAt, breakEvenInterval, lowestBreakEven} from "../../lib/decide/bestDepth.js";
import {bestByValue, compareByValue} from "../../lib/decide/byValue.js";
import {chosenLine, recommendLine} from "../../lib/decide/bookLine.js";
import {pointAt} from "../../lib/decide/contactLine.js";
import {gainAt} from "../../lib/decide/money.js";
import {churnersAmong} from "../../lib/decide/ranking.js";
import {roundingStep} from "../../lib/decide/moneyWords.js";
import {assumptionsOf} from "../shared/contactLine.js";

/** All numbers of the page at one moment. Money per 1,000 users, with 95% intervals where it is known from users. */
export interface Decision {
  choice: DecideChoice;
  assumptions: Assumptions;
  ranking: Ranking;
  /** at the line, on out-of-fold scores and, apart, on test rows */
  point: OperatingPoint;
  /** null where the test users are too few to be shown in groups */
  testPoint: OperatingPoint | null;
  gain: Interval;
  /** null where the line picks too few test rows to tell */
  testGain: Interval | null;
  profitOfAll: number;
  /** the last digit of money that these users can tell */
  step: number;
  /** at the line; while nothing is to be run, the lowest of any depth */
  breakEven: Interval;
  lowest: {saveRate: number; contacted: number};
  best: Best & {threshold: number; breakEven: Interval};
  /** the line picks users, but too few to tell anything by */
  isFew: boolean;
  /** the line was chosen by the reader, not taken from the recommendation */
  isChosen: boolean;
  /** where each user has a value: whom to contact by it, and against as many by risk; null: nobody has one */
  byValue: {best: BestByValue; change: ValueChange} | null;
  /** the recommendation is to run nothing, and the reader chose no line against it: nobody is contacted */
  isNothing: boolean;
}

/** Users by falling score, of one churn rate. */
export interface Sides {
  /** by scores of models that had not learned from them */
  ranking: Ranking;
  /** the same model on test rows; null where they are too few */
  test: Ranking | null;
  /** the ranking's users by what each is worth; null where nobody has a value */
  valued: ValuedUsers | null;
}

/** Works out the page's numbers. @param choice its line among the scores of these users */
export function decide(choice: DecideChoice, {ranking, test, valued}: Sides): Decision {
  const assumptions = assumptionsOf(choice);
  const best = recommend(ranking, test, assumptions);
  const chosen = chosenLine(ranking, {...choice, assumptions});
  const isNothing = chosen === null && best.contacted === 0;
  const point = pointAt(ranking, chosen ?? best.threshold);
  const testPoint = test && pointAt(test, point.threshold);
  const lowest = lowestBreakEven(ranking, assumptions);
  const gain = gainAt(ranking, point.contacted, assumptions);
  const all = gainAt(ranking, ranking.n, assumptions);
  return {
    choice,
    assumptions,
    ranking,
    point,
    testPoint,
    best,
    lowest,
    isNothing,
    gain,
    testGain: testGainAt(test, testPoint, assumptions),
    profitOfAll: all.estimate,
    step: roundingStep(point.contacted === 0 || isTooFew(point) ? all : gain),
    breakEven: isNothing ? breakEvenAtDepth(ranking, lowest.contacted, assumptions) : breakEvenOf(point, assumptions),
    isFew: isTooFew(point),
    byValue: valued && rankByValue(valued, chosen === null ? null : point.contacted, assumptions),
    isChosen: chosen !== null
  };
}

/** @param contacted as many as the line that the reader chose; null: none was chosen, so as many as bring more than they cost */
function rankByValue(valued: ValuedUsers, contacted: number | null, assumptions: Assumptions): Decision["byValue"] {
  const best = bestByValue(valued, assumptions);
  return {best, change: compareByValue(valued, contacted ?? best.contacted, assumptions)};
}

function recommend(ranking: Ranking, test: Ranking | null, assumptions: Assumptions): Decision["best"] {
  const threshold = recommendLine(ranking, assumptions);
  const point = pointAt(ranking, threshold);
  const {contacted, share} = point;
  return {
    contacted,
    share,
    threshold,
    breakEven: breakEvenOf(point, assumptions),
    gain: gainAt(ranking, contacted, assumptions),
    testGain: testGainAt(test, test && pointAt(test, threshold), assumptions),
    plateau: contacted === 0 ? {from: 0, to: 0, shortfall: 0} : findPlateau(ranking, contacted, assumptions)
  };
}

function testGainAt(test: Ranking | null, point: OperatingPoint | null, assumptions: Assumptions): Interval | null {
  return test === null || point === null || point.contacted === 0 || isTooFew(point) ? null : gainAt(test, point.contacted, assumptions);
}

function breakEvenOf({precision}: OperatingPoint, assumptions: Assumptions): Interval {
  return precision ? breakEvenInterval(precision, assumptions) : {estimate: Infinity, low: Infinity, high: Infinity};
}

/** The lowest of many was picked as such, so no interval is told of it. */
function breakEvenAtDepth(ranking: Ranking, contacted: number, assumptions: Assumptions): Interval {
  const estimate = breakEvenAt(churnersAmong(ranking, contacted) / contacted, assumptions);
  return {estimate, low: estimate, high: estimate};
}
