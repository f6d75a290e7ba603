/** Points in (0, 1) and their weights: the sum of weight * f(point) is the integral of f over [0, 1]. */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

/**
 * Gauss and Legendre's rule: with n points, exact for polynomials up to degree 2n - 1.
 *
 * @param n at least 1
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)); // near the root of the Legendre polynomial on (-1, 1)
    let slope = 1;
    for (let step = 0; step < 20; ++step) {
      const [value, derivative] = legendre(n, x);
      slope = derivative;
      x -= value / derivative;
    }
    points[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return {points, weights};
}

/** The Legendre polynomial of degree n and its derivative, by Bonnet's recursion. */
function legendre(n: number, x: number): [number, number] {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; ++k) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return [value, (n * (x * value - before)) / (x * x - 1)];
}
