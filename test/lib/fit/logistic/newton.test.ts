import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bareDesign} from "../../../../lib/fit/blockDesign.js";
import {polish} from "../../../../lib/fit/logistic/newton.js";
import {createRandom} from "../../../../lib/random.js";

/** Columns of noise, the second nearly the first, one that is 1 for few rows, and ones; labels that hang on the first two. */
function draw(nRows: number, seed: string): {columns: Float64Array[]; y: Uint8Array} {
  const random = createRandom(seed);
  const noise = (): Float64Array => Float64Array.from({length: nRows}, () => random() + random() + random() - 1.5);
  const first = noise();
  const second = first.map((x) => x + 0.01 * (random() - 0.5));
  const few = Float64Array.from({length: nRows}, (_, i) => (i % 97 === 0 ? 1 : 0));
  const y = Uint8Array.from(first, (x, i) => (random() < 1 / (1 + Math.exp(1 - 2 * x - second[i])) ? 1 : 0));
  return {columns: [first, second, few, noise(), new Float64Array(nRows).fill(1)], y};
}

/** The gradient of the log-likelihood less the penalty, by its definition: its largest element per row. */
function gradientAt(columns: readonly Float64Array[], y: Uint8Array, {weights, l2}: {weights: Float64Array; l2: number}): number {
  const residual = Float64Array.from(y, (label, i) => {
    const score = columns.reduce((sum, x, j) => sum + weights[j] * x[i], 0);
    return label - 1 / (1 + Math.exp(-score));
  });
  const slope = columns.map((x, j) => x.reduce((sum, value, i) => sum + value * residual[i], 0) - l2 * weights[j]);
  return Math.max(...slope.map(Math.abs)) / y.length;
}

describe("polish(penalised, start, options)", () => {
  it("ends at the maximum, wherever it begins, of few rows and of so many that a share of them tells the curvature", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(150, 900, 7_000, 30_000),
        fc.constantFrom(1e-4, 1, 100),
        fc.constantFrom(0, 1, -3),
        fc.string({maxLength: 4}),
        (nRows, l2, from, seed) => {
          const {columns, y} = draw(nRows, seed);
          const penalised = {design: bareDesign(nRows, columns), y, penalty: new Float64Array(columns.length).fill(l2)};
          const {weights, gradient, steps} = polish(penalised, new Float64Array(columns.length).fill(from), {
            maxSteps: 50,
            tolerance: 1e-9
          });
          expect(steps).toBeLessThan(40);
          expect(gradient).toBeLessThanOrEqual(1e-9);
          expect(gradientAt(columns, y, {weights, l2})).toBeLessThan(2e-9);
        }
      ),
      {numRuns: 25}
    );
  });

  it("tells the gradient where it stands when no step is allowed", () => {
    const {columns, y} = draw(150, "none");
    const penalised = {design: bareDesign(150, columns), y, penalty: new Float64Array(columns.length)};
    const start = new Float64Array(columns.length);
    const {weights, gradient, steps} = polish(penalised, start, {maxSteps: 0, tolerance: 0});
    expect([steps, weights]).toEqual([0, start]);
    expect(gradient).toBeCloseTo(gradientAt(columns, y, {weights, l2: 0}), 12);
  });
});
