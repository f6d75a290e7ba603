import {describe, expect, test} from "vitest";
import {binColumns, histogramLength} from "../../../../lib/fit/boosting/bins.js";
import {findSplit} from "../../../../lib/fit/boosting/findSplit.js";
import {buildHistogram, choosePacking, packGradients} from "../../../../lib/fit/boosting/histogram.js";
import {createLeftCounter} from "../../../../lib/fit/boosting/stretch.js";
import {putOnGrid} from "../../../../lib/fit/grid.js";
import {createRandom} from "../../../../lib/random.js";

const RULES = {l2: 1, minWeight: 0.5, minGain: 1e-9};

/** A node of all rows, some of whose values are missing, scores far apart: many light sides. */
function drawNode(seed: string, {nRows, minUsers, direction}: {nRows: number; minUsers: number; direction: number}) {
  const random = createRandom(seed);
  const columns = Array.from({length: 3}, (_, j) => Float32Array.from({length: nRows}, () => (j > 0 && random() < 0.1 ? NaN : random())));
  const y = Uint8Array.from({length: nRows}, (_, i) => Number(random() < columns[0][i] / 2));
  const binned = binColumns(columns.map(putOnGrid), nRows, {maxBins: 16});
  const rows = Int32Array.from(y.keys());
  const packing = choosePacking(nRows);
  const packed = new Float64Array(nRows);
  const odds = Float64Array.from(y, () => Math.exp(6 * random()));
  const p = odds.map((d) => 1 / (1 + d));
  packGradients(packing, {rows, odds, y, packed, hashes: null, tree: 1});
  const histogram = new Float64Array(histogramLength(binned));
  buildHistogram(binned, {rows, start: 0, end: nRows, packed}, histogram);
  const rules = {...RULES, minUsers, direction: Int8Array.of(direction, 0, 0), isBounded: direction !== 0};
  const search = {binned, packing, rules, columns: Int32Array.of(0, 1, 2), doubts: new Float64Array(6)};
  const bounds = {low: -Infinity, high: Infinity};
  const countLeft = createLeftCounter(binned, {rows, start: 0, end: nRows});
  const total = packed.reduce((sum, value) => sum + value, 0);
  return {binned, p, y, rules, split: findSplit(search, {histogram, total, bounds, nRows, countLeft})};
}

/** The same by going through every split, row by row. */
function searchRowByRow({binned, p, y, rules}: Omit<ReturnType<typeof drawNode>, "split">) {
  const {columns, missingBin, hasMissing} = binned;
  const sumOf = (rows: number[]) => ({
    g: rows.reduce((sum, i) => sum + p[i] - y[i], 0),
    h: rows.reduce((sum, i) => sum + p[i] * (1 - p[i]), 0)
  });
  const scoreOf = ({g, h}: {g: number; h: number}): number => (g * g) / (h + rules.l2);
  const all = [...y.keys()];
  let best = {gain: 0, column: -1, bin: -1, missingLeft: false};
  for (const [column, bins] of columns.entries())
    for (const missingLeft of hasMissing[column] ? [false, true] : [false])
      for (let bin = 0; bin < missingBin; ++bin) {
        const isLeft = (i: number): boolean => (bins[i] === missingBin ? missingLeft : bins[i] <= bin);
        const sides = [all.filter(isLeft), all.filter((i) => !isLeft(i))];
        if (sides.some((side) => side.length < rules.minUsers)) continue;
        const [left, right] = sides.map(sumOf);
        if (left.h < rules.minWeight || right.h < rules.minWeight) continue;
        if ((-right.g / (right.h + rules.l2) + left.g / (left.h + rules.l2)) * rules.direction[column] < 0) continue;
        const gain = scoreOf(left) + scoreOf(right) - scoreOf(sumOf(all));
        if (gain > best.gain) best = {gain, column, bin, missingLeft};
      }
  return best;
}

describe("findSplit(search, node)", () => {
  test.each([
    ...[20, 5, 60].map((minUsers) => ({nRows: 200, minUsers, direction: 0})),
    ...[20, 5].map((minUsers) => ({nRows: 200, minUsers, direction: -1})),
    {nRows: 1000, minUsers: 20, direction: 0}
  ])("finds the best split whose sides hold enough rows, light ones too: %o", (options) => {
    for (let seed = 0; seed < 40; ++seed) {
      const {split, ...node} = drawNode(`split ${seed}`, options);
      const expected = searchRowByRow(node);
      if (expected.column < 0) {
        expect(split).toBeNull();
        continue;
      }
      expect(split?.gain).toBeCloseTo(expected.gain, 2);
      const {column, bin, missingLeft} = expected;
      expect(split).toMatchObject({column, bin, missingLeft});
    }
  });

  test("finds none in a node that is too small to be split", () => {
    expect(drawNode("few", {nRows: 39, minUsers: 20, direction: 0}).split).toBeNull();
  });
});
