import type {NumberReference} from "../../../lib/book/reference.js";
import {describe, expect, it} from "vitest";
import {compareInput} from "../../../lib/drift/compareInput.js";
import {countCells, cutTenths, joinCells} from "../../../lib/drift/cells.js";
import {gapOfCells, gapOfLevels, resampleCounts, stabilityIndex} from "../../../lib/drift/distances.js";
import {summariseColumn, summariseScores} from "../../../lib/drift/summarise.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {kolmogorovSmirnov} from "../../../lib/statistics/kolmogorovSmirnov.js";
import {finish} from "../rows/finish.js";

describe("stabilityIndex(expected, observed)", () => {
  it("is 0 for equal shares", () => {
    expect(stabilityIndex([50, 50], [50, 50])).toBe(0);
  });

  it("agrees with the sum worked out by hand", () => {
    // (0.4 - 0.5) ln(0.4 / 0.5) + (0.6 - 0.5) ln(0.6 / 0.5) = 0.0405465
    expect(stabilityIndex([5e6, 5e6], [4e6, 6e6])).toBeCloseTo(0.0405465, 6);
    // a part that nobody is in: half a row on both sides
    expect(stabilityIndex([100, 0], [100, 0])).toBe(0);
    expect(stabilityIndex([9, 9], [0, 9])).toBeCloseTo((0.05 - 0.5) * Math.log(0.1) + (0.95 - 0.5) * Math.log(1.9), 12);
  });

  it("is about (parts - 1) (1 / n + 1 / m) by chance", () => {
    const random = createRandom(3);
    const expected = Array.from({length: 10}, () => 1000);
    const drawn = Array.from({length: 400}, () =>
      stabilityIndex(
        expected,
        resampleCounts(
          Array.from({length: 10}, () => 50),
          random
        )
      )
    );
    expect(drawn.reduce((a, b) => a + b, 0) / 400).toBeCloseTo(9 / 500, 2);
  });

  it("refuses sides of other parts, and none", () => {
    expect(() => stabilityIndex([1], [1, 2])).toThrow("same parts");
    expect(() => stabilityIndex([1], [0])).toThrow("must have rows");
  });
});

describe("countCells(knots, values)", () => {
  it("counts below, at and between knots, and what is missing", () => {
    expect(countCells([1, 3], [0, 1, 1, 2, 3, 9, NaN])).toEqual({counts: [1, 2, 1, 1, 1], nMissing: 1});
    expect(countCells([1], [1, 1], (row) => row === 0)).toEqual({counts: [0, 1, 0], nMissing: 0});
  });
});

describe("gaps", () => {
  it("of cells is D as the two-sample test gives it, where knots hold every value", () => {
    const random = createRandom(1);
    const [x, y] = [12, 9].map((shift) => Array.from({length: 300}, () => Math.round(shift + 4 * drawNormal(random))));
    const knots = [...new Set([...x, ...y])].sort((a, b) => a - b);
    const {size, expected, observed} = gapOfCells(countCells(knots, x).counts, countCells(knots, y).counts);
    expect(size).toBeCloseTo(kolmogorovSmirnov(x, y).statistic, 12);
    expect(observed).toBeGreaterThan(expected); // y is lower
  });

  it("of levels is the largest difference of a share", () => {
    expect(gapOfLevels([50, 50], [40, 10])).toMatchObject({cell: 0, expected: 0.5, observed: 0.8});
  });
});

describe("cutTenths(counts)", () => {
  it("makes ten parts of equal count", () => {
    const {counts} = countCells(
      Array.from({length: 100}, (_, i) => i),
      Array.from({length: 1000}, (_, i) => i % 100)
    );
    const ends = cutTenths(counts);
    expect(joinCells(counts, ends)).toEqual(Array.from({length: 10}, () => 100));
    expect(ends.at(-1)).toBe(200);
  });

  it("gives a crowd a part of its own, and takes the rest at the end", () => {
    const counts = [0, 60, 0, 5, 0, 5, 30]; // knots 0, 1, 2; many above the last
    expect(joinCells(counts, cutTenths(counts))).toEqual([60, 10, 30]);
  });

  it("makes one part where all are equal", () => {
    expect(joinCells([0, 7, 0], cutTenths([0, 7, 0]))).toEqual([7]);
  });
});

describe("resampleCounts(counts)", () => {
  it("keeps the total and empty cells, and is right on average", () => {
    const random = createRandom(7);
    const counts = [0, 900, 90, 10, 0];
    const sums = [0, 0, 0, 0, 0];
    for (let r = 0; r < 2000; ++r) {
      const drawn = resampleCounts(counts, random);
      expect(drawn.reduce((a, b) => a + b, 0)).toBe(1000);
      drawn.forEach((d, i) => (sums[i] += d));
    }
    expect(sums.map((d) => Math.round(d / 2000))).toEqual(counts);
  });
});

