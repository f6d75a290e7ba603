import type {PredictInput} from "../../book/predict.js";
import type {Row} from "../../table/table.js";
import {numberOf, snapToStep} from "../setting/inputRange.js";
import type {Rules} from "../setting/setInput.js";

/** How the score runs as one input moves and all others stay. */
export interface SensitivityCurve {
  /** values of the input: rising numbers, or levels */
  x: (number | string)[];
  p: number[];
}

/**
 * Scores a row at evenly spaced values of one input, others held (its individual conditional expectation curve:
 * Goldstein et al., 2015), over the part of its usual range in which the rules between inputs hold.
 * Values lie on the input's steps, so that each of them can be set: a count has no halves.
 *
 * @param scoreRow the model
 * @param nPoints for numbers; categories have one point per level
 */
export function traceInput(scoreRow: (row: Row) => number, row: Row, {input, rules, nPoints = 33}: {input: PredictInput; rules: Pick<Rules, "constraints">; nPoints?: number}): SensitivityCurve {
  const x = input.kind === "category" ? input.levels : spread(input, feasibleRange(input, row, rules), nPoints);
  const probe = {...row};
  const p = x.map((value) => {
    probe[input.name] = value;
    return scoreRow(probe);
  });
  return {x, p};
}

/** The usual range, cut where an enforced rule would break while the other inputs stay. */
export function feasibleRange({name, low, high}: PredictInput, row: Row, {constraints}: Pick<Rules, "constraints">): {min: number; max: number} {
  let [min, max] = [low, high];
  for (const {left, right, action} of constraints) {
    if (action !== "enforce") continue;
    if (left === name && numberOf(row[right]) < max) max = numberOf(row[right]);
    if (right === name && numberOf(row[left]) > min) min = numberOf(row[left]);
  }
  return {min: Math.min(min, max), max: Math.max(min, max)};
}

function spread(input: PredictInput, {min, max}: {min: number; max: number}, n: number): number[] {
  const even = Array.from({length: n}, (_, i) => snapToStep(input, min + ((max - min) * i) / (n - 1)));
  return [...new Set(even.map((x) => Math.min(max, Math.max(min, x))))];
}

/**
 * How densely users lie along an input: the classes' shares per bin, each by its weight among all users.
 *
 * @param baseRate the share of the churned
 * @returns one share per bin of the histogram; they add up to 1 if the classes' do
 */
export function densityOf({histogram}: Pick<PredictInput, "histogram">, baseRate: number): number[] {
  return histogram.map(({churned, retained}) => baseRate * churned + (1 - baseRate) * retained);
}
