import {ceilFloat32} from "../numbers.js";

/** Where a column may be parted or named: lines say where users are, and not where one of them is. */
export interface Grid {
  /** between two lines; a power of ten */
  step: number;
  /** the highest line that is not above a float32 */
  down(x: number): number;
  /** the lowest line that is not below */
  up(x: number): number;
  /** the nearest line, not as float32: 23.4 */
  round(x: number): number;
}

/** Digits of a column's spread that are kept. */
const DIGITS = 3;
/** So many steps from zero the lines are closer than float32 numbers are. */
const FAR = 2 ** 26;
const MAX_FLOAT32 = 3.4028234663852886e38;

/**
 * The grid of a column: lines a power of ten apart, 100 to 1000 of them over the column's spread, which leaves out a twentieth of
 * its different values at either end. Line k is the float32 next to k steps, so for every float32 x and every
 * line t, `x < t` says the same as `down(x) < t`.
 *
 * @param sorted float32, rising, without NaN; all the same, or none, counts as a spread of 1
 */
export function gridOf(sorted: Float32Array | Float64Array): Grid {
  const spread = spreadOf(sorted);
  const exponent = Math.floor(Math.log10(spread)) - (DIGITS - 1);
  // by a power of ten that is whole, so that 3 steps of 0.1 are 0.3
  const power = 10 ** Math.abs(exponent);
  const placeOf = (k: number): number => (exponent < 0 ? k / power : k * power);
  const lineAt = (k: number): number => Math.fround(placeOf(k));
  const stepsTo = (x: number): number => (exponent < 0 ? x * power : x / power);
  return {
    step: placeOf(1),
    round: (x) => placeOf(Math.round(stepsTo(x))),
    down(x) {
      let k = Math.floor(stepsTo(x));
      if (!(Math.abs(k) < FAR)) return x;
      while (lineAt(k) > x) --k; // stepsTo is rounded
      while (lineAt(k + 1) <= x) ++k;
      return Math.max(lineAt(k), -MAX_FLOAT32);
    },
    up(x) {
      let k = Math.ceil(stepsTo(x));
      if (!(Math.abs(k) < FAR)) return ceilFloat32(x);
      while (lineAt(k) < x) ++k;
      while (lineAt(k - 1) >= x) --k;
      return lineAt(k);
    }
  };
}

/** From the lowest to the highest value, of the different ones, without a twentieth of these at either end; 1 where there is only one. */
function spreadOf(sorted: Float32Array | Float64Array): number {
  let last = -1;
  for (let i = 0; i < sorted.length; ++i) if (i === 0 || sorted[i] !== sorted[i - 1]) ++last;
  if (last < 1) return 1;
  const end = Math.floor(last / 20);
  let [low, high] = [0, sorted.length - 1];
  for (let k = 0; k < end; ++low) if (sorted[low + 1] !== sorted[low]) ++k;
  for (let k = 0; k < end; --high) if (sorted[high - 1] !== sorted[high]) ++k;
  return sorted[high] - sorted[low];
}
