import type {CategoryColumn, Column, Table} from "../../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {findNearRepeats, knowLabels} from "../../../../lib/fit/protocol/repeats.js";
import {takeRows} from "../../../../lib/dataset/table.js";
import {dealFolds, takeGroups} from "../../../../lib/fit/protocol/folds.js";
import {createRandom, drawIndex, drawNormal} from "../../../../lib/random.js";

interface World {
  customers: number;
  /** rows of each */
  months: number;
  /** spread of a customer's numbers between months, where customers spread by 1 */
  noise?: number;
  /** numbers are whole, of so many values */
  values?: number;
  inputs?: number;
  seed?: number;
}

function drawPanel({customers, months, noise = 0.02, values, inputs = 6, seed = 1}: World): Table {
  const random = createRandom(seed);
  const n = customers * months;
  const cell = (value: number): number => (values ? Math.round(value * values) : value);
  const columns = Array.from({length: inputs}, (_, j): Column => {
    const own = Array.from({length: customers}, () => drawNormal(random));
    return {
      name: `x${j}`,
      kind: "number",
      values: Float32Array.from({length: n}, (_, i) => cell(own[i % customers] + noise * drawNormal(random)))
    };
  });
  const plan: Column = {
    name: "plan",
    kind: "category",
    levels: ["a", "b"],
    codes: Int32Array.from({length: n}, () => drawIndex(2, random))
  };
  return {nRows: n, columns: [...columns, plan]};
}

describe("findNearRepeats(table, seed)", () => {
  it("finds the months of customers, near or the same, and who they are", () => {
    for (const noise of [0, 0.02]) {
      const {share, groups} = findNearRepeats(drawPanel({customers: 100, months: 5, noise}), 1);
      expect(share).toBeGreaterThan(0.5);
      const owners = new Map<number, Set<number>>();
      for (const [row, code] of (groups as Int32Array).entries()) owners.set(code, (owners.get(code) ?? new Set()).add(row % 100));
      expect([...owners.values()].filter(({size}) => size > 1)).toEqual([]); // nobody shares a code with another
      expect(owners.size).toBeLessThanOrEqual(375); // more than half of 500 rows share theirs
    }
  });

  it("joins equal rows also where only a share is looked at, whatever the number of rows", () => {
    for (const customers of [1496, 1500]) {
      const table = drawPanel({customers, months: 2, noise: 0, inputs: 40});
      const {nLooked, groups} = findNearRepeats(table, 1);
      expect(nLooked).toBeLessThan(0.9 * table.nRows);
      const [codes, plan] = [groups as Int32Array, table.columns[40] as CategoryColumn];
      const equal = Array.from({length: customers}, (_, i) => i).filter((i) => plan.codes[i] === plan.codes[i + customers]);
      expect(equal.length).toBeGreaterThan(customers / 3);
      expect(equal.filter((i) => codes[i] !== codes[i + customers])).toEqual([]);
    }
  });

  it("knows whether a repeat is left outside of what it joined, where it looked at all rows", () => {
    const once = drawPanel({customers: 300, months: 1});
    const twice = takeRows(
      once,
      Int32Array.from({length: 600}, (_, i) => i % 300)
    ); // a file appended to itself
    expect(findNearRepeats(twice, 1).left).toBe(0);
    expect(findNearRepeats(drawPanel({customers: 100, months: 6}), 1).left).toBeGreaterThan(0.01);
    expect(findNearRepeats(twice, 1, 1).left).toBeNull();
    const {share, left} = findNearRepeats(once, 1);
    expect([share, left].every((d) => d !== null && d <= 0.01)).toBe(true);
  });

  it("leaves different customers alone, whatever their columns are like", () => {
    const worlds: World[] = [
      {customers: 600, months: 1},
      {customers: 600, months: 1, inputs: 2},
      {customers: 600, months: 1, values: 3},
      {customers: 600, months: 1, values: 1, inputs: 3},
      {customers: 150, months: 1, inputs: 12}
    ];
    for (const world of worlds) {
      for (const seed of [1, 2, 3]) expect(findNearRepeats(drawPanel({...world, seed}), 1).share).toBeLessThanOrEqual(0.01);
    }
  });
});

