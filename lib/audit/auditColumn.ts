import type {ColumnAudit} from "../book/wrangling.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Column, NumberColumn, Table} from "../dataset/table.js";
import {outermost, toCount} from "../groups.js";
import {gridOf} from "../statistics/grid.js";
import {sortPresent} from "../statistics/quantile.js";
import {getColumn} from "../dataset/table.js";

/** What one input holds: missing cells, different values, its outermost values, and values that the definition does not allow. */
export function auditColumn(table: Table, input: InputDefinition): ColumnAudit {
  const column = getColumn(table, input.name);
  const about = {name: input.name, title: input.title, kind: input.kind, unit: input.unit ?? null};
  const isStrange = isOutside(column, input);
  let missing = 0;
  let outOfRange = 0;
  const seen = new Set<number>();
  for (let i = 0; i < table.nRows; ++i) {
    if (isMissing(column, i)) {
      ++missing;
      continue;
    }
    const value = column.kind === "number" ? column.values[i] : column.codes[i];
    seen.add(value);
    if (isStrange(i)) ++outOfRange;
  }
  const ends = column.kind === "number" && seen.size > 0 ? endsOf(column) : {least: null, most: null};
  return {...about, missing: toCount(missing), distinct: seen.size, ...ends, outOfRange: toCount(outOfRange)};
}

function endsOf({values}: NumberColumn): {least: number; most: number} {
  const sorted = sortPresent("auditColumn", values);
  const {round} = gridOf(sorted);
  const {least, most} = outermost(sorted);
  return {least: round(least), most: round(most)};
}

/** Whether a cell is missing. */
export function isMissing(column: Column, row: number): boolean {
  return column.kind === "number" ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
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
