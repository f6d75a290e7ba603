import type {CategoryColumn, NumberColumn, Table} from "../../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {knowLabels, findNearRepeats} from "../../../../lib/fit/protocol/repeats.js";
import {findSharedCells} from "../../../../lib/fit/protocol/sharedCells.js";
import {createRandom, drawIndex, drawNormal} from "../../../../lib/random.js";

interface World {
  customers: number;
  /** rows of each, in turns */
  months: readonly number[];
  /** how often a customer is on another plan than usual */
  moves?: number;
  seed?: number;
}

/** Customers whose age, income, day of joining and region stay, whose plan mostly does, and whose use is drawn anew each month. */
function drawPanel({customers, months, moves = 0, seed = 1}: World): {table: Table; owner: Int32Array} {
  const random = createRandom(seed);
  const owner = Int32Array.from(Array.from({length: customers}, (_, i) => Array<number>(months[i % months.length]).fill(i)).flat());
  const ofCustomer = (draw: () => number): Float32Array => {
    const own = Float32Array.from({length: customers}, draw);
    return Float32Array.from(owner, (i) => own[i]);
  };
  const number = (name: string, values: Float32Array): NumberColumn => ({name, kind: "number", values});
  const level = (name: string, codes: Float32Array): CategoryColumn => ({
    name,
    kind: "category",
    levels: ["a", "b", "c", "d"],
    codes: Int32Array.from(codes)
  });
  const plan = ofCustomer(() => drawIndex(4, random)).map((code) => (random() < moves ? (code + 1) % 4 : code));
  const anew = (): Float32Array => Float32Array.from(owner, () => drawNormal(random));
  const columns = [
    number(
      "age",
      ofCustomer(() => 18 + drawIndex(60, random))
    ),
    number(
      "income",
      ofCustomer(() => Math.round(1e5 * random()))
    ),
    number(
      "joined",
      ofCustomer(() => drawIndex(2000, random))
    ),
    level(
      "region",
      ofCustomer(() => drawIndex(4, random))
    ),
    level("plan", plan),
    level("country", new Float32Array(owner.length)),
    ...["use", "calls", "spend"].map((name) => number(name, anew()))
  ];
  return {table: {nRows: owner.length, columns}, owner};
}

describe("findSharedCells(table, seed)", () => {
  it("finds the months of customers of whom some columns stay and others are drawn anew, where nearness in all of them finds none", () => {
    const {table, owner} = drawPanel({customers: 150, months: [2, 3, 5, 8, 12]});
    expect(findNearRepeats(table, 1).share).toBeLessThan(0.02);
    const {share, groups, left, columns, twins} = findSharedCells(table, 1);
    expect(columns).toEqual(["age", "income", "joined", "region", "plan"]); // the country is everybody's
    expect(share).toBe(1);
    expect(left).toBe(0);
    const ofGroup = new Map([...(groups as Int32Array)].map((code, row) => [code, owner[row]]));
    expect(ofGroup.size).toBe(150);
    expect(table.nRows).toBe([...owner].filter((customer, row) => ofGroup.get((groups as Int32Array)[row]) === customer).length);

    const random = createRandom(3);
    const ofCustomer = Array.from({length: 150}, () => Number(random() < 0.3));
    const [byCustomer, byMonth] = [Array.from(owner, (i) => ofCustomer[i]), Array.from(owner, () => Number(random() < 0.3))];
    expect([knowLabels(twins, byCustomer), knowLabels(twins, byMonth)]).toEqual([true, false]);
  });

  it("goes by what stays, not by what changes now and then, which would part a customer's months", () => {
    const {table, owner} = drawPanel({customers: 150, months: [6], moves: 0.2});
    const {columns, groups} = findSharedCells(table, 1);
    expect(columns).toEqual(["age", "income", "joined", "region"]);
    expect(new Set(groups).size).toBe(new Set(owner).size);
  });

  it("finds customers of very many months", () => {
    const {table, owner} = drawPanel({customers: 60, months: [50]});
    const {share, twins} = findSharedCells(table, 1);
    expect(share).toBe(1);
    expect(twins.filter(({row, twin, stranger}) => owner[row] !== owner[twin] || owner[row] === owner[stranger])).toEqual([]);
  });

  it("leaves different customers alone", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const {table} = drawPanel({customers: 800, months: [1], seed});
      expect(findSharedCells(table, seed).share).toBeLessThanOrEqual(0.01);
    }
    const {table} = drawPanel({customers: 79, months: [1]});
    expect(findSharedCells(table, 1).nLooked).toBe(0); // too few to tell
  });
});