/** Months of a contract, a fee of two kinds in cents, and what was paid in all: the third follows from the others. */
function drawContracts(n: number): {table: Table; y: Uint8Array} {
  const random = createRandom(5);
  const months = Float32Array.from({length: n}, () => 1 + drawIndex(72, random));
  const fees = Float32Array.from({length: n}, () => Math.round(100 * ((random() < 0.5 ? 40 : 70) + 4 * drawNormal(random))) / 100);
  const columns = [
    {name: "months", kind: "number" as const, values: months},
    {name: "fee", kind: "number" as const, values: fees},
    {name: "paid", kind: "number" as const, values: months.map((d, i) => Math.fround(d * fees[i]))}
  ];
  return {table: {nRows: n, columns}, y: Uint8Array.from(months, (d) => Number(random() < 0.5 - d / 180))};
}

describe("knowLabels(twins, y)", () => {
  it("tells the rows of one customer, whose label is one, from customers that look the same", () => {
    const {table, y} = drawContracts(4000);
    const {share, twins} = findNearRepeats(table, 1);
    expect(share).toBeGreaterThan(0.01);
    expect(knowLabels(twins, y)).toBe(false);

    const all = Int32Array.from({length: 8000}, (_, i) => i % 4000); // a file appended to itself
    const twice = findNearRepeats(takeRows(table, all), 1);
    expect(twice.share).toBeGreaterThan(0.9);
    expect(
      knowLabels(
        twice.twins,
        Uint8Array.from(all, (i) => y[i])
      )
    ).toBe(true);
  });

  it("needs labels that go by customer, and more than a few of them", () => {
    const random = createRandom(2);
    const {twins} = findNearRepeats(drawPanel({customers: 100, months: 5}), 1);
    const byCustomer = Array.from({length: 100}, () => Number(random() < 0.3));
    expect(
      knowLabels(
        twins,
        Array.from({length: 500}, (_, i) => byCustomer[i % 100])
      )
    ).toBe(true);
    expect(
      knowLabels(
        twins,
        Array.from({length: 500}, () => Number(random() < 0.3))
      )
    ).toBe(false);
    expect(
      knowLabels(
        twins.slice(0, 3),
        Array.from({length: 500}, (_, i) => byCustomer[i % 100])
      )
    ).toBe(false);
    expect(knowLabels([], [])).toBe(false);
  });
});

describe("folds and shares by group", () => {
  const groups = Int32Array.from({length: 600}, (_, i) => i % 60);
  const y = Uint8Array.from({length: 600}, (_, i) => Number((i % 60) % 7 === 0));

  it("keep groups whole and spread the churned evenly", () => {
    const folds = dealFolds(y, groups, {k: 5, random: createRandom(1)});
    for (let i = 0; i < 600; ++i) expect(folds[i]).toBe(folds[groups[i]]);
    const churned = [0, 1, 2, 3, 4].map((fold) => y.filter((label, i) => label === 1 && folds[i] === fold).length);
    expect(Math.max(...churned) - Math.min(...churned)).toBeLessThanOrEqual(10); // one group
    expect(() =>
      dealFolds(
        y,
        groups.map((group) => Number(group % 7 === 0)),
        {k: 5, random: createRandom(1)}
      )
    ).toThrow("at least 5 groups");
  });

  it("take whole groups, the smaller share within the larger, with both classes", () => {
    const small = takeGroups(groups, y, {share: 0.05, name: [1]});
    const large = new Set(takeGroups(groups, y, {share: 0.4, name: [1]}));
    expect([...small].every((row) => large.has(row))).toBe(true);
    expect(new Set(Array.from(small, (row) => y[row])).size).toBe(2);
    expect(Math.abs(large.size - 240)).toBeLessThanOrEqual(20);
  });
});
