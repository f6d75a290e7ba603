import {rankScores} from "../scored.js";

/** Users scored at least `threshold`: how many there are and how many of them churned. */
export interface RankingPoint {
  threshold: number;
  n: number;
  churned: number;
}

/** One point per distinct score, falling; what the ROC, precision-recall and gains curves are drawn from. */
export interface RankingCurve {
  nRows: number;
  churned: number;
  points: RankingPoint[];
}

/**
 * Walks down the ranking and counts. Users with equal scores enter together.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function walkRanking(where: string, yTrue: ArrayLike<number>, score: ArrayLike<number>): RankingCurve {
  const {nRows, y, p, tieEnds} = rankScores(where, yTrue, score);
  const points: RankingPoint[] = [];
  let churned = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    for (; i < tieEnds[g]; ++i) churned += y[i];
    points.push({threshold: p[i - 1], n: i, churned});
  }
  return {nRows, churned, points};
}
