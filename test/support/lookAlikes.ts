import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import {createRandom, drawIndex} from "../../lib/random.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";
import {smallDefinition} from "../data-loaders/book/smallBook.js";

/** A table that gives its users away if anything can: cells of text, in the order of the columns. */
export interface LookAlike {
  definition: DatasetDefinition;
  columns: string[];
  rows: string[][];
}

const COLUMNS = ["member", "status", "visits", "hours", "plan"];

/**
 * Members with a number of eight digits that nobody else has, in a plan that may be of few, some of whom lack a number or a label.
 *
 * @param options rate: share of those who left; nPlans: most of them are of few
 */
export function drawLookAlike({n, rate, nPlans, seed}: {n: number; rate: number; nPlans: number; seed: number}): LookAlike {
  const random = createRandom(seed);
  const rows = Array.from({length: n}, (_, i) => {
    const visits = drawIndex(60, random);
    const hours = random() < 0.003 ? "" : String(Math.fround(100 + 900 * random()));
    const plan = `plan ${String(Math.min(nPlans, Math.floor(-Math.log(1 - random()) * (nPlans / 8)))).padStart(4, "0")}`;
    const label = random() < 0.005 ? "" : random() < 2 * rate * (1 - visits / 60) ? "left" : "stayed";
    return [`M-${100_000 + i}`, label, String(visits), hours, plan];
  });
  const {inputs, constraints: _, ...rest} = exampleDefinition(smallDefinition);
  const kept = inputs.filter(({name}) => COLUMNS.includes(name)).map(({levels: _levels, ...input}) => input);
  return {
    definition: {...rest, constraints: [], checks: [], recipes: [], inputSets: [], derived: [], inputs: kept},
    columns: COLUMNS,
    rows
  };
}

export function toText({columns, rows}: LookAlike): string {
  return [columns, ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}
