import type {Curves, Finalist} from "../../lib/book/models.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {Task} from "../flow/task.js";
import type {ModelGroups, ScoreGroup, ScoreGroupsBook} from "../../lib/book/scores.js";
import {STATED_METRICS} from "../../lib/book/scores.js";
import type {Model} from "../../lib/model/model.js";
import type {RowNumbers} from "../ingest/arrowTable.js";
import type {FinalistFit, Judged} from "./outputs.js";
import {mean} from "d3-array";
import {isHalfTold, roundEstimates, tellMetrics} from "../../lib/metrics/tellMetrics.js";
import {calibrationByChance} from "../../lib/metrics/calibrationByChance.js";
import {MIN_GROUP, roundTo} from "../../lib/groups.js";
import {drawCurves, effectiveOfBins} from "../../lib/metrics/curves.js";
import {addLineDesigns} from "../../lib/metrics/lineDesign.js";
import {measureLossError} from "../../lib/metrics/recheck.js";
import {cutScoreGroups, weighGroups} from "../../lib/metrics/scoreGroups.js";
import {shareEdges} from "../../lib/metrics/shareEdges.js";
import {stepOfFew, tellOnStep} from "../../lib/metrics/tellFew.js";
import {fromMetrics, getMetric, METRIC_NAMES, scoreAll} from "../../lib/metrics/metrics.js";
import {take} from "../../lib/dataset/table.js";
import {judgedRows} from "../../lib/fit/protocol/folds.js";
import {evaluateModels} from "../../lib/fit/protocol/evaluate.js";
import {restoreEvaluation} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {put} from "../flow/task.js";
import {
  baselineOf,
  finalists,
  finalistScores,
  fittedModels,
  judged,
  scoreGroups,
  scoresOf,
  scoresTable,
  testRows,
  trainRows
} from "./outputs.js";
import {findNamed, getNamed} from "../../lib/named.js";
import {hasTrait} from "../../lib/model/model.js";
import {loadTable, putTable} from "./tables.js";

/**
 * Test users stand in the groups of every finalist at once, and whoever holds all their inputs can set one finalist's counts
 * against another's: so groups grow with the finalists (found by attack: nothing is gained below 0.09 groups per user).
 */
const PER_FINALIST = 10;
/** Test users only judge, so fewer groups of them do than of those by whom lines are chosen: no more than so many. */
const MOST_TEST_GROUPS = 200;

/** Judges the finalists on test rows, once; cuts their scores into groups; and keeps the honest score of every user whom a fold or the test holds out. */
export function evaluateTask({protocol}: DatasetDefinition): Task {
  return {
    name: "evaluate",
    title: "Judge the finalists on test rows",
    reads: [trainRows, testRows, finalists, finalistScores, fittedModels],
    sources: [import.meta.url],
    params: {seed: protocol.seed, repeats: protocol.bootstrapRepeats, selectionMetric: protocol.selectionMetric},
    async run(context) {
      const fits = await context.read(finalists);
      const train = await loadTable(context.read, trainRows);
      const test = await loadTable(context.read, testRows);
      const models = await context.read(fittedModels);
      const all = restoreEvaluation({table: test.table, yTrue: test.arrays.y, rows: test.arrays.row}, train.arrays.row);
      const random = forkRandom(protocol.seed, "bootstrap");
      const baseline = baselineOf(fits).name;
      const together = test.arrays.group ?? null;
      const outOfFold = byFinalist(fits, (await loadTable(context.read, finalistScores)).arrays);
      const names = fits.map(({name}) => name);
      const ranked = rankByFolds(fits, protocol.selectionMetric);
      const minGroup = leastGroups(outOfFold, test.table.nRows);
      const {
        scores,
        intervals: exact,
        overBase,
        groups: held
      } = evaluateModels(models, all, {
        random,
        baseline,
        cut: (own) => cutShared(ranked, {y: all.yTrue, groups: together, scores: own}, {minGroup: minGroup.test}),
        groups: together,
        repeats: protocol.bootstrapRepeats
      });
      const steps = Object.fromEntries(names.map((name) => [name, stepOfFew(getNamed(held, name), all.yTrue.length)]));
      const intervals = Object.fromEntries(Object.entries(exact).map(([name, own]) => [name, roundEstimates(own, getNamed(steps, name))]));
      const learned = heldOutRows(train.arrays, outOfFold);
      const judgedOn = {y: test.arrays.y, groups: together, scores};
      const groups = cutAll(
        {names, ranked},
        {train: {...learned, scores: withoutFolds(outOfFold, models)}, test: judgedOn, held, intervals, minGroup}
      );
      const result: Judged = Object.fromEntries(
        groups.models.map(({name, ...side}) => [
          name,
          {
            test: getNamed(intervals, name),
            overBase: fromMetrics(METRIC_NAMES, (metric) => tellOnStep(getNamed(overBase, name)[metric], getNamed(steps, name))),
            curves: {
              outOfFold: curvesOf(side.outOfFold, side.calibrationEffective?.outOfFold),
              test: curvesOf(side.test, side.calibrationEffective?.test)
            }
          }
        ])
      );
      const merged = mergeRows([learned, {rows: test.arrays.row, y: test.arrays.y, scores}]);
      return [put(judged, result), put(scoreGroups, groups), await putTable(scoresTable, {nRows: merged.y.length, columns: []}, merged)];
    }
  };
}

