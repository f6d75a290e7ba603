import type {PairVariable} from "../../../lib/explain/tracePairs.js";
import type {AdditiveModel} from "../../../lib/model/model.js";
import type {Column} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {findStrongestPair} from "../../../lib/explain/traceShapes.js";
import {tracePairs} from "../../../lib/explain/tracePairs.js";
import {bandRows} from "../../../lib/explore/bandRows.js";
import {additive} from "../../../lib/fit/learners/additive.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {withPairs} from "../../support/pairs.js";
import {findSmallNumbers} from "../../support/smallNumbers.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {table, y} = mixedUsers(3000, 5);
const plain = additive.fit({table, y}, {}, {random: createRandom(1)}) as AdditiveModel;
const model = {...withPairs(plain, table), calibration: {intercept: -0.3, slope: 0.7}};
const toVariable = (column: Column): PairVariable => ({
  input: column.name,
  title: column.name.toUpperCase(),
  unit: null,
  kind: column.kind,
  rates: bandRows({}, column, {y, groups: null}).rates
});
const variables = table.columns.map(toVariable);
const maps = tracePairs({name: "additive", model, table}, variables);

describe("tracePairs(context, variables)", () => {
  it("has one map for every two inputs, whatever levels a category has", () => {
    expect(maps.map(({axes}) => axes.map((d) => d.input)).toSorted()).toEqual([
      ["x0", "x1"],
      ["x2", "plan"]
    ]);
    expect(maps[0].size).toBeGreaterThanOrEqual(maps[1].size);
    expect(tracePairs({name: "additive", model: plain, table}, variables)).toEqual([]);
  });

  it("says by how much the pair moves the scores of the users in a cell, and nothing of too few", () => {
    const scores = createScorer(model).scoreTable(table);
    for (const {axes, cells} of maps) {
      const isIn = axes.map(({input, bands}, side) => {
        const column = table.columns.find((d) => d.name === input)!;
        if (column.kind === "category") return (i: number, k: number) => column.levels[column.codes[i]] === bands[k].label;
        const isFirst = (k: number): boolean => k === 0;
        const isLast = (k: number): boolean => k === axes[side].bands.length - 1;
        return (i: number, k: number) =>
          (isFirst(k) ? !Number.isNaN(column.values[i]) : column.values[i] >= bands[k].from) &&
          (isLast(k) || column.values[i] < bands[k].to);
      });
      const names = axes.map(({input}) => input);
      const others = model.pairs!.filter(({columns}) => !columns.every((j) => names.includes(model.encoding[j].input)));
      const without = createScorer({...model, pairs: others}).scoreTable(table);
      let nTold = 0;
      for (const [k, row] of cells.entries()) {
        for (const [l, {n, points}] of row.entries()) {
          const users = [...scores.keys()].filter((i) => isIn[0](i, k) && isIn[1](i, l));
          if (users.length < MIN_GROUP) {
            expect({n, points}).toEqual({n: users.length === 0 ? 0 : "fewer than 20", points: null});
            continue;
          }
          ++nTold;
          expect([Number(n) % MIN_GROUP, Math.abs(Number(n) - users.length) <= MIN_GROUP / 2]).toEqual([0, true]);
          const mean = users.reduce((sum, i) => sum + scores[i] - without[i], 0) / users.length;
          expect(Math.abs(points! - mean)).toBeLessThanOrEqual(0.006 * Math.abs(mean));
        }
      }
      expect(nTold).toBeGreaterThan(5);
    }
    expect(findSmallNumbers("shapes.json", {pairs: maps})).toEqual([]);
  });

  it("says nothing of a cell of few customers, however many rows they have", () => {
    const groups = Int32Array.from({length: table.nRows}, (_, i) => i % (MIN_GROUP - 1));
    const cells = tracePairs({name: "additive", model, table, groups}, variables).flatMap((map) => map.cells.flat());
    expect(new Set(cells.map(({n, points}) => (n === 0 ? "fewer than 20" : n) + String(points)))).toEqual(new Set(["fewer than 20null"]));
  });

  it("joins bands until cells hold enough, and maps no input that has but one", () => {
    const few = {
      nRows: 400,
      columns: table.columns.map((d) =>
        d.kind === "number" ? {...d, values: d.values.slice(0, 400)} : {...d, codes: d.codes.slice(0, 400)}
      )
    };
    const [{axes}] = tracePairs({name: "additive", model, table: few}, variables).filter((d) => d.axes[0].input === "x0");
    expect(axes.map(({bands}) => bands.length)).toEqual([3, 3]);
    const one = variables.map((d) => (d.input === "x0" ? {...d, rates: d.rates.slice(0, 1)} : d));
    expect(tracePairs({name: "additive", model, table}, one).map((d) => d.axes[0].input)).toEqual(["x2"]);
  });

  it("draws the largest levels, and the pooled ones as one", () => {
    const levels = [..."abcdefghijk", "rare", "scarce"];
    const codes = Int32Array.from({length: table.nRows}, (_, i) => (i % 150 === 0 ? 11 : i % 170 === 3 ? 12 : i % 11));
    const wide = {...table, columns: [...table.columns.slice(0, 5), {name: "plan", kind: "category" as const, levels, codes}]};
    const wideModel = withPairs(additive.fit({table: wide, y}, {}, {random: createRandom(1)}) as AdditiveModel, wide);
    const {axes, cells} = tracePairs({name: "additive", model: wideModel, table: wide}, wide.columns.map(toVariable)).find(
      (d) => d.axes[1].input === "plan"
    )!;
    const rates = bandRows({}, wide.columns[5], {y, groups: null}).rates;
    const largest = rates.toSorted((a, b) => b.n - a.n).slice(0, 8);
    expect(axes[1].bands.map((d) => d.label)).toEqual(rates.filter((d) => largest.includes(d)).map((d) => d.label));
    expect(cells[0]).toHaveLength(8);
  });
});

it("findStrongestPair(context, shapes) looks at the pairs that a model has, however flat their curves are", () => {
  const flat = variables.map((d, j) => ({
    ...d,
    rates: [...d.rates],
    histogram: [],
    together: null,
    curves: [
      {
        model: "additive",
        method: "dependence" as const,
        points: [
          {x: 0, p: 0.2},
          {x: 1, p: d.input === "x0" || d.input === "x1" ? 0.2 : 0.3 + j / 100}
        ]
      }
    ]
  }));
  const numbers = {...model, pairs: model.pairs!.slice(0, 1)};
  const pair = findStrongestPair({name: "additive", model: numbers, table}, flat)!;
  expect(pair.titles).toEqual(["X0", "X1"]);
  expect(pair.share).toBeGreaterThan(0.01);
});
