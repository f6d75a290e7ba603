/**
 * Chance that Kolmogorov's limiting statistic exceeds x.
 *
 * @param x >= 0
 * @returns 1 at 0; below x = 0.2 it is 1 to 12 digits
 * @see Smirnov (1948); agrees with scipy.special.kolmogorov
 */
export function kolmogorovUpperTail(x: number): number {
  if (x < 0.2) return 1;
  if (x < 1) return 1 - lowerTail(x);
  let sum = 0;
  for (let k = 1, sign = 1; k <= 100; ++k, sign = -sign) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += sign * term;
    if (term < 1e-18) break;
  }
  return Math.max(0, Math.min(1, 2 * sum));
}

/** The dual series, which converges quickly for small x. */
function lowerTail(x: number): number {
  let sum = 0;
  for (let k = 1; k <= 21; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}
