import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bandNumber} from "../../../lib/explore/bandRows.js";
import {cutByCount, rateByBin, rateByLevel} from "../../../lib/statistics/bins.js";
import {correlationMatrix, pearson, spearman, rankValues} from "../../../lib/statistics/correlation.js";
import {histogramByLabel} from "../../../lib/statistics/histogram.js";
import {holdConstant} from "../../../lib/statistics/holdConstant.js";
import {tellSorted} from "../../../lib/statistics/tell.js";
import {createRandom} from "../../../lib/random.js";
import {oracle} from "../metrics/oracle.js";

describe("pearson(x, y) and spearman(x, y)", () => {
  const {x, y} = oracle.correlations;

  it("agree with scipy", () => {
    expect(pearson(Object.freeze(x), Object.freeze(y))).toBeCloseTo(oracle.correlations.pearson, 12);
    expect(spearman(x, y)).toBeCloseTo(oracle.correlations.spearman, 12);
  });

  it("take the pairs in which neither is missing", () => {
    expect(pearson([1, 2, NaN, 3], [2, 4, 100, 6])).toBe(1);
    expect(spearman([1, 2, 3, 9], [1, 4, 9, NaN])).toBe(1);
  });

  it("are null where they are not defined", () => {
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearman([1], [1])).toBeNull();
  });

  it("refuse infinite values and other lengths", () => {
    expect(() => pearson([1, Infinity], [1, 2])).toThrow("pearson: values must be finite (NaN is missing); got Infinity and 2 at row 1.");
    expect(() => spearman([1], [1, 2])).toThrow("spearman: both must have the same length; got 1 and 2.");
  });
});

describe("correlationMatrix(columns, method)", () => {
  it("is symmetric with ones on its diagonal", () => {
    const {x, y} = oracle.correlations;
    for (const [method, of] of [
      ["pearson", pearson],
      ["spearman", spearman]
    ] as const) {
      const matrix = correlationMatrix([x, y, x.map((d) => -d), x.map((d, i) => (i % 9 === 0 ? NaN : d))], method);
      expect(matrix.map((row, i) => row[i])).toEqual([1, 1, 1, 1]);
      expect(matrix[0][1]).toBeCloseTo(of(x, y) as number, 12);
      expect(matrix[1][0]).toBe(matrix[0][1]);
      expect(matrix[0][2]).toBeCloseTo(-1, 12);
      expect(matrix[0][3]).toBeCloseTo(1, 12);
    }
  });
});

describe("rankValues(values)", () => {
  it("gives equal values the mean of their ranks", () => {
    expect(rankValues([10, 20, 10, 30, 10])).toEqual({ranks: Float64Array.of(2, 4, 2, 5, 2), tieTerm: 24});
  });
});

describe("bins of a number", () => {
  /** Values, few or many different ones, in a band that may be narrow beside where it lies. */
  const values = fc
    .record({
      start: fc.constantFrom(-101, -3, 0, 0.5, 98.9, 99.96, 100, 1e5),
      width: fc.constantFrom(1e-4, 0.01, 0.5, 2, 3000),
      steps: fc.integer({min: 1, max: 60}),
      places: fc.array(fc.integer({min: 0, max: 60}), {minLength: 60, maxLength: 400})
    })
    .map(({start, width, steps, places}) => places.map((place) => Math.fround(start + (width * Math.min(place, steps)) / steps)));
  const yOf = (rows: readonly number[]): Uint8Array => Uint8Array.from(rows, (_, i) => i % 2);

  it("are all called differently, by count, of equal width and where few are joined", () => {
    fc.assert(
      fc.property(values, (rows) => {
        const y = yOf(rows);
        const {rates, histogram} = bandNumber(tellSorted(Float32Array.from(rows), null), {y, groups: null});
        for (const bins of [cutByCount(rows, 10).bins, histogramByLabel(rows, y), rates, histogram]) {
          const labels = bins.map(({label}) => label);
          expect(new Set(labels).size, labels.join(", ")).toBe(labels.length);
        }
      })
    );
  });
});

describe("cutByCount(values, nBins)", () => {
  it("gives one bin per value where there are few", () => {
    const {bins, codes} = cutByCount([0, 2, 2, 5], 10);
    expect(bins.map((d) => d.label)).toEqual(["0", "2", "5"]);
    expect([...codes]).toEqual([0, 1, 1, 2]);
  });

  it("gives about equal counts, whole edges for whole numbers, and no code for missing", () => {
    const values = Array.from({length: 1000}, (_, i) => (i % 100 === 0 ? NaN : i));
    const {bins, codes} = cutByCount(values, 8);
    expect(bins.length).toBe(8);
    for (const {low} of bins) expect(Number.isInteger(low)).toBe(true);
    const sizes = bins.map((_, b) => codes.filter((code) => code === b).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(4);
    expect(codes.filter((code) => code === -1).length).toBe(10);
    bins.forEach(({low, high}, b) => {
      const inside = values.filter((_, i) => codes[i] === b);
      expect(Math.min(...inside)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...inside)).toBeLessThanOrEqual(high);
    });
  });

  it("keeps a pile of equal values in one bin", () => {
    const {bins, codes} = cutByCount([...new Array(60).fill(0), ...Array.from({length: 40}, (_, i) => i + 0.5)], 5);
    expect(bins[0].low).toBe(0);
    expect(new Set(codes.slice(0, 60)).size).toBe(1);
  });

  it("refuses nothing to cut", () => {
    expect(() => cutByCount([NaN], 3)).toThrow("cutByCount: there must be at least one value; got 1 values, all missing.");
    expect(() => cutByCount([1], 0)).toThrow("cutByCount: nBins must be a whole number >= 1; got 0.");
  });
});

