import type {ColumnAudit} from "../book/wrangling.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Column, Table} from "../dataset/table.js";
import {getColumn} from "../dataset/table.js";

/** What one input holds: missing cells, different values, extremes, and values that the definition does not allow. */
export function auditColumn(table: Table, input: InputDefinition): ColumnAudit {
  const column = getColumn(table, input.name);
  const about = {name: input.name, title: input.title, kind: input.kind, unit: input.unit ?? null};
  const isStrange = isOutside(column, input);
  let missing = 0;
  let outOfRange = 0;
  let min = Infinity;
  let max = -Infinity;
  const seen = new Set<number>();
  for (let i = 0; i < table.nRows; ++i) {
    if (isMissing(column, i)) {
      ++missing;
      continue;
    }
    const value = column.kind === "number" ? column.values[i] : column.codes[i];
    seen.add(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (isStrange(i)) ++outOfRange;
  }
  const isNumber = column.kind === "number" && seen.size > 0;
  return {...about, missing, distinct: seen.size, min: isNumber ? min : null, max: isNumber ? max : null, outOfRange};
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
