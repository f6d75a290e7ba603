import type {LabelledUsers} from "../../../lib/groups.js";
import type {Column} from "../../../lib/dataset/table.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bandRows, edgesOf} from "../../../lib/explore/bandRows.js";
import {findRelatedPairs} from "../../../lib/told/relatedInputs.js";
import {findToldEdges} from "../../../lib/explore/toldEdges.js";
import {isGroup} from "../../../lib/metrics/isGroup.js";
import {createRandom, drawIndex, drawNormal} from "../../../lib/random.js";
import {codeRows} from "../../../lib/statistics/bins.js";
import {tellColumn} from "../../../lib/statistics/tell.js";

interface World {
  seed: number;
  n: number;
  share: number;
  /** of the users, whose level is another than their number says */
  stray: number;
  holes: number;
}

const number = (name: string, values: ArrayLike<number>): Column => ({name, kind: "number", values: Float32Array.from(values)});

function category(name: string, texts: readonly (string | null)[]): Column {
  const levels = [...new Set(texts)].filter((d) => d !== null).sort();
  return {name, kind: "category", levels, codes: Int32Array.from(texts, (d) => (d === null ? -1 : levels.indexOf(d)))};
}

/** Customers with an age and its group, months and their band, a fee and the plan that begins there, a city, its region and zone, a month and its season. */
function drawCustomers({seed, n, share, stray, holes}: World): {columns: Column[]; y: Uint8Array} {
  const random = createRandom(`nested ${seed}`);
  const make = <T>(of: (i: number) => T): T[] => Array.from({length: n}, (_, i) => of(i));
  const strayed = (value: number, step: number): number => (random() < stray ? value + step * (random() < 0.5 ? -1 : 1) : value);
  const age = make(() => Math.round(Math.min(90, Math.max(18, 42 + 14 * drawNormal(random)))));
  const months = make(() => -30 * Math.log(1 - random()));
  const fee = make(() => Math.round(100 * (5 + 95 * random() ** 2)) / 100);
  const city = make(() => drawIndex(Math.ceil(40 * random() ** 2), random));
  const month = make(() => 1 + drawIndex(12, random));
  const groups = make((i) => `${Math.floor(strayed(age[i], 10) / 10)}0s`);
  const columns = [
    number("age", age),
    category(
      "age group",
      groups.map((d) => (random() < holes ? null : d))
    ),
    number("months", months),
    category(
      "band",
      make((i) => ["new", "first year", "second year", "old"][[1, 12, 24].filter((d) => strayed(months[i], 6) >= d).length])
    ),
    number("fee", fee),
    category(
      "plan",
      make((i) => (strayed(fee[i], 20) < 49.5 ? "basic" : random() < 0.5 ? "plus" : "family"))
    ),
    category(
      "city",
      city.map((d) => `city ${d}`)
    ),
    category(
      "region",
      city.map((d) => `region ${Math.floor(strayed(d, 4) / 4)}`)
    ),
    number(
      "zone",
      city.map((d) => Math.floor(strayed(d, 4) / 10))
    ),
    number("month", month),
    category(
      "season",
      month.map((d) => ["winter", "spring", "summer", "autumn"][Math.floor((d % 12) / 3)])
    )
  ];
  return {columns, y: Uint8Array.from({length: n}, (_, i) => Number(random() < share * (age[i] > 40 ? 1.3 : 0.7)))};
}

/** By user the cell, and whether neighbours are told together as well. */
interface Cells {
  codes: Int32Array;
  n: number;
  isOrdered: boolean;
}

function cellsOf(column: Column, users: LabelledUsers, edges: ReadonlySet<number> | null): Cells {
  const banded = bandRows({}, column, {...users, edges});
  const codes = column.kind === "number" ? codeRows(tellColumn(column.values), edgesOf(banded)) : banded.codes;
  return {
    codes: codes.map((code) => code + 1),
    n: codes.reduce((most, code) => Math.max(most, code + 2), 0),
    isOrdered: column.kind === "number"
  };
}

/**
 * Of every sum of cells of the one, what is left of the cells of the other that it touches, and of the sum beyond the cells within it, where that
 * is too few; as "n of whom churned".
 */
function fewLeft(a: Cells, b: Cells, y: Uint8Array): string[] {
  const joint = Array.from({length: a.n}, () => Array.from({length: b.n}, () => ({n: 0, churned: 0})));
  y.forEach((label, i) => {
    joint[a.codes[i]][b.codes[i]].n += 1;
    joint[a.codes[i]][b.codes[i]].churned += label;
  });
  const add = (cells: {n: number; churned: number}[]): {n: number; churned: number} =>
    cells.reduce((sum, d) => ({n: sum.n + d.n, churned: sum.churned + d.churned}), {n: 0, churned: 0});
  const all = joint.map((_, from) => joint.slice(from).map((_row, i) => [from, from + i + 1] as const));
  return all
    .flatMap((own) => (a.isOrdered ? own : own.slice(0, 1)))
    .flatMap(([from, to]) => {
      const sides = Array.from({length: b.n}, (_, k) => {
        const column = joint.map((row) => row[k]);
        return [add(column.slice(from, to)), add([...column.slice(0, from), ...column.slice(to)])];
      }).filter((own) => own.every(({n}) => n > 0));
      return [add(sides.map(([inside]) => inside)), add(sides.map(([, beyond]) => beyond))]
        .filter((left) => left.n > 0 && !isGroup(left))
        .map(({n, churned}) => `${n}, ${churned}`);
    });
}

