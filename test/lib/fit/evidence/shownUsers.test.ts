import type {PredictInput} from "../../../../lib/book/predict.js";
import fc from "fast-check";
import {expect, it} from "vitest";
import {averageRow} from "../../../../lib/fit/evidence/shownUsers.js";

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
