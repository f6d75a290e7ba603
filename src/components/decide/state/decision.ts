import {breakEvenSaveRate, lowestBreakEven} from "../../../lib/decide/breakEven.js";
import {shortestLine} from "../../../lib/decide/contactLine.js";
import type {Assumptions} from "../../../lib/decide/money.js";
import {findBestDepth, perThousand, profitAt} from "../../../lib/decide/money.js";
import type {OperatingPoint} from "../../../lib/decide/operatingPoint.js";
import {pointAt} from "../../../lib/decide/operatingPoint.js";
import type {Ranking} from "../../../lib/decide/ranking.js";
import {thresholdAtShare} from "../../../lib/decide/ranking.js";
import type {DecideChoice} from "./decideState.js";
import {assumptionsOf} from "./decideState.js";

/** All numbers of the page at one moment. Money per 1,000 users. */
export interface Decision {
  choice: DecideChoice;
  assumptions: Assumptions;
  ranking: Ranking;
  /** at the line, on out-of-fold scores and, apart, on test rows */
  point: OperatingPoint;
  testPoint: OperatingPoint;
  profit: number;
  testProfit: number;
  profitOfAll: number;
  /** at the line; while nothing is to be run, the lowest of any depth */
  breakEven: number;
  lowest: {saveRate: number; contacted: number};
  best: {contacted: number; share: number; profit: number; threshold: number};
  /** the line was chosen by the reader, not taken from the recommendation */
  isChosen: boolean;
  /** the recommendation is to run nothing, and the reader chose no line against it: nobody is contacted */
  isNothing: boolean;
}

/** A line that no score reaches. */
const NOBODY = Infinity;

/** Works out the page's numbers. @param test the same model on test rows */
export function decide(choice: DecideChoice, ranking: Ranking, test: Ranking): Decision {
  const assumptions = assumptionsOf(choice);
  const best = recommend(ranking, assumptions);
  const chosen = choice.threshold !== 0 ? choice.threshold : choice.depth > 0 ? lineAtShare(ranking, choice.depth / 100) : null;
  const isNothing = chosen === null && best.contacted === 0;
  const point = pointAt(ranking, chosen ?? best.threshold);
  const testPoint = pointAt(test, point.threshold);
  const lowest = lowestBreakEven(ranking, assumptions);
  return {
    choice, assumptions, ranking, point, testPoint, best, lowest, isNothing,
    profit: perThousand(profitAt(ranking, point.contacted, assumptions), ranking.n),
    testProfit: perThousand(profitAt(test, testPoint.contacted, assumptions), test.n),
    profitOfAll: perThousand(profitAt(ranking, ranking.n, assumptions), ranking.n),
    breakEven: isNothing ? lowest.saveRate : breakEvenSaveRate(ranking, point.contacted, assumptions),
    isChosen: chosen !== null
  };
}

/** The line that contacts about a share of the users, in as few digits as name it. @param share in (0, 1] */
export function lineAtShare(ranking: Ranking, share: number): number {
  return shortestLine(ranking, thresholdAtShare(ranking, share));
}

function recommend(ranking: Ranking, assumptions: Assumptions): Decision["best"] {
  const {contacted, profit} = findBestDepth(ranking, assumptions);
  const share = contacted / ranking.n;
  return {contacted, share, profit: perThousand(profit, ranking.n), threshold: contacted === 0 ? NOBODY : lineAtShare(ranking, share)};
}
