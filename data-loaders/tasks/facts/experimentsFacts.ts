import type {Facts} from "../../../lib/book/common.js";
import type {ExperimentsBook, Trial} from "../../../lib/book/experiments.js";
import {formatCount} from "../../../lib/format.js";

/** Words and numbers of the experiments page: how many trials cannot be told from the best. */
export function experimentsFacts({trials, metrics, selectionMetric}: ExperimentsBook): Facts {
  const info = metrics.find(({name}) => name === selectionMetric);
  const sign = info?.better === "higher" ? -1 : 1;
  const loss = (trial: Trial): number => sign * trial.scores[selectionMetric].mean;
  const finished = trials.filter((d) => d.recipe === null && d.state === "finished" && d.scores[selectionMetric]).sort((a, b) => loss(a) - loss(b));
  const [best] = finished;
  if (!best) return {experimentsHeadline: "No trial finished", ownTrialsFinished: "0", closeTrials: "0", bestTrial: "none"};
  const bound = loss(best) + best.scores[selectionMetric].standardError;
  const close = finished.filter((d) => loss(d) <= bound).length;
  const others = close - 1;
  return {
    experimentsHeadline: others === 0
      ? `One of ${formatCount(finished.length)} trials stands alone`
      : `The best of ${formatCount(finished.length)} trials, and ${formatCount(others)} within one standard error of it`,
    ownTrialsFinished: formatCount(finished.length),
    closeTrials: formatCount(close),
    bestTrial: best.id
  };
}
