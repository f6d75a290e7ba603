import type {PredictBook} from "../book/predict.js";
import {quantile} from "../statistics/quantile.js";

/** Who stands for what: by the share of users that score lower, or the one nearest to a score. */
const KINDS = [
  {name: "low", title: "Low score", share: 0.05},
  {name: "typical", title: "Median score", share: 0.5},
  {name: "borderline", title: "At the base rate", share: null},
  {name: "high", title: "High score", share: 0.95}
] as const;

/** A preset without its row. */
export type PresetChoice = Pick<PredictBook["presets"][number], "name" | "title"> & {index: number};

/**
 * Picks the users that stand for a low, a median, a borderline and a high score: each the first of those nearest to
 * that score, no user twice.
 *
 * @param scores at least four, in [0, 1]
 */
export function choosePresets(scores: ArrayLike<number>, baseRate: number): PresetChoice[] {
  const taken = new Set<number>();
  return KINDS.map(({name, title, share}) => {
    const wanted = share === null ? baseRate : quantile(scores, share);
    let index = -1;
    for (let i = 0; i < scores.length; ++i) {
      if (taken.has(i)) continue;
      if (index < 0 || Math.abs(scores[i] - wanted) < Math.abs(scores[index] - wanted)) index = i;
    }
    taken.add(index);
    return {name, title, index};
  });
}
