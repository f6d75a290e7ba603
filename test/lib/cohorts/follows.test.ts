import type {Cell} from "../../../lib/groups.js";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {addCells} from "../../../lib/groups.js";
import {isFine} from "../../../lib/cohorts/follows.js";
import {tellCells} from "../../../lib/cohorts/tellCells.js";
import {tellAbove} from "../../../lib/cohorts/tellAbove.js";

/** Cells of which many are of too few users, of one class or the other. */
const cell: fc.Arbitrary<Cell> = fc
  .tuple(
    fc.oneof(fc.constant(0), fc.integer({min: 0, max: 30}), fc.integer({min: 40, max: 200})),
    fc.double({min: 0, max: 0.6, noNaN: true})
  )
  .map(([n, share]) => ({n, churned: Math.round(n * share)}));

const tableOf = (rows: number, columns: number): fc.Arbitrary<Cell[][]> =>
  fc.array(fc.array(cell, {minLength: columns, maxLength: columns}), {minLength: rows, maxLength: rows});

/** Sums of rows and of columns, as other pages tell them, are enough. */
const isKnown = (table: Cell[][]): boolean =>
  table.every((row) => isFine(addCells(row))) && table[0].every((_, c) => isFine(addCells(table.map((row) => row[c]))));

/**
 * Every set of cells whose sum follows from the told sums, by linear algebra alone: its indicator lies in the space that these span.
 *
 * @param told sets of cells, by place
 */
function setsThatFollow(nCells: number, told: number[][]): number[][] {
  const basis: number[][] = [];
  const reduce = (vector: number[]): number[] => {
    const rest = [...vector];
    for (const own of basis) {
      const pivot = own.findIndex((d) => Math.abs(d) > 1e-9);
      const factor = rest[pivot] / own[pivot];
      if (factor !== 0) own.forEach((d, i) => (rest[i] -= factor * d));
    }
    return rest;
  };
  const isNothing = (vector: number[]): boolean => vector.every((d) => Math.abs(d) < 1e-9);
  const indicator = (set: number[]): number[] => Array.from({length: nCells}, (_, i) => Number(set.includes(i)));
  for (const set of told) {
    const rest = reduce(indicator(set));
    if (!isNothing(rest)) basis.push(rest);
  }
  const found: number[][] = [];
  for (let mask = 1; mask < 1 << nCells; ++mask) {
    const set = Array.from({length: nCells}, (_, i) => i).filter((i) => (mask >> i) & 1);
    if (isNothing(reduce(indicator(set)))) found.push(set);
  }
  return found;
}

/** Sums of too few users that follow: none. A cell of nobody is known to be one, and is left out of sums. */
function leaks(table: Cell[][], told: [number, number][][]): Cell[] {
  const nColumns = table[0].length;
  const all = table.flat();
  const places = [...all.keys()].filter((i) => all[i].n > 0);
  const sets = told.map((set) => set.map(([r, c]) => places.indexOf(r * nColumns + c)).filter((i) => i >= 0));
  return setsThatFollow(places.length, sets)
    .map((set) => addCells(set.map((i) => all[places[i]])))
    .filter((sum) => !isFine(sum));
}

const marginsOf = (table: Cell[][]): [number, number][][] => [
  ...table.map((row, r) => row.map((_, c): [number, number] => [r, c])),
  ...table[0].map((_, c) => table.map((_row, r): [number, number] => [r, c]))
];

describe("from all that is told of a table", () => {
  test("no sum of too few users follows: cells of two inputs beside the sums of rows and columns", () => {
    fc.assert(
      fc.property(tableOf(3, 3).filter(isKnown), (table) => {
        fc.pre(leaks(table, marginsOf(table)).length === 0); // else other pages tell it
        const told = tellCells(table);
        const shown = table.flatMap((row, r) => row.flatMap((_, c): [number, number][][] => (told[r][c] ? [[[r, c]]] : [])));
        expect(leaks(table, [...marginsOf(table), ...shown])).toEqual([]);
      }),
      {numRuns: 100, seed: 5}
    );
  });

  test("no sum of too few users follows: cohorts above lines beside all users above them", () => {
    fc.assert(
      fc.property(tableOf(3, 3).filter(isKnown), (table) => {
        fc.pre(leaks(table, marginsOf(table)).length === 0);
        const above = tellAbove(table);
        const shown = above.flatMap((lines, k) =>
          lines.flatMap((found, line): [number, number][][] =>
            found ? [Array.from({length: line + 1}, (_, m): [number, number] => [k, m])] : []
          )
        );
        expect(leaks(table, [...marginsOf(table), ...shown])).toEqual([]);
        above.forEach((lines, k) =>
          lines.forEach((found, line) =>
            expect(found ?? addCells(table[k].slice(0, line + 1))).toEqual(addCells(table[k].slice(0, line + 1)))
          )
        );
      }),
      {numRuns: 100, seed: 6}
    );
  });

  test("a row's only cell of too few takes three others with it, and no more", () => {
    const big = {n: 100, churned: 40};
    const few = {n: 12, churned: 5};
    expect(
      tellCells([
        [few, big, big],
        [big, {n: 90, churned: 40}, big],
        [big, big, big]
      ])
    ).toEqual([
      [false, false, true],
      [false, false, true],
      [true, true, true]
    ]);
  });

  test("a table of enough is told whole, and cohorts that hold nobody above a line say so", () => {
    const big = {n: 100, churned: 40};
    expect(
      tellCells([
        [big, big],
        [big, {n: 0, churned: 0}]
      ])
    ).toEqual([
      [true, true],
      [true, true]
    ]);
    expect(
      tellAbove([
        [big, big],
        [{n: 0, churned: 0}, big]
      ])
    ).toEqual([[big], [{n: 0, churned: 0}]]);
  });

  test("a cohort with few above a line keeps quiet there, and another one with it, until both have enough", () => {
    const big = {n: 100, churned: 40};
    const few = {n: 6, churned: 4};
    const found = tellAbove([
      [few, big, big],
      [big, big, big],
      [{n: 300, churned: 90}, big, big]
    ]);
    expect(found.map(([first]) => first)).toEqual([null, null, {n: 300, churned: 90}]);
    expect(found.map(([, second]) => second?.n)).toEqual([106, 200, 400]);
  });
});
