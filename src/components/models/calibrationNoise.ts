/**
 * How large chance alone makes the expected calibration error of a perfectly calibrated score: about
 * 0.8 sqrt(bins r (1 - r) / n) at base rate r (the mean absolute error of a share of n / bins users).
 *
 * @param n users
 * @param baseRate share of them that churned
 * @param bins of equal count
 * @example calibrationNoise(2860, 0.177, 10) // 0.018
 */
export function calibrationNoise(n: number, baseRate: number, bins: number): number {
  return 0.8 * Math.sqrt((bins * baseRate * (1 - baseRate)) / n);
}