describe("summariseColumn(column)", () => {
  it("counts the rows of a level of too few in the smallest level that is told, so that all less the others tell of none", () => {
    const of = (counts: readonly number[]): unknown => {
      const codes = Int32Array.from(counts.flatMap((n, code) => Array.from({length: n}, () => code)));
      return summariseColumn({name: "hold", kind: "category", levels: counts.map(String), codes});
    };
    expect(of([990, 10])).toMatchObject({counts: [1000, 0]});
    expect(of([900, 10, 60, 3])).toMatchObject({counts: [900, 0, 73, 0]});
    expect(of([900, 100])).toMatchObject({counts: [900, 100]});
    expect(of([10, 8])).toMatchObject({counts: [0, 0]});
  });

  it("keeps every value of a short list", () => {
    const values = Float32Array.from({length: 100}, (_, i) => i % 3);
    expect(summariseColumn({name: "x", kind: "number", values})).toEqual({
      name: "x",
      kind: "number",
      nMissing: 0,
      median: 1,
      knots: [0, 1, 2],
      counts: [0, 34, 0, 33, 0, 33, 0]
    });
  });

  it("keeps shares, and no end, of a long one", () => {
    const values = Float32Array.from({length: 5001}, (_, i) => i / 3);
    values[17] = NaN;
    const summary = summariseColumn({name: "x", kind: "number", values}) as NumberReference;
    expect(summary.knots).toHaveLength(99);
    expect(summary.nMissing).toBe(0); // too few to be told
    expect(summary.counts.filter((n) => n > 0 && n < 20)).toEqual([]);
    expect(summary.counts[0]).toBeGreaterThan(20);
    expect(summary.counts.at(-1)).toBeGreaterThan(20);
    expect(summary.counts.reduce((a, b) => a + b, 0)).toBe(5000);
  });

  it("of few rows keeps so few knots that no value stands out", () => {
    const summary = summariseColumn({name: "x", kind: "number", values: Float32Array.from({length: 100}, (_, i) => i)}) as NumberReference;
    expect(summary.knots).toHaveLength(5);
  });

  it("counts levels", () => {
    expect(
      summariseColumn({
        name: "p",
        kind: "category",
        levels: ["a", "b"],
        codes: Int32Array.from({length: 80}, (_, i) => [0, 1, 1, -1][i % 4])
      })
    ).toEqual({
      name: "p",
      kind: "category",
      nMissing: 20,
      levels: ["a", "b"],
      counts: [20, 40]
    });
  });
});

it("summariseScores(scores) counts fiftieths, 1 in the last", () => {
  const {mean, counts} = summariseScores(Array.from({length: 100}, (_, i) => [0, 0.29, 0.3, 1, NaN][i % 5]));
  expect(mean).toBeCloseTo(0.3975, 12);
  expect([counts[0], counts[14], counts[15], counts[49]]).toEqual([20, 20, 20, 20]);
  expect(summariseScores([0, 0.29, 0.3, 1]).counts.every((n) => n === 0)).toBe(true);
});

describe("compareInput(reference, observed)", () => {
  const reference = summariseColumn({name: "x", kind: "number", values: Float32Array.from({length: 10_000}, (_, i) => i % 20)});
  const observe = (values: number[]) => ({...countCells((reference as NumberReference).knots, values), median: 10});
  const compare = (values: number[]) => finish(compareInput(reference, observe(values), {random: createRandom("x")}));

  it("holds the estimate in its interval, and repeats itself", () => {
    const values = Array.from({length: 600}, (_, i) => i % 19);
    const {index, gap} = compare(values);
    for (const interval of [index, gap!.size]) expect(interval.low <= interval.estimate && interval.estimate <= interval.high).toBe(true);
    expect(compare(values)).toEqual(compare(values));
  });

  it("sees a shift of the values, and missing ones where none were", () => {
    expect(compare(Array.from({length: 400}, (_, i) => i % 10)).pValue).toBeLessThan(1e-10);
    expect(compare(Array.from({length: 400}, (_, i) => (i % 20 === 0 ? NaN : i % 20))).pValue).toBeLessThan(1e-6);
    expect(compare(Array.from({length: 400}, (_, i) => i % 20)).pValue).toBe(1);
  });

  it("compares a column without any value", () => {
    const {gap, index, pValue} = compare(Array.from({length: 300}, () => NaN));
    expect({gap, isLarge: index.estimate > 1, isSure: pValue < 1e-10}).toEqual({gap: null, isLarge: true, isSure: true});
  });
});
