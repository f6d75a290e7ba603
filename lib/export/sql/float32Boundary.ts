/**
 * The comparison of a float64 that says what `x < threshold` says once x has been rounded to float32.
 *
 * A float64 is rounded to the nearest float32, so it comes to lie below the threshold exactly if it lies below the
 * middle between the threshold and the float32 before it. In the middle itself the even one of the two is taken.
 *
 * @param threshold a float32
 * @returns `isBelow(x) = inclusive ? x <= bound : x < bound`
 * @example float32Boundary(1) // {bound: 0.9999999701976776, inclusive: false}
 */
export function float32Boundary(threshold: number): {bound: number; inclusive: boolean} {
  const before = float32Before(threshold);
  if (before === -Infinity) return {bound: threshold, inclusive: false};
  return {bound: before / 2 + threshold / 2, inclusive: !isEven(threshold)};
}

/** The largest float32 below. */
export function float32Before(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  if (value === 0) view.setUint32(0, 0x80000001);
  else {
    view.setFloat32(0, value);
    view.setUint32(0, view.getUint32(0) + (value > 0 ? -1 : 1));
  }
  return view.getFloat32(0);
}

/** Whether the last bit of a float32 is 0. */
function isEven(value: number): boolean {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return (view.getUint32(0) & 1) === 0;
}