interface Folded {
  /** by row the fold that holds it out */
  folds: Int32Array;
}

/** Out-of-fold scores, those of the base rate their mean: that it is lower in one fold than in another ranks nobody. */
function withoutFolds(scores: Side["scores"], models: Record<string, Model>): Side["scores"] {
  const all = Object.entries(scores).map(([name, p]): [string, ArrayLike<number>] => {
    if (hasTrait(getNamed(models, name), "readsInputs")) return [name, p];
    return [name, new Float64Array(p.length).fill(mean(new Float64Array(p)) ?? NaN)];
  });
  return Object.fromEntries(all);
}

/** The train rows that folds hold out, with their scores. */
function heldOutRows({row, y, fold, group}: Record<string, RowNumbers>, scores: Side["scores"]): SetOfRows & Side & Folded {
  const held = judgedRows(fold);
  const n = held.length;
  return {
    rows: take(row, held, new Int32Array(n)),
    y: take(y, held, new Uint8Array(n)),
    groups: group ? take(group, held, new Int32Array(n)) : null,
    folds: take(fold, held, new Int32Array(n)),
    scores
  };
}

interface Side {
  y: ArrayLike<number>;
  /** whose each is, where rows repeat customers */
  groups: Groups;
  scores: Record<string, ArrayLike<number>>;
}

/** How many users a group of scores holds at least. @param outOfFold scores of the train users by finalist */
function leastGroups(outOfFold: Side["scores"], nTest: number): ScoreGroupsBook["minGroup"] {
  const nVarying = Object.values(outOfFold).filter(isVarying).length;
  return {outOfFold: MIN_GROUP, test: Math.max(MIN_GROUP, PER_FINALIST * nVarying, Math.ceil(nTest / MOST_TEST_GROUPS))};
}

type Cut = Readonly<Record<string, ScoreGroup[] | null>>;

/** The finalists' names, the best over the folds first: who is likely to be Champion. */
function rankByFolds(fits: readonly FinalistFit[], metric: string): string[] {
  const sign = getMetric(metric).better === "lower" ? 1 : -1;
  const costOf = ({cv}: FinalistFit): number => sign * (findNamed(cv, metric)?.mean ?? sign * Number.MAX_VALUE);
  return [...fits].sort((a, b) => costOf(a) - costOf(b)).map(({name}) => name);
}

/**
 * Users by every finalist's score, in groups of which no two tell of few; see {@link shareEdges}.
 *
 * @param names of the finalists: the first keeps every edge, and with it the figures that rest on it
 * @param options hasHalf: whether a group of such scores may end at 0.5; default: each may
 */
function cutShared(
  names: readonly string[],
  {y, groups: customers, scores}: Side,
  {minGroup, hasHalf = () => true}: {minGroup: number; hasHalf?: (p: ArrayLike<number>) => boolean}
): Cut {
  const models = names.map((name) => {
    const p = getNamed(scores, name);
    return {p, groups: cutScoreGroups(y, p, minGroup, {customers, hasHalf: hasHalf(p)})};
  });
  const shared = shareEdges(y, models, customers);
  return Object.fromEntries(names.map((name, k) => [name, shared[k] && addLineDesigns(shared[k], {y, p: models[k].p, customers})]));
}