/** All of it, of every two columns of which one is a category. */
function attack({columns, y}: {columns: readonly Column[]; y: Uint8Array}, told: readonly (ReadonlySet<number> | null)[]): string[] {
  const cut = columns.map((column, k) => cellsOf(column, {y, groups: null}, told[k]));
  return columns.flatMap((a, i) =>
    columns.flatMap((b, j) =>
      i === j || (a.kind === "number" && b.kind === "number")
        ? []
        : fewLeft(cut[i], cut[j], y).map((few) => `${a.name} beside ${b.name}: ${few}`)
    )
  );
}

describe("findToldEdges(columns, users), where cells of one input are nearly cells of another", () => {
  it("leaves nobody or enough between sums of the one and sums of the other", () => {
    let before = 0;
    const worlds = fc.record({
      seed: fc.nat(1e6),
      n: fc.constantFrom(600, 1500, 2500),
      share: fc.constantFrom(0.15, 0.3, 0.5),
      stray: fc.constantFrom(0, 0.002, 0.02),
      holes: fc.constantFrom(0, 0.1)
    });
    fc.assert(
      fc.property(worlds, (world) => {
        const drawn = drawCustomers(world);
        const told = findToldEdges(drawn.columns, {y: drawn.y, groups: null});
        before += attack(
          drawn,
          drawn.columns.map(() => null)
        ).length;
        expect(attack(drawn, told)).toEqual([]);
      }),
      {numRuns: 6, seed: 5}
    );
    expect(before).toBeGreaterThan(10);
  });

  it("finds on a sample of many users which inputs these are, and no others", () => {
    const {columns} = drawCustomers({seed: 1, n: 20_000, share: 0.3, stray: 0.002, holes: 0.1});
    const pairs = findRelatedPairs(columns).nested.map((pair) => pair.map((k) => columns[k].name).join(", "));
    expect(pairs).toEqual(["age, age group", "months, band", "fee, plan", "city, region", "city, zone", "region, zone", "month, season"]);
  });

  it("tells the coarser in all of its cells, and leaves inputs alone that have nothing to do with each other", () => {
    const {columns, y} = drawCustomers({seed: 3, n: 3000, share: 0.3, stray: 0.02, holes: 0});
    const told = findToldEdges(columns, {y, groups: null});
    const kept = (name: string): number | null => told[columns.findIndex((d) => d.name === name)]?.size ?? null;
    expect(["age group", "band", "plan", "season"].map(kept)).toEqual([null, null, null, null]);
    const [alone, beside] = [[columns[0]], [columns[0], columns[5]]].map((own) => findToldEdges(own, {y, groups: null}));
    expect([...alone, ...beside]).toEqual([null, null, null]);
  });

  it("pools levels of a category that refines another until nobody is left of that, or enough", () => {
    const [small, large] = [12, 200];
    const cities = [...Array.from({length: 5}, () => large), small, large, large, small].flatMap((n, city) =>
      Array.from({length: n}, () => city)
    );
    const columns = [
      category(
        "region",
        cities.map((d) => (d < 6 ? "south" : "north"))
      ),
      category(
        "city",
        cities.map((d) => `city ${d}`)
      )
    ];
    const y = Uint8Array.from(cities, (_, i) => i % 2);
    const before = attack(
      {columns, y},
      columns.map(() => null)
    );
    expect(before.some((few) => few.includes("beside"))).toBe(true);
    const told = findToldEdges(columns, {y, groups: null});
    expect(told[0]).toBe(null);
    expect(told[1]?.size).toBeGreaterThan(3);
    expect(attack({columns, y}, told)).toEqual([]);
  });

  it("counts customers where rows repeat them", () => {
    const months = Array.from({length: 4000}, (_, i) => i % 80);
    const band = months.map((d) => (d <= 36 ? "new" : "old"));
    const y = Uint8Array.from(months, (_, i) => Number(i % 7 < 3));
    const customers = Int32Array.from(months, (d, i) => (d === 36 || d === 35 ? i % 8 : i)); // eight have all rows beside the border
    const columns = [number("months", months), category("band", band)];
    const [rows, owned] = [null, customers].map((groups) => findToldEdges(columns, {y, groups})[0]?.size ?? Infinity);
    expect(rows).toBe(Infinity);
    expect(owned).toBeLessThan(Infinity);
  });
});
