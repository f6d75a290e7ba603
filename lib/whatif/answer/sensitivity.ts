import type {PredictInput} from "../../book/predict.js";
import type {Row} from "../../table/table.js";
import {snapToStep} from "../setting/inputRange.js";
import type {Rules, SetInputOptions} from "../setting/setInput.js";
import {setInput} from "../setting/setInput.js";

/** How the score runs as one input moves. */
export interface SensitivityCurve {
  /** values of the input: rising numbers, or levels */
  x: (number | string)[];
  p: number[];
}

export interface TraceOptions extends Pick<SetInputOptions, "own" | "together"> {
  input: PredictInput;
  rules: Rules;
  /** for numbers; categories have one point per level */
  nPoints?: number;
}

/**
 * Scores a row at evenly spaced values of one input over its usual range, each set as its slider would set it: linked
 * inputs follow and rules hold, all others stay. Without links and rules it is the row's individual conditional
 * expectation curve (Goldstein et al., 2015). Values lie on the input's steps, so that each of them can be set.
 *
 * @param scoreRow the model
 */
export function traceInput(scoreRow: (row: Row) => number, row: Row, {input, rules, own, together, nPoints = 33}: TraceOptions): SensitivityCurve {
  const x = input.kind === "category" ? input.levels : spread(input, nPoints);
  return {x, p: x.map((value) => scoreRow(setInput(rules, row, {name: input.name, value}, {own, together}).row))};
}

function spread(input: PredictInput, n: number): number[] {
  const {low, high} = input;
  const even = Array.from({length: n}, (_, i) => snapToStep(input, low + ((high - low) * i) / (n - 1)));
  return [...new Set(even.map((x) => Math.min(high, Math.max(low, x))))];
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
