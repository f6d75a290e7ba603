import type {RowTest} from "../../dataset/conditions.js";
import type {Condition, ConstraintDefinition, DatasetDefinition} from "../../dataset/definition.js";
import type {Random} from "../../random.js";
import type {Column, Table} from "../../dataset/table.js";
import {bindBreach, bindConditions} from "../../dataset/conditions.js";
import {columnsOf} from "../../dataset/parseDefinition.js";
import {drawIndex, shuffled} from "../../random.js";
import {getColumn, getNumbers} from "../../dataset/table.js";
import {findNamed} from "../../named.js";

/** Something that must not be. */
interface Rule {
  isBroken: RowTest;
  /** columns whose values, or levels, may be swapped to mend it */
  columns: string[];
  /** rows that may break it */
  allowed: number;
}

/** candidates for a swap, from ever wider neighbourhoods */
const MOST_TRIES = 200;
const NARROWEST = 16;
const WIDENING = 1.25;

/**
 * Makes drawn rows keep the rules that the real table keeps, without changing any column's distribution: where a rule is
 * broken, a value is swapped with that of another row in which it is about as large. Rules are the constraints (up to the
 * share of rows that broke them) and the checks that no row met.
 *
 * Changes the table's values. The few rows that no swap could mend
 * have the left side of the constraint lowered.
 */
export function swapUntilSound(
  table: Table,
  {constraints, checks}: Pick<DatasetDefinition, "constraints" | "checks">,
  {random, violations}: {random: Random; violations: Record<string, number>}
): void {
  const rules = [
    ...constraints.map((d): Rule => ({
      isBroken: bindBreach(table, d),
      columns: [d.left, d.right],
      allowed: Math.round((findNamed(violations, d.name) ?? 0) * table.nRows)
    })),
    ...checks
      .filter((d) => findNamed(violations, d.name) === 0)
      .map(({when}): Rule => ({isBroken: bindConditions(table, when), columns: columnsOfAll(when), allowed: 0}))
  ];
  const countBroken = (row: number): number => rules.reduce((sum, {isBroken}) => sum + Number(isBroken(row)), 0);
  for (const rule of rules) mendRule(table, rule, {random, countBroken});
  const [warned, enforced] = [constraints.filter((d) => d.action === "warn"), constraints.filter((d) => d.action === "enforce")];
  for (const constraint of warned) lowerLeft(table, constraint, Math.round((findNamed(violations, constraint.name) ?? 0) * table.nRows));
  // one lowered side may be another's right
  for (let pass = 0; pass <= enforced.length; ++pass) for (const constraint of enforced) lowerLeft(table, constraint, 0);
}

function mendRule(
  table: Table,
  {isBroken, columns, allowed}: Rule,
  {random, countBroken}: {random: Random; countBroken: (row: number) => number}
): void {
  const broken = shuffled(Array.from({length: table.nRows}, (_, i) => i).filter(isBroken), random).slice(allowed);
  if (broken.length === 0) return;
  const ranked = columns.map((name) => rankColumn(valuesOf(getColumn(table, name))));
  for (const row of broken) {
    for (
      let attempt = 0, reach = NARROWEST;
      attempt < MOST_TRIES && isBroken(row);
      ++attempt, reach = Math.min(table.nRows, reach * WIDENING)
    ) {
      const column = ranked[attempt % ranked.length];
      const place = column.place[row] + drawIndex(2 * Math.ceil(reach) + 1, random) - Math.ceil(reach);
      if (place >= 0 && place < table.nRows) swapIfBetter(column, [row, column.order[place]], {isBroken, countBroken});
    }
  }
}

/** A column with its rows in order of their values. */
interface RankedColumn {
  values: Float32Array | Int32Array;
  /** the row at each place */
  order: Uint32Array;
  /** the place of each row */
  place: Uint32Array;
}

/** Numbers, or the codes of levels, whose order means nothing. */
function valuesOf(column: Column): RankedColumn["values"] {
  return column.kind === "number" ? column.values : column.codes;
}

function rankColumn(values: RankedColumn["values"]): RankedColumn {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const place = new Uint32Array(order.length);
  for (let k = 0; k < order.length; ++k) place[order[k]] = k;
  return {values, order, place};
}

/** Keeps the swap only if the row is mended and neither row breaks more rules than before. */
function swapIfBetter(
  column: RankedColumn,
  [i, j]: [number, number],
  {isBroken, countBroken}: {isBroken: RowTest; countBroken: (row: number) => number}
): void {
  swapRows(column, i, j);
  const after = isBroken(i) ? null : [countBroken(i), countBroken(j)];
  swapRows(column, i, j);
  if (after && after[0] < countBroken(i) && after[1] <= countBroken(j)) swapRows(column, i, j);
}

function swapRows({values, order, place}: RankedColumn, i: number, j: number): void {
  [values[i], values[j]] = [values[j], values[i]];
  [place[i], place[j]] = [place[j], place[i]];
  [order[place[i]], order[place[j]]] = [i, j];
}

function columnsOfAll(when: readonly Condition[]): string[] {
  return [...new Set(when.flatMap((d) => ("level" in d ? [d.left] : [...columnsOf(d.left), ...columnsOf(d.right)])))];
}

/** Lowers the left side to the right one, but for the first `allowed` rows where it is above. */
function lowerLeft(table: Table, {left, right}: ConstraintDefinition, allowed: number): void {
  const lefts = getNumbers(table, left);
  const rights = getNumbers(table, right);
  const whole = lefts.every(Number.isInteger);
  for (let i = 0, seen = 0; i < table.nRows; ++i) {
    if (lefts[i] > rights[i] && ++seen > allowed) lefts[i] = whole ? Math.floor(rights[i]) : rights[i];
  }
}
