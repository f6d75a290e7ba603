import {deviation, mean} from "d3";
import type {Interval} from "../book/common.js";
import {check} from "../check.js";
import type {Metric} from "../metrics/metrics.js";
import type {Random} from "../random.js";
import {shuffled} from "../random.js";
import type {Table} from "../table/table.js";
import {getColumn, takeRows} from "../table/table.js";
import {studentReach} from "./distributions/studentT.js";

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
  repeats?: number;
  level?: number;
}

export interface Importance extends InputGroup {
  /** mean worsening over the repeats, with a t interval of the shuffling alone (rows and model held fixed) */
  increase: Interval;
  /** the worsening in each repeat */
  repeats: number[];
}

/**
 * How much worse the metric gets when inputs are shuffled among rows: positive means the model leans on them. An input whose
 * twin stays in place looks unimportant; shuffle such twins as a group, the members of a group keeping company row by row.
 *
 * @param table rows that the model was not fitted on
 * @param yTrue length nRows, each 0 (retained) or 1 (churned); both must occur
 * @throws if a group names no input or one that the table lacks, or repeats is below 2
 * @see Breiman (2001); agrees in definition with sklearn.inspection.permutation_importance
 */
export function permutationImportance(table: Table, yTrue: ArrayLike<number>, options: PermutationOptions): Importance[] {
  const {predict, metric, groups, random, repeats = 10, level = 0.95} = options;
  check(Number.isInteger(repeats) && repeats >= 2, {where: "permutationImportance", rule: "repeats must be a whole number >= 2", got: repeats});
  const sign = metric.better === "lower" ? 1 : -1;
  const before = metric.score(yTrue, predict(table));
  return groups.map(({inputs, title}) => {
    check(inputs.length > 0, {where: "permutationImportance", rule: `the group "${title}" must name an input`, got: "none"});
    const increases = Array.from({length: repeats}, () => {
      const after = metric.score(yTrue, predict(shuffleColumns(table, inputs, random)));
      return sign * (after - before);
    });
    const estimate = mean(increases) as number;
    const reach = (studentReach(level, repeats - 1) * (deviation(increases) as number)) / Math.sqrt(repeats);
    return {inputs: [...inputs], title, increase: {estimate, low: estimate - reach, high: estimate + reach}, repeats: increases};
  });
}

/** The table with the named columns' rows in a random order, the same for all of them. */
function shuffleColumns(table: Table, names: readonly string[], random: Random): Table {
  for (const name of names) getColumn(table, name);
  const order = shuffled(Array.from({length: table.nRows}, (_, i) => i), random);
  const moved = takeRows({nRows: table.nRows, columns: table.columns.filter((d) => names.includes(d.name))}, order);
  return {nRows: table.nRows, columns: table.columns.map((column) => moved.columns.find((d) => d.name === column.name) ?? column)};
}
