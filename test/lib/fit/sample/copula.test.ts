import {describe, expect, it} from "vitest";
import {createRandom} from "../../../../lib/random.js";
import {factorCorrelations} from "../../../../lib/fit/sample/copula.js";

/** Correlations of pairs, each of its own rows: together they need not belong to any table. */
function anyCorrelations(n: number, draw: () => number): number[][] {
  const matrix = Array.from({length: n}, () => new Array<number>(n).fill(1));
  for (let i = 0; i < n; ++i) for (let j = 0; j < i; ++j) matrix[i][j] = matrix[j][i] = draw();
  return matrix;
}

describe("factorCorrelations(rankCorrelations)", () => {
  it.each([2, 4, 10, 40, 150])("finds deviates of variance 1 for %i inputs, whatever their pairs say", (n) => {
    const random = createRandom(n);
    for (const draw of [() => -0.95, () => (random() < 0.5 ? -0.95 : 0.95), () => random() - 0.5]) {
      const factor = factorCorrelations(anyCorrelations(n, draw));
      for (const row of factor) expect(row.reduce((sum, d) => sum + d * d, 0)).toBeCloseTo(1, 9);
    }
  });

  it("keeps the correlations that a table can have", () => {
    const [, second] = factorCorrelations(anyCorrelations(2, () => 0.5));
    expect(second[0]).toBeCloseTo(2 * Math.sin(Math.PI / 12), 12);
  });

  it("refuses what is no number", () => {
    expect(() => factorCorrelations(anyCorrelations(3, () => NaN))).toThrow(/correlations must be symmetric, with 1 on the diagonal/);
  });
});
