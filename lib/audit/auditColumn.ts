import type {ColumnAudit} from "../book/wrangling.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {CategoryColumn, Column, NumberColumn, Table} from "../dataset/table.js";
import type {Count} from "../groups.js";
import {FEW, outermost, toCount, toPart} from "../groups.js";
import {gridOf} from "../statistics/grid.js";
import {sortPresent} from "../statistics/quantile.js";
import {getColumn, isMissing} from "../dataset/table.js";

/** Rows, and how many of them are labelled. */
interface ByLabel {
  rows: number;
  labelled: number;
}

/**
 * Rows of a table as they may be told, beside the table's own and beside the labelled ones of either, which other pages count: the
 * unlabelled are left out where they are too few.
 */
export function tellRows(part: ByLabel, whole: ByLabel): Count {
  const areFew = [whole, part].some(({rows, labelled}) => toCount(rows - labelled) === FEW);
  return areFew ? toPart(part.labelled, whole.labelled) : toPart(part.rows, whole.rows);
}

/**
 * What one input holds: missing cells, different values, its outermost values, and values that the definition does not allow.
 *
 * @param labels of all rows: -1 none
 */
export function auditColumn(table: Table, input: InputDefinition, labels: Int8Array): ColumnAudit {
  const column = getColumn(table, input.name);
  const about = {name: input.name, title: input.title, kind: input.isSwitch ? "yes or no" : input.kind, unit: input.unit ?? null};
  const isStrange = isOutside(column, input);
  const [missing, outOfRange, all] = [
    {rows: 0, labelled: 0},
    {rows: 0, labelled: 0},
    {rows: table.nRows, labelled: 0}
  ];
  for (let i = 0; i < table.nRows; ++i) {
    const isLabelled = Number(labels[i] >= 0);
    all.labelled += isLabelled;
    const found = isMissing(column, i) ? missing : isStrange(i) ? outOfRange : null;
    if (found === null) continue;
    ++found.rows;
    found.labelled += isLabelled;
  }
  const told = column.kind === "number" ? tellNumbers(column) : {distinct: countLevels(column), least: null, most: null};
  return {...about, missing: tellRows(missing, all), ...told, outOfRange: tellRows(outOfRange, all)};
}

type Told = Pick<ColumnAudit, "distinct" | "least" | "most">;

/** How many different values there are, and the outermost; sorted, because a set of ten million takes a gigabyte. */
function tellNumbers({values}: NumberColumn): Told {
  const sorted = sortPresent("auditColumn", values);
  if (sorted.length === 0) return {distinct: 0, least: null, most: null};
  let distinct = 1;
  for (let i = 1; i < sorted.length; ++i) if (sorted[i] !== sorted[i - 1]) ++distinct;
  const {round} = gridOf(sorted);
  const {least, most} = outermost(sorted);
  return {distinct, least: round(least), most: round(most)};
}

/** Levels that a row has. */
function countLevels({levels, codes}: CategoryColumn): number {
  const isSeen = new Uint8Array(levels.length);
  for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) isSeen[codes[i]] = 1;
  return isSeen.reduce((sum, seen) => sum + seen, 0);
}

/**
 * Whether a row's value is outside of what the definition allows: range, levels, whole numbers. A missing cell is not.
 */
export function isOutside(column: Column, {range, levels, kind}: InputDefinition): (row: number) => boolean {
  if (column.kind === "category") {
    const strange = column.levels.map((level) => levels !== undefined && !levels.includes(level));
    return (row) => strange[column.codes[row]] ?? false;
  }
  const {min = -Infinity, max = Infinity} = range ?? {};
  const {values} = column;
  return (row) =>
    values[row] < min || values[row] > max || (kind === "integer" && !Number.isNaN(values[row]) && !Number.isInteger(values[row]));
}
