import type {Encoding} from "../../model/encode.js";
import type {EncodedColumn, ModelInput} from "../../model/model.js";
import type {CategoryColumn, NumberColumn, Table} from "../../dataset/table.js";
import type {TrainingData} from "./learner.js";
import {meanOf} from "../../numbers.js";
import {check, someOf} from "../../check.js";
import {sortFloats} from "../sortFloats.js";

export interface EncodingRules {
  /** centre and scale every encoded column to mean 0 and standard deviation 1 over the training rows */
  standardise: boolean;
  /** what a missing number is read as: the training rows' mean or median, or left missing ("keep") */
  missing: "mean" | "median" | "keep";
  /** "dropFirst": the first level in sorted order has no column; "dropFirstOfTwo": only where there are two levels */
  levels: "dropFirst" | "dropFirstOfTwo";
}

/**
 * The encoding of a table's inputs, learned from training rows alone and kept inside the model.
 * Scales divide by n, as scikit-learn's StandardScaler does; a column that never varies gets scale 1.
 */
export function fitEncoding(table: Table, rules: EncodingRules): Encoding {
  const inputs: ModelInput[] = [];
  const encoding: EncodedColumn[] = [];
  for (const column of table.columns) {
    if (column.kind === "number") {
      inputs.push({name: column.name, kind: "number"});
      encoding.push(fitNumber(column, rules));
    } else {
      inputs.push({name: column.name, kind: "category", levels: [...column.levels]});
      encoding.push(...fitLevels(column, rules));
    }
  }
  return {inputs, encoding};
}

/**
 * Checks what every learner relies on: rows, as many labels, both classes, no infinite number, no repeated name.
 *
 * @throws with the name of the learner
 */
export function checkTraining(where: string, {table, y}: TrainingData): void {
  check(table.nRows > 0 && y.length === table.nRows, {
    where,
    rule: `there must be rows and one label for each of the ${table.nRows}`,
    got: `${y.length} labels`
  });
  const counts = [0, 0];
  for (let i = 0; i < y.length; ++i) ++counts[y[i]];
  check(counts[0] + counts[1] === y.length && counts.length === 2, {
    where,
    rule: "labels must be 0 or 1",
    got: someOf([...new Set(y)])
  });
  check(counts[0] > 0 && counts[1] > 0, {where, rule: "both labels must occur", got: `only ${counts[0] > 0 ? 0 : 1}`});
  const names = table.columns.map((column) => column.name);
  check(names.length > 0 && new Set(names).size === names.length, {
    where,
    rule: "there must be inputs, and their names must differ",
    got: someOf(names, 20)
  });
  const infinite = table.columns.filter(
    (column) => column.kind === "number" && column.values.some((value) => Math.abs(value) === Infinity)
  );
  check(infinite.length === 0, {
    where,
    rule: "inputs must be finite, or NaN for missing",
    got: `an infinity in ${someOf(infinite.map((d) => d.name))}`
  });
}

function fitNumber(column: NumberColumn, {standardise, missing}: EncodingRules): EncodedColumn {
  if (missing === "keep" && !standardise) return {input: column.name, kind: "number", mean: 0, scale: 1, missing: null};
  const present = column.values.filter((value) => value === value);
  const centre = missing === "keep" ? null : present.length === 0 ? 0 : missing === "median" ? medianOf(present) : meanOf(present);
  if (!standardise) return {input: column.name, kind: "number", mean: 0, scale: 1, missing: centre};
  const mean = present.length === 0 ? 0 : meanOf(present);
  let squares = 0;
  for (let i = 0; i < column.values.length; ++i) {
    const value = column.values[i];
    squares += ((value === value ? value : (centre ?? mean)) - mean) ** 2;
  }
  return {input: column.name, kind: "number", mean, scale: scaleOf(squares / column.values.length), missing: centre};
}

function fitLevels(column: CategoryColumn, {standardise, levels}: EncodingRules): EncodedColumn[] {
  const kept = levels === "dropFirst" || column.levels.length === 2 ? column.levels.slice(1) : column.levels;
  return kept.map((level): EncodedColumn => {
    if (!standardise) return {input: column.name, kind: "level", level, mean: 0, scale: 1};
    const code = column.levels.indexOf(level);
    let count = 0;
    for (let i = 0; i < column.codes.length; ++i) if (column.codes[i] === code) ++count;
    const share = count / column.codes.length;
    return {input: column.name, kind: "level", level, mean: share, scale: scaleOf(share * (1 - share))};
  });
}

function scaleOf(variance: number): number {
  return variance > 0 ? Math.sqrt(variance) : 1;
}

/** The middle value, or the float32 next to the mean of the two in the middle. */
function medianOf(values: Float32Array): number {
  const sorted = sortFloats(values);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : Math.fround((sorted[half - 1] + sorted[half]) / 2);
}
