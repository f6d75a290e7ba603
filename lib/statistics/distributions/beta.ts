import {check} from "../../check.js";
import {logGamma} from "./gamma.js";

/**
 * Regularised incomplete beta function I_x(a, b), by its continued fraction.
 *
 * @param x in [0, 1]
 * @throws if a or b is not > 0, or x is outside [0, 1]
 * @example incompleteBeta(0.5, 2, 2) // 0.5
 * @see Press et al., Numerical Recipes, section 6.4; agrees with scipy.special.betainc
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  check(a > 0 && b > 0 && x >= 0 && x <= 1, {
    where: "incompleteBeta",
    rule: "a and b must be > 0 and x in [0, 1]",
    got: `x = ${x}, a = ${a}, b = ${b}`
  });
  if (x === 0 || x === 1) return x;
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return (scale * fraction(x, a, b)) / a;
  return 1 - (scale * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 10000; ++m) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
