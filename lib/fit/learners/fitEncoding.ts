import type {BoundColumns, Encoding} from "../../model/encode.js";
import type {CategoryInput, EncodedColumn, ModelInput} from "../../model/model.js";
import type {CategoryColumn, NumberColumn, Table} from "../../dataset/table.js";
import type {Category} from "../blockDesign.js";
import type {TrainingData} from "./learner.js";
import type {Groups} from "../../statistics/intervals.js";
import {countUsers, MIN_GROUP, roundTo, roundWithin} from "../../groups.js";
import {meanOf} from "../../numbers.js";
import {check, someOf} from "../../check.js";
import {codeOf, createCategoryReader} from "../../model/category.js";
import {evenOf} from "../../statistics/evenRows.js";
import {gridOf} from "../../statistics/grid.js";
import {sortFloats} from "../../sortFloats.js";

export interface EncodingRules {
  /** centre and scale every encoded column to mean 0 and standard deviation 1 over the training rows */
  standardise: boolean;
  /** what a missing number is read as: the training rows' mean or median, or left missing ("keep") */
  missing: "mean" | "median" | "keep";
  /**
   * "dropFirst": the first level in sorted order has no column; "dropFirstOfTwo": only where there are two levels; "dropFirstOfFew": unless
   * there are more than {@link FEW_LEVELS}, of which each has a column that is centred and not scaled; "keep": all have one
   */
  levels: "dropFirst" | "dropFirstOfTwo" | "dropFirstOfFew" | "keep";
}

/** Columns of a category with more levels are not scaled, so that a penalty pulls a rare level harder than a common one. */
export const FEW_LEVELS = 10;

/**
 * The encoding of a table's inputs, learned from training rows alone and kept inside the model.
 * Scales divide by n, as scikit-learn's StandardScaler does; a column that never varies gets scale 1. What it keeps of a column is
 * rounded, for it ships: the fit happens on what the rounded numbers give, so nothing is lost by it.
 *
 * @param groups by row, where rows repeat customers: a level that too few of these have is rare, however many rows they have, and a median is
 *   that of rows of which nobody has many more than others
 */
