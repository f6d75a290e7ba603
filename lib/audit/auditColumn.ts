import type {ColumnAudit} from "../book/wrangling.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {CategoryColumn, Column, NumberColumn, Table} from "../dataset/table.js";
import type {Groups} from "../statistics/intervals.js";
import type {Cell, Count} from "../groups.js";
import {addCells, countBins, FEW, nearPart, tellBeside, toldRows} from "../groups.js";
import {inText, nameLevel} from "../format.js";
import {otherSpellings} from "../rows/cell.js";
import {tellEnds} from "../statistics/tell.js";
import {sortPresent} from "../statistics/quantile.js";
import {getColumn, isMissing} from "../dataset/table.js";

/** Rows that are looked through. */
export interface AuditRows {
  /** 1 churned, 0 retained, -1 none */
  labels: Int8Array;
  /** whose each is, where rows repeat customers */
  groups: Groups;
  /** 1 for a row that cleaning removes; absent: none is counted apart */
  removed?: ArrayLike<number>;
}

/** Rows without a label, those with one, and those that cleaning removes. */
type Parts = readonly [unlabelled: Cell, labelled: Cell, removed: Cell];

/** What something is so of, and what not. */
export interface Found {
  others: Parts;
  found: Parts;
}

/** Counts rows and keeps none of them: artefacts hold counts, never rows. */
export function countFound(isFound: (row: number) => boolean, {labels, groups, removed}: AuditRows): Found {
  const codes = labels.map((label, row) => 3 * Number(isFound(row)) + (removed?.[row] === 1 ? 2 : Number(label >= 0)));
  const churned = labels.map((label) => Number(label === 1));
  const cells = countBins(codes, churned, 6, groups);
  return {others: [cells[0], cells[1], cells[2]], found: [cells[3], cells[4], cells[5]]};
}

/**
 * Rows of a table as they may be told, beside the table's own and beside the labelled ones that cleaning keeps, which other pages count: the
 * unlabelled, and the removed, are left out where they are too few.
 */
export function tellRows({others, found}: Found): Count {
  const areFew = (part: 0 | 2): boolean => [found[part], addCells([found[part], others[part]])].some((cell) => toldRows(cell) === FEW);
  const told = ([0, 1, 2] as const).filter((part) => part === 1 || !areFew(part));
  return tellBeside(addCells(told.map((part) => found[part])), addCells(told.map((part) => others[part])));
}

/** What one input holds: missing cells, different values, its outermost values, and values that the definition does not allow. */
export function auditColumn(table: Table, input: InputDefinition, rows: AuditRows): ColumnAudit {
  const column = getColumn(table, input.name);
  const {blank, spelled} = input;
  const counted = blank === undefined ? "" : `; blank is ${inText(nameLevel(input, blank))}`;
  const nSpellings = otherSpellings({spelled}).length;
  const inWays = nSpellings === 0 ? "" : `; ${nSpellings} other ${nSpellings === 1 ? "spelling" : "spellings"}`;
  const kind = `${input.isSwitch ? "yes or no" : input.kind}${inWays}${counted}`;
  const about = {name: input.name, title: input.title, kind, unit: input.unit ?? null};
  const isStrange = isOutside(column, input);
  const told = column.kind === "number" ? tellNumbers(column, rows.groups) : {distinct: countLevels(column), least: null, most: null};
  const tell = (isFound: (row: number) => boolean): Count => tellRows(countFound(isFound, rows));
  return {
    ...about,
    missing: tell((row) => isMissing(column, row)),
    ...told,
    outOfRange: nearPart(
      tell((row) => !isMissing(column, row) && isStrange(row)),
      table.nRows
    )
  };
}

type Told = Pick<ColumnAudit, "distinct" | "least" | "most">;

/** How many different values there are, and the outermost; sorted, because a set of ten million takes a gigabyte. */
function tellNumbers({values}: NumberColumn, groups: Groups): Told {
  const sorted = sortPresent("auditColumn", values);
  if (sorted.length === 0) return {distinct: 0, least: null, most: null};
  let distinct = 1;
  for (let i = 1; i < sorted.length; ++i) if (sorted[i] !== sorted[i - 1]) ++distinct;
  return {distinct, ...tellEnds(sorted, {values, groups})};
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
