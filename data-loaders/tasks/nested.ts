import type {Listed} from "../../lib/named.js";
import type {NestedBook} from "../../lib/book/honesty.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {InnerBest, OuterFold} from "../../lib/fit/protocol/nestedCrossValidate.js";
import type {Task} from "../flow/task.js";
import type {NestedSearch} from "../jobs/nestedSearch.js";
import {sum} from "d3-array";
import {getMetric} from "../../lib/metrics/metrics.js";
import {chooseInner, gatherNested, outerFoldsOf} from "../../lib/fit/protocol/nestedCrossValidate.js";
import {compareOnFolds} from "../../lib/statistics/foldScores.js";
import {countFolds, testToTrain} from "../../lib/fit/protocol/folds.js";
import {put} from "../flow/task.js";
import {shareBytes} from "../jobs/shareTable.js";
import {learnerSource} from "../jobs/loadLearner.js";
import {nestedResult, searchRows} from "./outputs.js";
import {monotoneOf} from "./searchTrials.js";
import {readSearched} from "./training.js";
import {getNamed} from "../../lib/named.js";

const NESTED_SEARCH = new URL("../jobs/nestedSearch.ts", import.meta.url).href;

/** Repeats the whole search within each outer fold, and judges what it chose on rows that it never saw. */
export function nestedTask(learners: readonly Learner[], definition: DatasetDefinition): Task {
  const {seed, folds, nTrials, selectionMetric} = definition.protocol;
  const sources = Object.fromEntries(learners.map(({name}) => [name, learnerSource(name)]));
  const shared = {seed, nTrials, innerFolds: folds, metric: selectionMetric, monotone: monotoneOf(definition)};
  return {
    name: "nested",
    title: "Repeat the whole search within folds",
    reads: [searchRows],
    sources: [import.meta.url, NESTED_SEARCH, ...Object.values(sources)],
    params: {...shared, learners: Object.keys(sources)},
    jobs: folds * (learners.length + 1),
    async run(context) {
      const {table, y, groups, periods} = await readSearched(context);
      const data = {table, y, groups, periods};
      const outer = shareBytes(outerFoldsOf(data, {seed, outerFolds: folds}));
      const nFolds = countFolds(outer);
      const ask = <T>(name: string, fold: number, chosen: InnerBest | null): Promise<T> => {
        const payload: NestedSearch = {...shared, learner: {name, source: getNamed(sources, name)}, ...data, outer, fold, chosen};
        return context.pool.run<T>({module: NESTED_SEARCH, payload});
      };
      const metric = getMetric(selectionMetric);
      const judged = await Promise.all(
        Array.from({length: nFolds}, async (_, fold) => {
          const bests = await Promise.all(learners.map(({name}) => ask<InnerBest | null>(name, fold, null)));
          const chosen = chooseInner(bests, learners, {...shared, metric, outer, fold, data});
          return ask<OuterFold>(chosen.learner, fold, chosen);
        })
      );
      const result = describeNested(judged, {...shared, testToTrain: testToTrain(outer)});
      context.log(`promised ${result.promised.mean.toFixed(4)}, kept ${result.kept.mean.toFixed(4)}`);
      return [put(nestedResult, result)];
    }
  };
}

type Search = Pick<NestedBook, "metric" | "innerFolds"> & {nTrials: Listed<number>; testToTrain: number};

/** @param judged one per outer fold, in order */
export function describeNested(judged: readonly OuterFold[], {metric: name, innerFolds, nTrials, testToTrain: ratio}: Search): NestedBook {
  const metric = getMetric(name);
  const {promised, keptByFewer, ...nested} = gatherNested(judged, metric);
  const [worse, better] = metric.better === "lower" ? [keptByFewer, promised] : [promised, keptByFewer];
  const {difference: optimism} = compareOnFolds(worse.folds, better.folds, {testToTrain: ratio});
  return {metric: name, innerFolds, nTrials: sum(Object.values(nTrials)), ...nested, promised, keptByFewer, optimism};
}
