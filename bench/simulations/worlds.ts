import type {Random} from "../../lib/random.js";
import type {Table} from "../../lib/dataset/table.js";
import {drawIndex, drawNormal, forkRandom} from "../../lib/random.js";
import {sigmoid} from "../../lib/model/logOdds.js";

/** Customers of a world, with what nobody knows of real ones. */
export interface Drawn {
  table: Table;
  /** length nRows: the chance that each churns */
  chances: Float64Array;
  /** length nRows: whether it did */
  y: Uint8Array;
  /** length nRows: whose row it is, where customers have several */
  customers?: string[];
}

/** A simulated table whose truth is known. */
export interface World {
  name: string;
  /** what is true in it, in words */
  truth: string;
  nRows: number;
  /** whether there is anything to find; else nothing may be crowned */
  hasSignal: boolean;
  /** how many tables of it are drawn */
  nTables: number;
  /** @param seed of the table: the same effects for its training rows and for fresh ones, each drawn by their own random */
  draw(nRows: number, random: Random, seed: number): Drawn;
}

const SEEDS_OF_NOISE = 20;
const SEEDS_OF_SIGNAL = 2;
const N_NUMBERS = 8;
const MONTHS = 6;
const N_LEVELS = 300;

const signal = {hasSignal: true, nTables: SEEDS_OF_SIGNAL} as const;
const noise = {hasSignal: false, nTables: SEEDS_OF_NOISE} as const;

export const worlds: readonly World[] = [
  {
    ...noise,
    name: "noise",
    truth: "no input says anything; 20 in 100 churn",
    nRows: 600,
    draw: (nRows, random) => drawBy(nRows, random, () => Math.log(0.2 / 0.8))
  },
  {
    ...noise,
    name: "repeats",
    truth: `300 customers in ${MONTHS} monthly rows each, their numbers alike and their label the same; no input says anything`,
    nRows: 300 * MONTHS,
    draw: (nRows, random) => drawPanel(nRows, random)
  },
  {
    ...noise,
    name: "repeats, unnamed",
    truth: "the same, without the column that says who is who",
    nRows: 300 * MONTHS,
    draw: (nRows, random) => ({...drawPanel(nRows, random), customers: undefined})
  },
  {
    ...signal,
    name: "rare",
    truth: "1 in 100 churns; three inputs count",
    nRows: 5000,
    draw: (nRows, random) => drawBy(nRows, random, ([a, b, c]) => -5.5 + a + 0.7 * b - 0.5 * c)
  },
  {
    ...signal,
    name: "interactions",
    truth: "a product of two inputs counts most, with the signs of an XOR, beside two inputs of their own",
    nRows: 3000,
    draw: (nRows, random) => drawBy(nRows, random, ([a, b, c, d]) => -1.5 + 0.6 * a - 0.5 * b + 1.2 * c * d)
  },
  {
    ...signal,
    name: "separable",
    truth: "a line through three inputs parts churned from retained without an error",
    nRows: 1000,
    draw: (nRows, random) => drawBy(nRows, random, ([a, b, c]) => (a + b + 0.5 * c > 1 ? Infinity : -Infinity))
  },
  {
    ...signal,
    name: "levels",
    truth: `a category of ${N_LEVELS} levels, each with an effect of its own, and two numbers count`,
    nRows: 3000,
    draw: drawLevels
  },
  {
    ...signal,
    name: "150 rows",
    truth: "three inputs count in straight lines; 35 in 100 churn",
    nRows: 150,
    draw: (nRows, random) => drawBy(nRows, random, ([a, b, c]) => -0.8 + 0.9 * a - 0.7 * b + 0.4 * c)
  },
  {
    ...signal,
    name: "U shape",
    truth: "two inputs count at both of their ends, a third in a straight line",
    nRows: 3000,
    draw: (nRows, random) => drawBy(nRows, random, ([a, b, c]) => -3 + 1.4 * Math.abs(a) + 0.7 * b * b + 0.5 * c)
  }
];

/** Numbers in four decimals, so that a file holds what was drawn. */
const roundNumber = (x: number): number => Math.fround(Math.round(x * 1e4) / 1e4);

/** Normal numbers x0, x1, ... and a category of two levels that says nothing. */
function drawBy(nRows: number, random: Random, logOdds: (numbers: number[], row: number) => number): Drawn {
  const rows = Array.from({length: nRows}, () => Array.from({length: N_NUMBERS}, () => roundNumber(drawNormal(random))));
  return toDrawn(
    rows,
    rows.map((numbers, row) => sigmoid(logOdds(numbers, row))),
    random
  );
}

function toDrawn(rows: readonly (readonly number[])[], chances: readonly number[], random: Random): Drawn {
  const numbers = Array.from({length: N_NUMBERS}, (_, j) => ({
    name: `x${j}`,
    kind: "number" as const,
    values: Float32Array.from(rows, (row) => row[j])
  }));
  const codes = Int32Array.from(rows, () => Number(random() < 0.5));
  return {
    table: {nRows: rows.length, columns: [...numbers, {name: "side", kind: "category", levels: ["left", "right"], codes}]},
    chances: Float64Array.from(chances),
    y: Uint8Array.from(chances, (p) => Number(random() < p))
  };
}

/** Rows of customers in random order: a month moves a customer's numbers by a tenth of what customers differ by. */
function drawPanel(nRows: number, random: Random): Drawn {
  const nCustomers = Math.ceil(nRows / MONTHS);
  const typical = Array.from({length: nCustomers}, () => Array.from({length: N_NUMBERS}, () => drawNormal(random)));
  const churned = typical.map(() => Number(random() < 0.2));
  const owner = Array.from({length: nRows}, (_, row) => row % nCustomers);
  const rows = owner.map((customer) => typical[customer].map((x) => roundNumber(x + 0.1 * drawNormal(random))));
  return {
    ...toDrawn(
      rows,
      owner.map(() => 0.2),
      random
    ),
    y: Uint8Array.from(owner, (customer) => churned[customer]),
    customers: owner.map((customer) => `c${customer + 1}`)
  };
}

function drawLevels(nRows: number, random: Random, seed: number): Drawn {
  const ofLevel = forkRandom("worlds", "levels", "effects", seed);
  const effects = Array.from({length: N_LEVELS}, () => drawNormal(ofLevel));
  const codes = Int32Array.from({length: nRows}, () => drawIndex(N_LEVELS, random));
  const drawn = drawBy(nRows, random, ([a, b], row) => -1.5 + 0.6 * a - 0.5 * b + effects[codes[row]]);
  const levels = effects.map((_, level) => `city ${String(level + 1).padStart(3, "0")}`);
  return {...drawn, table: {nRows, columns: [...drawn.table.columns, {name: "city", kind: "category", levels, codes}]}};
}
