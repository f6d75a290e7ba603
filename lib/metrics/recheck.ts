import type {ModelsBook} from "../book/models.js";
import type {ScoresTable} from "../book/scores.js";
import type {MetricName} from "./metrics.js";
import {METRIC_NAMES, scoreAll} from "./metrics.js";

/** A metric of the test rows as the book states it, and as it comes out again. */
export interface Recheck {
  /** the finalist's name */
  model: string;
  metric: string;
  stated: number;
  found: number;
  agrees: boolean;
}

/** Scores are shipped in single precision, which may tie two users; a metric moves by less than this, and shows fewer digits. */
const RECHECK_TOLERANCE = 1e-5;

/**
 * Works every stated metric of the test rows out again from the shipped scores, so that a reader's browser can vouch
 * for the numbers in the prose, and notices files of two different builds.
 *
 * @throws if the scores lack a finalist
 */
export function recheckMetrics(
  {finalists, metrics}: Pick<ModelsBook, "finalists" | "metrics">,
  {set, y, scores}: Pick<ScoresTable, "set" | "y" | "scores">
): Recheck[] {
  const names = metrics.map((d) => d.name).filter((name): name is MetricName => (METRIC_NAMES as readonly string[]).includes(name));
  const yTest = y.filter((_, i) => set[i] === 1);
  return finalists.flatMap(({name: model, test}) => {
    const found = scoreAll(
      yTest,
      scores[model].filter((_, i) => set[i] === 1),
      names
    );
    return names.map((metric): Recheck => {
      const stated = test[metric].estimate;
      return {model, metric, stated, found: found[metric], agrees: Math.abs(found[metric] - stated) <= RECHECK_TOLERANCE};
    });
  });
}
