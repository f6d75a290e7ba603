import {mean} from "d3";
import type {Luck} from "../../../lib/book/honesty.js";
import {check} from "../../../lib/check.js";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import type {Learner} from "../../../lib/learners/learner.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../../lib/metrics/metrics.js";
import type {MetricName} from "../../../lib/metrics/metrics.js";
import {expectedBest} from "../../../lib/protocol/honesty/bestOfShuffled.js";
import {trialsOf} from "../../../lib/protocol/search.js";
import {put} from "../../flow/task.js";
import type {Task} from "../../flow/task.js";
import type {ShuffledAnswer, ShuffledTrial} from "../../jobs/shuffledTrial.js";
import {learnerSource} from "../learnerSource.js";
import {luck, trainRows} from "../outputs.js";
import {monotoneOf} from "../searchTrials.js";
import {readTraining} from "../training.js";
import {LUCK} from "./effort.js";

const SHUFFLED_TRIAL = new URL("../../jobs/shuffledTrial.ts", import.meta.url).href;

/**
 * Tries what the search tries on labels dealt out at random: the best of it is what luck alone gives. Each trial is fitted on
 * a small share of the rows and judged on whole folds, which is what a ranking's luck hangs on.
 */
export function luckTask(learners: readonly Learner[], definition: DatasetDefinition): Task {
  const {seed, nTrials} = definition.protocol;
  const searches = learners.map(({name}) => ({name, nTrials: nTrials[name] ?? 1, source: learnerSource(name)}));
  const all = learners.flatMap((learner, i) => trialsOf(learner, {nTrials: searches[i].nTrials, seed}).map((trial) => ({trial, source: searches[i].source})));
  const pieces = Array.from({length: LUCK.shuffles}, (_, repeat) => all.map((d) => ({...d, repeat}))).flat();
  const monotone = monotoneOf(definition);
  return {
    name: "luck",
    title: "Search shuffled labels, where there is nothing to find",
    reads: [trainRows],
    sources: [import.meta.url, SHUFFLED_TRIAL, ...searches.map(({source}) => source)],
    params: {seed, nTrials: searches.map((d) => [d.name, d.nTrials]), monotone},
    jobs: pieces.length,
    async run(context) {
      const {table, y, folds} = await readTraining(context);
      const answers = await Promise.all(
        pieces.map(async ({trial, source, repeat}) => {
          const payload: ShuffledTrial = {learner: {name: trial.learner, source}, trial, table, y, folds, seed, repeat, share: LUCK.share, monotone};
          const answer = await context.pool.run<ShuffledAnswer>({module: SHUFFLED_TRIAL, payload});
          if (answer.error !== null) context.log(`${trial.id}: ${answer.error}`);
          return {repeat, answer};
        })
      );
      const found = gatherLuck(answers);
      context.log(`${found.nTrials} trials on each of ${found.shuffles} shuffles; best ROC AUC by luck ${found.best.rocAuc.at(-1)?.toFixed(4)}`);
      return [put(luck, found)];
    }
  };
}

/**
 * Puts the trials on shuffled labels together.
 *
 * @throws if in one shuffle no trial finished
 */
export function gatherLuck(answers: readonly {repeat: number; answer: ShuffledAnswer}[]): Luck {
  const byShuffle = Array.from({length: LUCK.shuffles}, (_, repeat) =>
    answers.flatMap((d) => (d.repeat === repeat && d.answer.error === null ? [d.answer.means] : []))
  );
  const nTrials = Math.min(...byShuffle.map((means) => means.length));
  check(nTrials > 0, {where: "luck", rule: "on every shuffle a trial must finish", got: byShuffle.map((means) => means.length).join(", ")});
  const scoresOf = (name: MetricName): number[][] => byShuffle.map((means) => means.map((d) => d[name]));
  const bestOf = (name: MetricName): number[] => {
    const curves = scoresOf(name).map((scores) => expectedBest(scores, getMetric(name).better));
    return Array.from({length: nTrials}, (_, i) => round(mean(curves, (curve) => curve[i]) as number));
  };
  return {
    nTrials,
    shuffles: LUCK.shuffles,
    share: LUCK.share,
    scores: fromMetrics(METRIC_NAMES, (name) => scoresOf(name).flat().map(round)),
    best: fromMetrics(METRIC_NAMES, bestOf)
  };
}

function round(value: number): number {
  return Number(value.toFixed(5));
}
