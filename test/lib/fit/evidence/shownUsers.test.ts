import type {PredictInput} from "../../../../lib/book/predict.js";
import fc from "fast-check";
import {expect, it} from "vitest";
import {createRandom} from "../../../../lib/random.js";
import {averageRow, choosePresets, randomRows, roundedRow, sampleUsers, withinEnds} from "../../../../lib/fit/evidence/shownUsers.js";

const hours: PredictInput = {
  name: "hours",
  title: "Hours",
  kind: "number",
  unit: null,
  meaning: "",
  group: "",
  fixed: false,
  step: 1,
  low: 0,
  high: 1,
  min: 0,
  max: 1,
  histogram: [],
  levels: []
};

it("says the average of a number so that the sum of one user fewer would say the same often enough, and near the mean", () => {
  const sizes = fc.integer({min: 300, max: 3000});
  const averageOf = (values: number[]): number =>
    averageRow({nRows: values.length, columns: [{name: "hours", kind: "number", values: Float32Array.from(values)}]}, [hours])
      .hours as number;
  let [same, asked] = [0, 0];
  fc.assert(
    fc.property(sizes, fc.double({min: 0.01, max: 1000, noNaN: true}), (n, scale) => {
      const values = Array.from({length: n}, (_, i) => scale * (((i * 7919) % n) / n));
      const [all, fewer] = [averageOf([...values, NaN]), averageOf(values.slice(1))];
      expect(Math.abs(all - values.reduce((sum, d) => sum + d, 0) / n)).toBeLessThan(scale / 50);
      same += Number(all === fewer);
      ++asked;
    })
  );
  expect(same).toBeGreaterThan(asked / 4);
});

it("lets a user whom others are like stand for a score, or where nobody near it is one, the nearest; each for one score", () => {
  const sizes = fc.integer({min: 500, max: 900});
  fc.assert(
    fc.property(sizes, fc.integer({min: 0, max: 4}), fc.double({min: 0.1, max: 0.9, noNaN: true}), (n, odd, baseRate) => {
      const scores = Float64Array.from({length: n}, (_, i) => ((i * 7919) % n) / n);
      const isUsual = (i: number): boolean => ((i * 7919) % n) % 5 === odd;
      const chosen = choosePresets(scores, baseRate, isUsual);
      expect(chosen.filter(({index}) => !isUsual(index))).toEqual([]);
      expect(new Set(chosen.map(({index}) => index)).size).toBe(4);
      const lowerOf = (name: string): number => chosen.find((d) => d.name === name)?.lower ?? NaN;
      expect(Math.abs(lowerOf("low") - 0.05)).toBeLessThan(0.03);
      expect(Math.abs(lowerOf("high") - 0.95)).toBeLessThan(0.03);
      expect(choosePresets(scores, baseRate, () => false)).toEqual(choosePresets(scores, baseRate, () => true));
    })
  );
});

it("shows no synthetic user beyond an end of a slider, wherever the ends lie and however the recipe rounded its own", () => {
  const steps = fc.constantFrom(1e-4, 1e-3, 0.01, 0.1, 1, 10);
  const ends = fc.record({
    from: fc.double({min: -2000, max: 2000, noNaN: true}),
    width: fc.double({min: 0.001, max: 5000, noNaN: true}),
    step: steps
  });
  const seen = {beyond: 0};
  fc.assert(
    fc.property(
      ends,
      fc.array(fc.double({min: -0.02, max: 1.02, noNaN: true}), {minLength: 1, maxLength: 30}),
      ({from, width, step}, places) => {
        const input = {...hours, step, min: Number(from.toPrecision(6)), max: Number((from + width).toPrecision(6))};
        fc.pre(Math.fround(input.min) + 1e-3 < Math.fround(input.max));
        const values = Float32Array.from([...places.map((place) => from + place * width), input.min, input.max]);
        const table = {nRows: values.length, columns: [{name: "hours", kind: "number" as const, values}]};
        const within = withinEnds(table, [input]);
        const {users} = sampleUsers(within, {n: 50, random: createRandom("users"), isSynthetic: true});
        const shown = [
          ...Array.from(values.keys(), (row) => roundedRow(within, row, [input]).hours),
          ...randomRows([input], 20, createRandom("rows")).map((row) => row.hours),
          ...users.columns.hours
        ];
        seen.beyond += values.filter((value) => value < input.min || value > input.max).length;
        for (const value of shown) {
          expect(value).toBeGreaterThanOrEqual(input.min);
          expect(value).toBeLessThanOrEqual(input.max);
        }
      }
    )
  );
  expect(seen.beyond).toBeGreaterThan(100);
});
