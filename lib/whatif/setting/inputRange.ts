import type {PredictInput} from "../../book/predict.js";

/** The limits of a number input: the usual range (1st to 99th percentile; whole for integers), or all that can be. */
export function rangeOf(input: PredictInput, isWide: boolean): {min: number; max: number} {
  const {kind, low, high, min, max} = input;
  if (isWide) return {min, max};
  return kind === "integer" ? {min: Math.max(min, Math.floor(low)), max: Math.min(max, Math.ceil(high))} : {min: low, max: high};
}

/** Whether a value lies beyond the usual range. */
export function isBeyond(input: PredictInput, value: number): boolean {
  const {min, max} = rangeOf(input, false);
  return value < min || value > max;
}

/** The nearest value that can be: within [min, max], whole for integers. */
export function nearestPossible(input: PredictInput, value: number): number {
  const whole = input.kind === "integer" ? Math.round(value) : value;
  return Math.min(input.max, Math.max(input.min, whole));
}

/** A value on the input's grid of steps, for drags and worked-out values; typed values stay as they are. */
export function snapToStep(input: PredictInput, value: number): number {
  const {step} = input;
  const snapped = Math.round(value / step) * step;
  return nearestPossible(input, Number(snapped.toFixed(decimalsOf(step))));
}

/** The number of an input in a row; NaN when it is missing or a category. */
export function numberOf(value: number | string | null | undefined): number {
  return typeof value === "number" ? value : NaN;
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.min(12, -Math.floor(Math.log10(step))));
}