export function fitEncoding(table: Table, rules: EncodingRules, groups: Groups = null): Encoding {
  const inputs: ModelInput[] = [];
  const encoding: EncodedColumn[] = [];
  for (const column of table.columns) {
    if (column.kind === "number") {
      inputs.push({name: column.name, kind: "number"});
      encoding.push(fitNumber(column, {...rules, groups}));
    } else {
      const input = fitCategory(column, groups);
      inputs.push(input);
      // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per level: few
      encoding.push(...fitLevels(input, column, {...rules, groups}));
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
  const infinite = table.columns.filter((column) => column.kind === "number" && hasInfinity(column.values));
  check(infinite.length === 0, {
    where,
    rule: "inputs must be finite, or NaN for missing",
    got: `an infinity in ${someOf(infinite.map((d) => d.name))}`
  });
}

function hasInfinity(values: Float32Array): boolean {
  for (let i = 0; i < values.length; ++i) if (Math.abs(values[i]) === Infinity) return true;
  return false;
}

function fitNumber(column: NumberColumn, {standardise, missing, groups}: EncodingRules & {groups: Groups}): EncodedColumn {
  if (missing === "keep" && !standardise) return {input: column.name, kind: "number", mean: 0, scale: 1, missing: null};
  const present = presentOf(column.values);
  const mean = present.length === 0 ? 0 : meanWithin(present);
  const centre =
    missing === "keep" ? null : present.length === 0 ? 0 : missing === "median" ? medianOf(evenOf(column.values, groups)) : mean;
  if (!standardise) return {input: column.name, kind: "number", mean: 0, scale: 1, missing: centre};
  const instead = centre ?? mean;
  const {values} = column;
  let squares = (values.length - present.length) * (instead - mean) * (instead - mean);
  for (let i = 0; i < present.length; ++i) squares += (present[i] - mean) * (present[i] - mean);
  return {input: column.name, kind: "number", mean, scale: roundTo(scaleOf(squares / values.length)), missing: centre};
}

/**
 * What a category's training rows hold: levels, whether some are missing, and levels too rare to learn of alone. Levels
 * that the table knows but no training row has are left out: nothing was learned of them.
 */
function fitCategory({name, levels, codes}: CategoryColumn, groups: Groups): CategoryInput {
  const counts = countUsers(
    codes.map((code) => (code < 0 ? levels.length : code)),
    levels.length + 1,
    groups
  );
  const rare = levels.filter((_, code) => counts[code] > 0 && counts[code] < MIN_GROUP);
  return {
    name,
    kind: "category",
    levels: levels.filter((_, code) => counts[code] > 0),
    ...(counts[levels.length] > 0 ? {missing: true} : {}),
    ...(rare.length > 0 ? {other: {nLevels: rare.length, levels: rare}} : {})
  };
}

/**
 * One column for each level, the missing values and the pooled level, but for the first of them where the rules drop it. Missing
 * values, or a pooled level, that too few rows have get none: nothing is learned of them alone, and they score as the level without.
 */
function fitLevels(
  input: CategoryInput,
  column: CategoryColumn,
  {standardise, levels, groups}: EncodingRules & {groups: Groups}
): EncodedColumn[] {
  const base = {input: input.name, mean: 0, scale: 1};
  const {rows, users} = countCodes(input, column, groups);
  const codeIn = (level: LevelColumn): number => codeOf([input], level);
  const rests: LevelColumn[] = [
    ...(input.missing ? [{...base, kind: "rest", rest: "missing"} as const] : []),
    ...(input.other ? [{...base, kind: "rest", rest: "other"} as const] : [])
  ];
  const all: LevelColumn[] = [
    ...input.levels.filter((level) => !input.other?.levels?.includes(level)).map((level): LevelColumn => ({...base, kind: "level", level})),
    ...rests.filter((rest) => (users.get(codeIn(rest)) ?? 0) >= MIN_GROUP)
  ];
  const isMany = levels === "dropFirstOfFew" && all.length > FEW_LEVELS;
  const isFirstKept = levels === "keep" || isMany || (levels === "dropFirstOfTwo" && all.length !== 2);
  const kept = isFirstKept ? all : all.slice(1);
  if (!standardise) return kept;
  return kept.map((level) => {
    const share = (rows.get(codeIn(level)) ?? 0) / column.codes.length;
    return {...level, mean: roundTo(share), scale: isMany ? 1 : roundTo(scaleOf(share * (1 - share)))};
  });
}

/** The rows of one category, by its own encoded columns. */
export interface LevelRows extends Category {
  columns: EncodedColumn[];
  /** rows of each */
  counts: Int32Array;
}

/** @throws if the input is not bound, or no category */
export function readLevels(name: string, {inputs, encoding}: Encoding, bound: BoundColumns): LevelRows {
  const source = bound.get(name);
  check(source?.kind === "category", {where: "readLevels", rule: "the input must be a category", got: name});
  const columns = encoding.filter((d): d is LevelColumn => d.input === name && d.kind !== "number");
  const places = new Map(columns.map((column, place) => [codeOf(inputs, column), place]));
  const codes = source.codes.map((code) => places.get(code) ?? -1);
  const counts = new Int32Array(columns.length);
  for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) ++counts[codes[i]];
  return {columns, codes, counts, nLevels: columns.length};
}

/** How many rows, and how many users, have each code that the input's reader gives. */
function countCodes(
  input: CategoryInput,
  {levels, codes}: CategoryColumn,
  groups: Groups
): {rows: Map<number, number>; users: Map<number, number>} {
  const read = Int32Array.from([...levels, null], createCategoryReader(input));
  const given = [...new Set(read)];
  const places = Int32Array.from(read, (code) => given.indexOf(code));
  const own = codes.map((code) => places[code < 0 ? levels.length : code]);
  const byCode = (counts: readonly number[]): Map<number, number> => new Map(given.map((code, i) => [code, counts[i]]));
  return {rows: byCode(countUsers(own, given.length)), users: byCode(countUsers(own, given.length, groups))};
}

type LevelColumn = EncodedColumn & {kind: "level" | "rest"};

function scaleOf(variance: number): number {
  return variance > 0 ? Math.sqrt(variance) : 1;
}

/** The numbers that are there; all of them where none is missing. */
function presentOf(values: Float32Array): Float32Array {
  let n = 0;
  for (let i = 0; i < values.length; ++i) if (values[i] === values[i]) ++n;
  if (n === values.length) return values;
  const present = new Float32Array(n);
  for (let i = 0, k = 0; i < values.length; ++i) if (values[i] === values[i]) present[k++] = values[i];
  return present;
}

/** The mean, to a few digits of the standard deviation. */
function meanWithin(values: Float32Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; ++i) squares += (values[i] - mean) * (values[i] - mean);
  return roundWithin(mean, Math.sqrt(squares / values.length));
}

/** The middle value, or the mean of the two in the middle, on the line of the column's grid below it. */
function medianOf(values: Float32Array): number {
  const sorted = sortFloats(values.filter((x) => !Number.isNaN(x)));
  const half = sorted.length >> 1;
  const middle = sorted.length % 2 === 1 ? sorted[half] : Math.fround((sorted[half - 1] + sorted[half]) / 2);
  return gridOf(sorted).down(middle);
}
