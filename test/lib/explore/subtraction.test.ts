import type {Cell} from "../../../lib/groups.js";
import type {VariableSummary} from "../../../lib/book/eda.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bandRows, edgesOf} from "../../../lib/explore/bandRows.js";
import {countBins, isTold, MIN_GROUP} from "../../../lib/groups.js";
import {codeRows} from "../../../lib/statistics/bins.js";
import {tellColumn} from "../../../lib/statistics/tell.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {exploreTable} from "../../../lib/explore/exploreTable.js";
import {exampleDefinition} from "../dataset/exampleDefinition.js";

/** Columns whose quantiles fall near, on and far from round numbers. */
const shapes: Record<string, (random: () => number) => number> = {
  cents: (random) => Math.round(100 * (45 + 14 * drawNormal(random))) / 100,
  years: (random) => Math.round(45 + 14 * drawNormal(random)),
  few: (random) => Math.floor(7 * random() ** 2),
  longTail: (random) => Math.exp(1.5 * drawNormal(random)),
  mostlyZero: (random) => (random() < 0.6 ? 0 : Math.round(100 * random()))
};

function explore({n, rate, seed, holes = 0}: {n: number; rate: number; seed: number; holes?: number}): ReturnType<typeof exploreTable> {
  const random = createRandom(seed);
  const names = Object.keys(shapes);
  const columns = names.map((name) => ({
    name,
    kind: "number" as const,
    values: Float32Array.from({length: n}, () => (name !== "few" && random() < holes ? NaN : shapes[name](random)))
  }));
  const labels = Int8Array.from({length: n}, () => Number(random() < rate));
  const inputs = names.map((name) => ({
    name,
    title: name,
    kind: "number" as const,
    meaning: "",
    group: "use",
    timing: "unknown" as const
  }));
  return exploreTable({table: {nRows: n, columns}, labels, groups: null}, exampleDefinition({inputs, constraints: [], checks: []}));
}

/** How many are below each edge that a variable is cut at. */
function countBelow({histogram, rates}: VariableSummary): Cell[] {
  const running = (cells: readonly Cell[]): Cell[] => cells.map((_, i) => sumCells(cells.slice(0, i)));
  return [...running(histogram.map(({churned, retained}) => ({n: churned + retained, churned}))), ...running(rates)];
}

const sumCells = (cells: readonly Cell[]): Cell => ({
  n: cells.reduce((sum, d) => sum + d.n, 0),
  churned: cells.reduce((sum, d) => sum + d.churned, 0)
});

describe("what a reader subtracts", () => {
  it.each([
    {n: 600, rate: 0.2},
    {n: 1000, rate: 0.35},
    {n: 4000, rate: 0.03},
    {n: 5000, rate: 0.5}
  ])("of the bands and the histogram of $n users, $rate churned, is nobody or enough of either class", ({n, rate}) => {
    let compared = 0;
    for (let seed = 1; seed <= 4; ++seed) {
      for (const variable of explore({n, rate, seed}).variables) {
        const below = countBelow(variable);
        const differences = below.flatMap((a) => below.map((b) => ({n: a.n - b.n, churned: a.churned - b.churned}))).filter((d) => d.n > 0);
        expect([variable.input, differences.filter((d) => d.churned < MIN_GROUP || d.n - d.churned < MIN_GROUP)]).toEqual([
          variable.input,
          []
        ]);
        expect(sumCells(variable.rates).n).toBe(n);
        compared += variable.rates.length;
      }
    }
    expect(compared).toBeGreaterThan(4 * 5);
  });

  it("of a difference between halves is nobody beside the bands: it is one of what the bands hold, whatever is held", () => {
    let compared = 0;
    for (const seed of [1, 2, 3]) {
      const {variables, holdConstant} = explore({n: 1500, rate: 0.3, seed});
      for (const {input, rates} of variables) {
        const differences = rates.slice(1).map((_, i) => {
          const [low, high] = [sumCells(rates.slice(0, i + 1)), sumCells(rates.slice(i + 1))];
          return high.churned / high.n - low.churned / low.n;
        });
        const raws = holdConstant.filter(({variable}) => variable === input).map(({raw}) => raw);
        for (const {estimate, low, high} of raws) {
          const digits = Math.max(0, 1 - Math.floor(Math.log10((high - low) / 2)));
          expect(differences.map((d) => Number(d.toFixed(digits)))).toContain(Number(estimate.toFixed(10)));
        }
        expect(new Set(raws.map((d) => JSON.stringify(d))).size).toBeLessThanOrEqual(1);
        compared += raws.length;
      }
    }
    expect(compared).toBeGreaterThan(30);
  });

  it("of the missing, whom all less the bands and levels are, is nobody or enough of either class", () => {
    let nFilled = 0;
    for (const seed of [1, 2, 3, 4]) {
      const {variables, missingLabels} = explore({n: 1500, rate: 0.08, seed, holes: 0.06 * seed});
      const all = {n: 1500, churned: sumCells(variables.find(({input}) => input === "few")!.rates).churned}; // who all have a value
      for (const {input, rates, n} of variables) {
        const told = sumCells(rates);
        const missing = {n: all.n - told.n, churned: all.churned - told.churned};
        expect(n).toBe(all.n);
        expect([input, missing, missing.n === 0 || Math.min(missing.churned, missing.n - missing.churned) >= MIN_GROUP]).toContain(true);
        nFilled += Number(missing.n === 0 && input !== "few");
      }
      expect(missingLabels).toEqual({byCategory: [], byNumber: []});
    }
    expect(nFilled).toBeGreaterThan(0);
    expect(nFilled).toBeLessThan(4 * 4);
  });

  it("of halves within bands knows their numbers to the nearest 20 only", () => {
    const holdConstant = [1, 2, 3, 4, 5, 6].flatMap((seed) => explore({n: 2000, rate: 0.1, seed}).holdConstant);
    const halves = holdConstant.flatMap(({strata}) => strata.flatMap(({lowHalf, highHalf}) => [lowHalf, highHalf]));
    expect(halves.length).toBeGreaterThan(50);
    expect(halves.filter(({n}) => n % MIN_GROUP !== 0 || n === 0)).toEqual([]);
    expect(halves.filter(({n, churned, rate}) => rate !== churned / n || Math.min(churned, n - churned) < MIN_GROUP)).toEqual([]);
  });
});

describe("edgesOf(bands)", () => {
  it("cuts a number into cells of enough of either class, on whatever grid its values lie", () => {
    let cut = 0;
    const worlds = fc.record({
      seed: fc.nat(1e6),
      n: fc.constantFrom(400, 3000),
      rate: fc.constantFrom(0.02, 0.1, 0.4),
      step: fc.constantFrom(0.1, 0.2, 0.3, 0.7, 1, 0.001),
      middle: fc.constantFrom(0, -3, 44.4)
    });
    fc.assert(
      fc.property(worlds, ({seed, n, rate, step, middle}) => {
        const random = createRandom(`edges ${seed}`);
        const values = Float32Array.from({length: n}, () => middle + step * Math.round(10 * drawNormal(random)));
        const y = Uint8Array.from({length: n}, () => Number(random() < rate));
        const edges = edgesOf(bandRows({}, {name: "x", kind: "number", values}, {y, groups: null}));
        const cells = countBins(codeRows(tellColumn(values), edges), y, edges.length);
        cut += cells.length - 1;
        if (cells.length > 1) expect(cells.filter((cell) => !isTold(cell))).toEqual([]);
      }),
      {numRuns: 60, seed: 7}
    );
    expect(cut).toBeGreaterThan(200);
  });
});