describe("histogramByLabel(values, yTrue)", () => {
  const random = createRandom(2);
  const y = Array.from({length: 2000}, (_, i) => (i % 4 === 0 ? 1 : 0));

  it("gives small whole numbers a bin each", () => {
    const days = y.map(() => Math.floor(random() * 32));
    const bins = histogramByLabel(days, y);
    expect(bins.map((d) => d.label)).toEqual(Array.from({length: 32}, (_, i) => String(i)));
    expect(bins[3]).toMatchObject({low: 3, high: 4, churned: days.filter((d, i) => d === 3 && y[i] === 1).length});
  });

  it("gives larger whole numbers whole bins, all rows once", () => {
    const bins = histogramByLabel(
      y.map(() => Math.floor(random() * 740)),
      y
    );
    expect(bins.length).toBeLessThanOrEqual(40);
    for (const {low, high} of bins) expect([low % 20, high % 20]).toEqual([0, 0]);
    expect(bins.reduce((sum, d) => sum + d.churned + d.retained, 0)).toBe(2000);
  });

  it("puts a long tail into one last bin", () => {
    const bins = histogramByLabel(
      y.map(() => Math.exp(3 * random() * random() * 3)),
      y
    );
    expect(bins.at(-1)?.label).toMatch(/ or more$/);
    expect(bins.length).toBeLessThanOrEqual(40);
    expect(bins.reduce((sum, d) => sum + d.churned + d.retained, 0)).toBe(2000);
    const widths = bins.slice(0, -1).map((d) => d.high - d.low);
    for (const width of widths) expect(width).toBeCloseTo(widths[0], 9);
  });

  it("takes a constant column, and leaves missing values out", () => {
    expect(histogramByLabel([7, 7, NaN], [0, 1, 1])).toEqual([{label: "7", low: 7, high: 8, churned: 1, retained: 1}]);
    expect(histogramByLabel([1.5, 1.5], [0, 1]).length).toBe(1);
  });

  it("refuses another number of labels", () => {
    expect(() => histogramByLabel([1], [0, 1])).toThrow("histogramByLabel: there must be one value per label (2); got 1.");
  });
});

describe("rateByBin(values, yTrue) and rateByLevel(column, yTrue)", () => {
  it("give the rate of each bin with its Wilson interval", () => {
    const bins = rateByBin([1, 1, 1, 1, 2, 2, NaN], [0, 0, 0, 1, 1, 1, 0]);
    expect(bins.map(({label, from, to, n, churned, rate}) => ({label, from, to, n, churned, rate}))).toEqual([
      {label: "1", from: 1, to: 2, n: 4, churned: 1, rate: 0.25},
      {label: "2", from: 2, to: 2, n: 2, churned: 2, rate: 1}
    ]);
    expect(bins[1].high).toBe(1);
    expect(bins[1].low).toBeGreaterThan(0.3);
  });

  it("keep the order of levels and leave empty ones out", () => {
    const bins = rateByLevel({codes: Int32Array.of(2, 0, 2, -1), levels: ["a", "b", "c"]}, [1, 0, 0, 1]);
    expect(bins.map((d) => [d.label, d.n, d.rate])).toEqual([
      ["a", 1, 0],
      ["c", 2, 0.5]
    ]);
  });
});

describe("holdConstant(values, yTrue, held)", () => {
  const {rows, raw, within} = oracle.mantelHaenszel;
  const held = cutByCount(
    rows.map(([stratum]) => stratum),
    10
  );
  const result = holdConstant(
    rows.map(([, high]) => high),
    rows.map(([, , y]) => y),
    held
  );

  it("agrees with the Mantel-Haenszel difference and Newcombe's interval", () => {
    [result.raw.estimate, result.raw.low, result.raw.high].forEach((d, i) => expect(d).toBeCloseTo(raw[i], 10));
    [result.within?.estimate, result.within?.low, result.within?.high].forEach((d, i) => expect(d).toBeCloseTo(within[i], 12));
    expect(result.strata.map((d) => [d.lowHalf.n, d.highHalf.n])).toEqual([
      [160, 40],
      [110, 90],
      [30, 170]
    ]);
    expect(result.leftOut).toBe(0);
  });

  it("shrinks a shadow to nothing", () => {
    const random = createRandom(6);
    const cause = Array.from({length: 6000}, () => Math.floor(random() * 10));
    const shadow = cause.map((d) => d + 3 * random());
    const y = cause.map((d) => (random() < 0.05 + 0.05 * d ? 1 : 0));
    const {raw: alone, within: heldBack} = holdConstant(shadow, y, cutByCount(cause, 10));
    expect(alone.low).toBeGreaterThan(0.15);
    expect(heldBack?.low).toBeLessThan(0);
    expect(heldBack?.high).toBeGreaterThan(0);
  });

  it("says how many rows lie in strata with one half only", () => {
    const lone = holdConstant([0, 1, 0, 1, 5, 5], [0, 1, 1, 0, 1, 0], {bins: [bin("a"), bin("b")], codes: Int32Array.of(0, 0, 0, 0, 1, 1)});
    expect(lone.strata.map((d) => d.label)).toEqual([]);
    expect(lone.within).toBeNull();
    expect(lone.leftOut).toBe(1);
  });

  it("refuses a variable without two halves", () => {
    expect(() => holdConstant([1, 1], [0, 1], {bins: [bin("a")], codes: Int32Array.of(0, 0)})).toThrow(
      "holdConstant: the variable must have two halves; got 0 low and 2 high rows. Leave constant columns out."
    );
  });
});

function bin(label: string) {
  return {label, low: 0, high: 1};
}
