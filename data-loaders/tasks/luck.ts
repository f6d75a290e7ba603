import type {Luck} from "../../lib/book/honesty.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {Task} from "../flow/task.js";
import type {ShuffledAnswer, ShuffledTrial} from "../jobs/shuffledTrial.js";
import {deviation, mean} from "d3-array";
import {check} from "../../lib/check.js";
import {clamp} from "../../lib/numbers.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../lib/metrics/metrics.js";
import {dealLabels, expectedBest} from "../../lib/fit/protocol/shuffledLabels.js";
import {quantile} from "../../lib/statistics/quantile.js";
import {trialsOf} from "../../lib/fit/protocol/search.js";
import {put} from "../flow/task.js";
import {learnerSource} from "../jobs/loadLearner.js";
import {shareBytes} from "../jobs/shareTable.js";
import {luck, searchRows} from "./outputs.js";
import {monotoneOf} from "./searchTrials.js";
import {readSearched} from "./training.js";
import {LUCK} from "./effort.js";

const SHUFFLED_TRIAL = new URL("../jobs/shuffledTrial.ts", import.meta.url).href;

/**
 * Tries what the search tries on labels dealt out at random: the best of it is what luck alone gives, shuffle by shuffle. Each
 * trial is fitted once, on a small share of the rows, and judged on all folds, which most of a ranking's luck hangs on.
 */
export function luckTask(learners: readonly Learner[], definition: DatasetDefinition): Task {
  const {seed, nTrials} = definition.protocol;
  const searches = learners.map(({name}) => ({name, nTrials: nTrials[name] ?? 1, source: learnerSource(name)}));
  const all = learners.flatMap((learner, i) =>
    trialsOf(learner, {nTrials: searches[i].nTrials, seed}).map((trial) => ({trial, source: searches[i].source}))
  );
  const monotone = monotoneOf(definition);
  return {
    name: "luck",
    title: "Search shuffled labels, where there is nothing to find",
    reads: [searchRows],
    sources: [import.meta.url, SHUFFLED_TRIAL, ...searches.map(({source}) => source)],
    params: {seed, nTrials: searches.map((d) => [d.name, d.nTrials]), monotone, effort: LUCK},
    jobs: all.length,
    work: 3, // the fits are small, the deals many
    async run(context) {
      const {table, y, groups, folds} = await readSearched(context);
      const share = Math.min(1, clamp(LUCK.share * y.length, LUCK.leastRows, LUCK.mostRows) / y.length);
      const dealt = shareBytes(dealLabels({table, y, groups}, {folds, seed}, LUCK.deals));
      const answers = await Promise.all(
        all.map(async ({trial, source}) => {
          const payload: ShuffledTrial = {
            learner: {name: trial.learner, source},
            trial,
            table,
            y,
            groups,
            folds,
            seed,
            share,
            dealt,
            monotone
          };
          const answer = await context.pool.run<ShuffledAnswer>({module: SHUFFLED_TRIAL, payload});
          if (answer.error !== null) context.log(`${trial.id}: ${answer.error}`);
          return answer;
        })
      );
      const found = gatherLuck(answers, share);
      context.log(
        `${found.nTrials} trials on each of ${found.shuffles} shuffles; best ROC AUC by luck ` +
          `${found.best.rocAuc.at(-1)?.toFixed(4)}, in 19 of 20 under ${found.rare.rocAuc.toFixed(4)}`
      );
      return [put(luck, found)];
    }
  };
}

/** The share of shuffles whose best is no better than what is called rare. */
const RARE = 0.95;
/** Of so many shuffles every trial's score is kept, to be drawn: as many dots as a chart can bear. */
const SHOWN = 2;

/**
 * Puts the trials on shuffled labels together.
 *
 * @param share of the rows that they were fitted on
 * @throws if no trial finished
 */
export function gatherLuck(answers: readonly ShuffledAnswer[], share: number): Luck {
  const finished = answers.filter((answer) => answer.error === null);
  const nTrials = finished.length;
  check(nTrials > 0, {where: "luck", rule: "a trial must finish", got: `${answers.length} that threw`});
  const byShuffle = Array.from({length: LUCK.deals}, (_, deal) => finished.map(({means}) => means[deal]));
  const curvesOf = (name: MetricName): number[][] =>
    byShuffle.map((means) =>
      expectedBest(
        means.map((d) => d[name]),
        getMetric(name).better
      )
    );
  const curves = fromMetrics(METRIC_NAMES, curvesOf);
  const bests = fromMetrics(METRIC_NAMES, (name) => curves[name].map((curve) => curve[curve.length - 1]));
  return {
    nTrials,
    shuffles: byShuffle.length,
    share,
    scores: fromMetrics(METRIC_NAMES, (name) => byShuffle.slice(0, SHOWN).flatMap((means) => means.map((d) => round(d[name])))),
    best: fromMetrics(METRIC_NAMES, (name) =>
      Array.from({length: nTrials}, (_, i) => round(mean(curves[name], (curve) => curve[i]) as number))
    ),
    bests: fromMetrics(METRIC_NAMES, (name) => bests[name].map(round)),
    rare: fromMetrics(METRIC_NAMES, (name) => round(quantile(bests[name], getMetric(name).better === "higher" ? RARE : 1 - RARE))),
    deviation: fromMetrics(METRIC_NAMES, (name) => round(deviation(bests[name]) as number))
  };
}

function round(value: number): number {
  return Number(value.toFixed(5));
}