/** @param models their names, in the order in which they ship, and ranked: the first keeps every edge */
function cutAll(
  {names, ranked}: {names: readonly string[]; ranked: readonly string[]},
  {
    train,
    test: judgedOn,
    held,
    intervals,
    minGroup
  }: {train: Side & Folded; test: Side; held: Cut; intervals: Record<string, Finalist["test"]>; minGroup: ScoreGroupsBook["minGroup"]}
): Omit<ScoreGroupsBook, "ladders"> {
  const hasHalf = (p: ArrayLike<number>): boolean => isHalfTold(train.y, p, train.folds);
  const learned = cutShared(ranked, train, {minGroup: minGroup.outOfFold, hasHalf});
  const models = names.map((name): ModelGroups => {
    const {logLoss, brierScore} = getNamed(intervals, name);
    const own = getNamed(train.scores, name);
    const test = getNamed(held, name);
    const outOfFold = getNamed(learned, name);
    return {
      name,
      outOfFold,
      outOfFoldMetrics: outOfFold && tellMetrics(train.y, own, scoreAll(train.y, own, STATED_METRICS)),
      outOfFoldByChance: outOfFold && roundTo(calibrationByChance(train.y, own, {groups: train.groups}).expected),
      ...(train.groups === null
        ? {}
        : {calibrationEffective: {outOfFold: effectiveIn(outOfFold, train, name), test: effectiveIn(test, judgedOn, name)}}),
      test,
      lossError: test && measureLossError(test, {logLoss: logLoss.estimate, brierScore: brierScore.estimate})
    };
  });
  return {minGroup, models};
}

/** By how many rows, drawn each by itself, shares of bins of scores would be known as well; null: there are no groups, or nobody is repeated. */
function effectiveIn(groups: readonly ScoreGroup[] | null, {y, groups: customers, scores}: Side, name: string): number[] | null {
  return groups === null || customers === null ? null : effectiveOfBins(groups, {y, p: getNamed(scores, name), customers});
}

function isVarying(scores: ArrayLike<number>): boolean {
  for (let i = 1; i < scores.length; ++i) if (scores[i] !== scores[0]) return true;
  return false;
}

function curvesOf(groups: readonly ScoreGroup[] | null, effective?: readonly number[] | null): Curves | null {
  return groups === null ? null : drawCurves(weighGroups(groups), effective);
}

interface SetOfRows {
  /** places in the wrangled table */
  rows: ArrayLike<number>;
  y: ArrayLike<number>;
  scores: Record<string, ArrayLike<number>>;
}

/**
 * Train (0) and test (1) rows in table order: `set`, `y`, `row`, the place in the wrangled table, and the scores by finalist,
 * called by {@link scoresOf}.
 */
function mergeRows(sets: readonly SetOfRows[]): Record<string, RowNumbers> {
  const n = sets.reduce((sum, {rows}) => sum + rows.length, 0);
  const merged = {set: new Uint8Array(n), y: new Uint8Array(n), row: new Int32Array(n)};
  const names = Object.keys(sets[0].scores);
  const scores = names.map(() => new Float64Array(n)); // rounded, a score may fall below the edge that it stands on
  const next = sets.map(() => 0);
  for (let at = 0; at < n; ++at) {
    const set = next[1] < sets[1].rows.length && !(sets[0].rows[next[0]] < sets[1].rows[next[1]]) ? 1 : 0;
    const from = next[set]++;
    merged.set[at] = set;
    merged.y[at] = sets[set].y[from];
    merged.row[at] = sets[set].rows[from];
    for (const [k, name] of names.entries()) scores[k][at] = getNamed(sets[set].scores, name)[from];
  }
  return {...merged, ...Object.fromEntries(names.map((name, k) => [scoresOf(name), scores[k]]))};
}

function byFinalist(fits: readonly FinalistFit[], arrays: Record<string, RowNumbers>): Record<string, RowNumbers> {
  return Object.fromEntries(fits.map(({name}) => [name, getNamed(arrays, scoresOf(name))]));
}
