import type {TestOutcome} from "./testResult.js";
import {check} from "../check.js";
import {chiSquareNoncentrality, chiSquareUpperTail} from "./distributions.js";

export interface ChiSquareOutcome extends TestOutcome {
  degrees: number;
  /** the smallest count expected under independence; under 5 the p-value is rough */
  smallestExpected: number;
}

/**
 * Pearson's chi-square test of independence, without Yates' correction. The effect is Cramér's V in [0, 1]; its interval
 * inverts the noncentral chi-square distribution (Smithson 2003), and reaches at least to the estimate.
 *
 * @param counts rows by columns, whole numbers >= 0; rows and columns without any count are left out
 * @param options design: how many times the variances of rates are what they would be of as many rows drawn each by itself
 * @throws if fewer than two rows or columns have counts, or a count is not a whole number >= 0
 * @example chiSquareTest([[10, 20], [20, 10]]).statistic // 6.666666666666667
 * @see Pearson (1900); agrees with scipy.stats.chi2_contingency(correction=False)
 */
export function chiSquareTest(counts: readonly (readonly number[])[], {level = 0.95, design = 1} = {}): ChiSquareOutcome {
  const strangers = counts.flat().filter((count) => !(Number.isInteger(count) && count >= 0));
  check(strangers.length === 0, {where: "chiSquareTest", rule: "counts must be whole numbers >= 0", got: strangers.join(", ")});
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per row of a table of counts: few
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rowSums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columnSums = Array.from({length: width}, (_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const rows = rowSums.filter((d) => d > 0).length;
  const columns = columnSums.filter((d) => d > 0).length;
  check(rows >= 2 && columns >= 2, {
    where: "chiSquareTest",
    rule: "at least two rows and two columns must have counts",
    got: `${rows} rows and ${columns} columns`
  });
  const n = rowSums.reduce((a, b) => a + b, 0);
  let statistic = 0;
  let smallestExpected = Infinity;
  for (let i = 0; i < counts.length; ++i) {
    for (let j = 0; j < width; ++j) {
      const expected = (rowSums[i] * columnSums[j]) / n;
      if (expected === 0) continue;
      statistic += ((counts[i][j] ?? 0) - expected) ** 2 / expected;
      smallestExpected = Math.min(smallestExpected, expected);
    }
  }
  const degrees = (rows - 1) * (columns - 1);
  const known = statistic / design;
  const toV = (noncentrality: number): number => Math.min(1, Math.sqrt(noncentrality / (n * (Math.min(rows, columns) - 1))));
  const [low, high] = [(1 + level) / 2, (1 - level) / 2].map((share) => toV(design * chiSquareNoncentrality(known, degrees, share)));
  const estimate = toV(statistic);
  return {
    name: "chi-square",
    statistic,
    pValue: chiSquareUpperTail(known, degrees),
    effectName: "Cramér’s V",
    effect: {estimate, low: Math.min(low, estimate), high: Math.max(high, estimate)},
    degrees,
    smallestExpected
  };
}
