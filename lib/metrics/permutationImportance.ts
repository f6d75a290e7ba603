import type {Interval} from "../book/common.js";
import type {Groups} from "../statistics/intervals.js";
import type {Metric} from "./metrics.js";
import type {Random} from "../random.js";
import type {Table} from "../dataset/table.js";
import type {Bootstrap} from "./bootstrap.js";
import {deviation, mean, transpose} from "d3";
import {check} from "../check.js";
import {shuffled} from "../random.js";
import {getColumn, takeRows} from "../dataset/table.js";
import {bootstrapModels} from "./bootstrap.js";
import {normalReach} from "../statistics/distributions.js";
import {getNamed} from "../named.js";

/** Inputs that are shuffled together: one alone, or a group that moves together. */
export interface InputGroup {
  inputs: string[];
  title: string;
}

export interface PermutationOptions {
  /** probabilities of the table's rows by the model under study */
  predict(table: Table): ArrayLike<number>;
  metric: Metric;
  groups: readonly InputGroup[];
  random: Random;
  /** by row, those that were drawn together */
  rowGroups?: Groups;
  /** how often each group is shuffled */
  repeats?: number;
  /** how often the rows are drawn again, for the interval */
  resamples?: number;
  level?: number;
}

export interface Importance extends InputGroup {
  /** mean worsening over the repeats, with an interval over the rows drawn again; the model is held fixed */
  increase: Interval;
  /** the worsening in each repeat */
  repeats: number[];
}

/**
 * How much worse the metric gets when inputs are shuffled among rows: positive means the model leans on them. An input whose
 * twin stays in place looks unimportant; shuffle such twins as a group, the members of a group keeping company row by row.
 *
 * Its interval is a normal one with the standard deviation of the mean worsening over bootstrap resamples of the rows, or of the
 * groups that they come in, the same resamples before and after. The spread between repeats alone would leave out that other users might have been
 * tested, and pass off as useful or harmful what is noise.
 *
 * @param table rows that the model was not fitted on
 * @param yTrue length nRows, each 0 (retained) or 1 (churned); both must occur
 * @throws if a group names no input or one that the table lacks, or repeats or resamples is below 2
 * @see Breiman (2001); agrees in definition with sklearn.inspection.permutation_importance
 */
export function permutationImportance(table: Table, yTrue: ArrayLike<number>, options: PermutationOptions): Importance[] {
  const {predict, metric, groups, random, rowGroups = null, repeats = 10, resamples = 200, level = 0.95} = options;
  for (const [name, value] of Object.entries({repeats, resamples}))
    check(Number.isInteger(value) && value >= 2, {where: "permutationImportance", rule: `${name} must be a whole number >= 2`, got: value});
  const sign = metric.better === "lower" ? 1 : -1;
  const before = predict(table);
  return groups.map(({inputs, title}) => {
    check(inputs.length > 0, {where: "permutationImportance", rule: `the group "${title}" must name an input`, got: "none"});
    const shuffles = Array.from({length: repeats}, (_, i) => [`after ${i}`, predict(shuffleColumns(table, inputs, random))] as const);
    const scores = {before, ...Object.fromEntries(shuffles)};
    const bootstrap = bootstrapModels(yTrue, scores, {random, repeats: resamples, metrics: [metric], groups: rowGroups});
    const increases = shuffles.map(
      ([name]) => sign * (getNamed(bootstrap, name)[metric.name].estimate - bootstrap.before[metric.name].estimate)
    );
    const estimate = mean(increases) as number;
    const reach = normalReach(level) * (deviation(meansOf(bootstrap, metric)) as number);
    return {inputs: [...inputs], title, increase: {estimate, low: estimate - reach, high: estimate + reach}, repeats: increases};
  });
}

/** By resample: the mean over the shuffles of after less before. */
function meansOf({before, ...after}: Bootstrap, {name}: Metric): number[] {
  const byResample = transpose<number>(Object.values(after).map((d) => d[name].resampled));
  return byResample.map((values, r) => mean(values, (value) => value - before[name].resampled[r]) as number);
}

/** The table with the named columns' rows in a random order, the same for all of them. */
function shuffleColumns(table: Table, names: readonly string[], random: Random): Table {
  for (const name of names) getColumn(table, name);
  const order = shuffled(
    Array.from({length: table.nRows}, (_, i) => i),
    random
  );
  const moved = takeRows({nRows: table.nRows, columns: table.columns.filter((d) => names.includes(d.name))}, order);
  return {nRows: table.nRows, columns: table.columns.map((column) => moved.columns.find((d) => d.name === column.name) ?? column)};
}

/** Inputs by what is lost without each alone, most first. */
export function rankAlone(importance: readonly Pick<Importance, "inputs" | "increase">[]): string[] {
  const alone = importance.filter(({inputs}) => inputs.length === 1);
  return alone.toSorted((a, b) => b.increase.estimate - a.increase.estimate).map(({inputs: [input]}) => input);
}
