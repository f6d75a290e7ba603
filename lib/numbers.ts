/** Arithmetic that every room needs. */

/** The nearest number within both ends; NaN stays NaN. @example clamp(7, 0, 5) // 5 */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** 0 for none. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The arithmetic mean; NaN for none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i];
  return sum / values.length;
}

/**
 * The smallest float32 that is not below t. For float32 x, `x < t` and `x < ceilFloat32(t)` agree, which they would not
 * if t were rounded to the nearest.
 *
 * @param t finite, within float32's range
 */
export function ceilFloat32(t: number): number {
  const near = Math.fround(t);
  return near >= t ? near : nextFloat32(near);
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The float32 next below a float32. @example float32Before(1) // 0.9999999403953552 */
export function float32Before(x: number): number {
  return -nextFloat32(-x);
}

/** The float32 next above a float32. */
export function nextFloat32(x: number): number {
  float[0] = x;
  if (x === 0) bits[0] = 1;
  else bits[0] += x > 0 ? 1 : -1;
  return float[0];
}
