import {breakEvenSaveRate, lowestBreakEven} from "../../lib/decide/breakEven.js";
import type {Assumptions} from "../../lib/decide/money.js";
import {findBestDepth, perThousand, profitAt} from "../../lib/decide/money.js";
import type {OperatingPoint} from "../../lib/decide/operatingPoint.js";
import {pointAt} from "../../lib/decide/operatingPoint.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import {thresholdAtShare} from "../../lib/decide/ranking.js";
import type {DecideChoice} from "./decideState.js";
import {assumptionsOf} from "./decideState.js";

/** All numbers of the page at one moment. Money per 1,000 users. */
export interface Decision {
  choice: DecideChoice;
  assumptions: Assumptions;
  ranking: Ranking;
  /** at the chosen line, on out-of-fold scores and, apart, on test rows */
  point: OperatingPoint;
  testPoint: OperatingPoint;
  profit: number;
  testProfit: number;
  profitOfAll: number;
  breakEven: number;
  lowest: {saveRate: number; contacted: number};
  best: {contacted: number; share: number; profit: number; threshold: number};
  /** the line was chosen by the reader, not taken from the recommendation */
  isChosen: boolean;
}

/** Where the line lies while the recommendation is to run nothing. */
const FALLBACK_SHARE = 0.1;

/** Works out the page's numbers. @param test the same model on test rows */
export function decide(choice: DecideChoice, ranking: Ranking, test: Ranking): Decision {
  const assumptions = assumptionsOf(choice);
  const found = findBestDepth(ranking, assumptions);
  const best = {
    contacted: found.contacted,
    share: found.contacted / ranking.n,
    profit: perThousand(found.profit, ranking.n),
    threshold: thresholdAtShare(ranking, found.contacted === 0 ? FALLBACK_SHARE : found.contacted / ranking.n)
  };
  const point = pointAt(ranking, choice.threshold === 0 ? best.threshold : choice.threshold);
  const testPoint = pointAt(test, point.threshold);
  return {
    choice, assumptions, ranking, point, testPoint, best,
    profit: perThousand(profitAt(ranking, point.contacted, assumptions), ranking.n),
    testProfit: perThousand(profitAt(test, testPoint.contacted, assumptions), test.n),
    profitOfAll: perThousand(profitAt(ranking, ranking.n, assumptions), ranking.n),
    breakEven: breakEvenSaveRate(ranking, point.contacted, assumptions),
    lowest: lowestBreakEven(ranking, assumptions),
    isChosen: choice.threshold !== 0
  };
}
