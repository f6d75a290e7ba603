import {check} from "../check.js";

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
];

/**
 * Natural logarithm of the gamma function for x > 0, to about 14 digits (Lanczos, g = 7, 9 terms).
 *
 * @example logGamma(5) // ln 24 = 3.178053830347946
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; ++i) sum += LANCZOS[i] / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Upper regularised incomplete gamma function Q(a, x): by its series below a + 1, by its continued fraction above, so that a
 * small tail keeps its relative precision.
 *
 * @param a > 0
 * @param x >= 0
 * @throws if a or x is out of its domain
 * @see Press et al., Numerical Recipes, section 6.2; agrees with scipy.special.gammaincc
 */
export function upperGamma(a: number, x: number): number {
  check(a > 0 && x >= 0, {where: "upperGamma", rule: "a must be > 0 and x >= 0", got: `a = ${a}, x = ${x}`});
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

/** Lower regularised incomplete gamma function P(a, x) = 1 - Q(a, x), precise in its own small tail. */
export function lowerGamma(a: number, x: number): number {
  if (x > 0 && x < a + 1) return Math.exp(a * Math.log(x) - x - logGamma(a)) * lowerSeries(a, x);
  return 1 - upperGamma(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10000 && Math.abs(term) > Math.abs(sum) * 1e-17; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10000; ++i) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / guard(an * d + b, tiny);
    c = guard(b + an / c, tiny);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}

function guard(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

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
