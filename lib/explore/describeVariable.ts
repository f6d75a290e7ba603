import type {LabelledUsers} from "../groups.js";
import type {Quartiles, VariableSummary} from "../book/eda.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {TestOutcome} from "../statistics/testResult.js";
import type {Column, NumberColumn} from "../dataset/table.js";
import type {BandedRows, InputUsers} from "./bandRows.js";
import {bandNumber, bandRows} from "./bandRows.js";
import {rowsWhere, take} from "../dataset/table.js";
import type {Groups} from "../statistics/intervals.js";
import {rowsOfEnough, roundWithin} from "../groups.js";
import {clamp, sumOf} from "../numbers.js";
import {placeAmongOthers, rocAuc} from "../metrics/rankingMetrics.js";
import {rankScores, unitWeights} from "../metrics/scored.js";
import {designOfRates, meanInterval} from "../statistics/intervals.js";
import {sortedOrder} from "../sortFloats.js";
import {lessChance} from "../statistics/levelsByChance.js";
import {evenRows} from "../statistics/evenRows.js";
import {quantilesSorted} from "../statistics/quantile.js";
import {tellSorted} from "../statistics/tell.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {rankSum} from "../statistics/rankSum.js";

/**
 * One input by label: distribution, churn rate along it, and the test of "no difference" with its effect.
 *
 * @param column whose missing cells are none, or enough to be told; see fillFew
 * @param users.y length of the column: 1 churned, 0 retained; both must occur
 */
export function describeVariable(input: InputDefinition, column: Column, users: InputUsers): UnadjustedSummary {
  const about = {input: input.name, title: input.title, unit: input.unit ?? null, kind: input.kind};
  return {
    ...about,
    ...(column.kind === "number" ? describeNumber(column, users) : describeCategory(bandRows(input, column, users), users.y))
  };
}

/** All of a summary but the test's adjustment and the missing, which are the caller's to know. */
export type UnadjustedSummary = Omit<VariableSummary, "test" | "missing"> & {test: TestOutcome};
type Description = Omit<UnadjustedSummary, "input" | "title" | "unit" | "kind">;

function describeNumber({values}: NumberColumn, {y, groups, edges}: InputUsers): Description {
  const told = tellSorted(values, groups);
  const {rates, histogram} = bandNumber(told, {y, groups, edges});
  const test = rankSum(
    values.filter((_, i) => y[i] === 1),
    values.filter((_, i) => y[i] === 0),
    {design: designOfRanking(values, {y, groups})}
  );
  const order = sortedOrder(values); // told ones rise with them
  const classOf = (label: number): Quartiles => {
    const rows = order.filter((i) => y[i] === label && !Number.isNaN(values[i]));
    return describeClass(take(told.values, rows, new Float64Array(rows.length)), groups && take(groups, rows, new Int32Array(rows.length)));
  };
  return {
    n: values.length,
    step: told.step ?? null,
    churned: classOf(1),
    retained: classOf(0),
    histogram,
    rates,
    test,
    rocAuc: Math.max(test.rocAuc, 1 - test.rocAuc)
  };
}

/** How many times the variance of a number's ROC AUC is what it would be if its rows were drawn each by itself: 1 where none repeat customers. */
function designOfRanking(values: Float32Array, {y, groups}: LabelledUsers): number {
  if (groups === null) return 1;
  const present = rowsWhere(values.length, (i) => !Number.isNaN(values[i]));
  const own = {y: take(y, present, new Uint8Array(present.length)), x: take(values, present, new Float32Array(present.length))};
  const churned = sumOf(own.y);
  if (churned === 0 || churned === present.length) return 1;
  const scored = rankScores("designOfRanking", own.y, own.x);
  const placement = placeAmongOthers(scored, unitWeights(scored));
  const auc = scored.y.reduce((sum, label, i) => sum + (label === 1 ? placement[i] / churned : 0), 0);
  const influence = placement.map((d, i) => (d - auc) / (scored.y[i] === 1 ? churned : present.length - churned));
  const [byRow, byCustomer] = [null, scored.row.map((i) => groups[present[i]])].map(
    (of) => meanInterval(influence, {groups: of}).standardError
  );
  return byRow > 0 ? Math.max(1, Number(((byCustomer / byRow) ** 2).toPrecision(2))) : 1;
}

/** Levels stand in for each other by their churn rates: the best ranking that they allow on these rows, less what chance gives so many. */
function describeCategory({rates, histogram, codes}: BandedRows, y: Uint8Array): Description {
  const present = rowsWhere(codes.length, (i) => codes[i] >= 0);
  const onThese = rocAuc(
    take(y, present, new Uint8Array(present.length)),
    Float64Array.from(present, (i) => rates[codes[i]].rate)
  );
  return {
    n: codes.length,
    step: null,
    churned: null,
    retained: null,
    histogram,
    rates,
    test:
      histogram.length > 1
        ? chiSquareTest(
            histogram.map((d) => [d.churned, d.retained]),
            {design: designOfRates(rates)}
          )
        : NOTHING_TO_COMPARE,
    rocAuc: lessChance(onThese, rates)
  };
}

/** Where too few of a class leave one level after pooling: no difference can be seen, and none is ruled out. */
const NOTHING_TO_COMPARE: TestOutcome = {
  name: "chi-square",
  statistic: 0,
  pValue: 1,
  effectName: "Cramér’s V",
  effect: {estimate: 0, low: 0, high: 1}
};

/**
 * Quantiles and mean of a class, where rows repeat customers of {@link evenRows}; null where one stands nearer to an end than so many users
 * as may be told of.
 *
 * @param all sorted
 */
function describeClass(all: Float64Array, ofAll: Groups): Quartiles {
  const rows = ofAll && evenRows(all.length, ofAll);
  const present = rows ? take(all, rows, new Float64Array(rows.length)) : all;
  const groups = rows && ofAll && take(ofAll, rows, new Int32Array(rows.length));
  const end = Math.min(0.5, rowsOfEnough(present.length, groups) / present.length);
  const shares = [0.01, 0.25, 0.5, 0.75, 0.99];
  const quantiles = quantilesSorted(
    present,
    shares.map((share) => clamp(share, end, 1 - end))
  );
  const spread = quantiles[3] - quantiles[1];
  const within = (value: number): number => roundWithin(value, spread);
  const [p1, p25, , p75, p99] = shares.map((share, i) => (share < end || share > 1 - end ? null : within(quantiles[i])));
  const mean = present.reduce((sum, d) => sum + d, 0) / present.length;
  return {p1, p25, median: within(quantiles[2]), p75, p99, mean: within(mean)};
}
