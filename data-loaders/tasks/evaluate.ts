import type {Curves, Finalist} from "../../lib/book/models.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import type {ModelGroups, ScoreGroup, ScoreGroupsBook} from "../../lib/book/scores.js";
import type {Judged} from "./outputs.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {drawCurves} from "../../lib/metrics/curves.js";
import {measureLossError} from "../../lib/metrics/recheck.js";
import {cutScoreGroups, weighGroups} from "../../lib/metrics/scoreGroups.js";
import {evaluateModels} from "../../lib/fit/protocol/evaluate.js";
import {restoreEvaluation} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {put} from "../flow/task.js";
import {decodeTable, encodeTable} from "../ingest/arrowTable.js";
import {
  finalists,
  finalistScores,
  fittedModels,
  judged,
  scoreGroups,
  scoresOf,
  scoresTable,
  testRows,
  trainRows,
  wrangledTable
} from "./outputs.js";
import {getNamed} from "../../lib/named.js";

/**
 * Test users stand in the groups of every finalist at once, and whoever holds all their inputs can set one finalist's counts
 * against another's: so groups grow with the finalists (found by attack: nothing is gained below 0.09 groups per user).
 */
const PER_FINALIST = 10;

/** Judges the finalists on test rows, once; cuts their scores into groups; and keeps every labelled user's honest score. */
export function evaluateTask({protocol}: DatasetDefinition): Task {
  return {
    name: "evaluate",
    title: "Judge the finalists on test users",
    reads: [wrangledTable, trainRows, testRows, finalists, finalistScores, fittedModels],
    sources: [import.meta.url],
    params: {seed: protocol.seed, repeats: protocol.bootstrapRepeats},
    async run(context) {
      const fits = await context.read(finalists);
      const train = decodeTable(await context.read(trainRows));
      const test = decodeTable(await context.read(testRows));
      const models = await context.read(fittedModels);
      const all = restoreEvaluation({table: test.table, yTrue: test.arrays.y, rows: test.arrays.row}, train.arrays.row);
      const random = forkRandom(protocol.seed, "bootstrap");
      const {scores, intervals} = evaluateModels(models, all, {random, repeats: protocol.bootstrapRepeats});
      const outOfFold = await context.read(finalistScores);
      const groups = cutAll(
        fits.map(({name}) => name),
        {train: {y: train.arrays.y, scores: outOfFold}, test: {y: all.yTrue, scores}, intervals}
      );
      const result: Judged = Object.fromEntries(
        groups.models.map(({name, ...side}) => [
          name,
          {test: getNamed(intervals, name), curves: {outOfFold: curvesOf(side.outOfFold), test: curvesOf(side.test)}}
        ])
      );
      const {row} = decodeTable(await context.read(wrangledTable)).arrays;
      const merged = mergeRows([
        {rows: train.arrays.row, y: train.arrays.y, scores: outOfFold},
        {rows: test.arrays.row, y: test.arrays.y, scores}
      ]);
      const byFinalist = Object.fromEntries(Object.entries(merged.scores).map(([name, values]) => [scoresOf(name), values]));
      return [
        put(judged, result),
        put(scoreGroups, groups),
        put(scoresTable, encodeTable({nRows: merged.y.length, columns: []}, {set: merged.set, y: merged.y, row, ...byFinalist}))
      ];
    }
  };
}

interface Side {
  y: ArrayLike<number>;
  scores: Record<string, ArrayLike<number>>;
}

function cutAll(
  names: readonly string[],
  {train, test, intervals}: {train: Side; test: Side; intervals: Record<string, Finalist["test"]>}
): Omit<ScoreGroupsBook, "ladders"> {
  const nVarying = names.filter((name) => isVarying(getNamed(train.scores, name))).length;
  const minGroup = {outOfFold: MIN_GROUP, test: Math.max(MIN_GROUP, PER_FINALIST * nVarying)};
  const models = names.map((name): ModelGroups => {
    const held = cutScoreGroups(test.y, getNamed(test.scores, name), minGroup.test);
    const {logLoss, brierScore} = getNamed(intervals, name);
    return {
      name,
      outOfFold: cutScoreGroups(train.y, getNamed(train.scores, name), minGroup.outOfFold),
      test: held,
      lossError: held && measureLossError(held, {logLoss: logLoss.estimate, brierScore: brierScore.estimate})
    };
  });
  return {minGroup, models};
}

function isVarying(scores: ArrayLike<number>): boolean {
  for (let i = 1; i < scores.length; ++i) if (scores[i] !== scores[0]) return true;
  return false;
}

function curvesOf(groups: readonly ScoreGroup[] | null): Curves | null {
  return groups === null ? null : drawCurves(weighGroups(groups));
}

interface SetOfRows {
  /** places in the wrangled table */
  rows: ArrayLike<number>;
  y: ArrayLike<number>;
  scores: Record<string, ArrayLike<number>>;
}

/** Train (0) and test (1) rows in table order. */
function mergeRows(sets: readonly SetOfRows[]): {set: Uint8Array; y: Uint8Array; scores: Record<string, Float32Array>} {
  const n = sets.reduce((sum, {rows}) => sum + rows.length, 0);
  const merged = {
    set: new Uint8Array(n),
    y: new Uint8Array(n),
    scores: Object.fromEntries(Object.keys(sets[0].scores).map((name) => [name, new Float32Array(n)]))
  };
  sets.forEach(({rows, y, scores}, set) => {
    for (let i = 0; i < rows.length; ++i) {
      merged.set[rows[i]] = set;
      merged.y[rows[i]] = y[i];
      for (const [name, values] of Object.entries(scores)) getNamed(merged.scores, name)[rows[i]] = values[i];
    }
  });
  return merged;
}
