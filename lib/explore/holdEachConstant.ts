import type {HoldConstant} from "../book/eda.js";
import {bindQuantity} from "../dataset/conditions.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import {cutByCount, type BinnedRows} from "../statistics/relations/bins.js";
import {holdConstant} from "../statistics/relations/holdConstant.js";
import type {Column, NumberColumn, Table} from "../table/table.js";

/** strata of a held number; narrow enough to hold it, wide enough to count in */
const STRATA = 8;

/**
 * For every number input, every quantity derived from inputs, and every other input held constant: the difference of churn
 * rates between its halves, raw and within strata. Pairs that no stratum can tell (the two are one variable) are left out.
 * A derived quantity is called by its title; where it is not defined, rows are left out.
 *
 * @param table the inputs of labelled rows
 * @param y length nRows: 1 churned, 0 retained; both must occur
 */
export function holdEachConstant(table: Table, y: Uint8Array, {derived = []}: Pick<DatasetDefinition, "derived">): HoldConstant[] {
  const variables = [...table.columns.filter((d) => d.kind === "number"), ...derived.map((d) => deriveColumn(table, d))];
  return table.columns.flatMap((held) => {
    const strata = cutColumn(held);
    return variables.flatMap(({name, values}): HoldConstant[] => {
      if (name === held.name) return [];
      const {raw, within, strata: shown} = holdConstant(values, y, strata);
      return within ? [{variable: name, held: held.name, raw, within, strata: shown}] : [];
    });
  });
}

function deriveColumn(table: Table, {title, value}: DerivedDefinition): NumberColumn {
  const quantity = bindQuantity(table, value);
  const values = Float32Array.from({length: table.nRows}, (_, i) => quantity(i));
  return {name: title, kind: "number", values: values.map((d) => (Number.isFinite(d) ? d : NaN))};
}

function cutColumn(column: Column): BinnedRows {
  if (column.kind === "number") return cutByCount(column.values, STRATA);
  return {bins: column.levels.map((label, i) => ({label, low: i, high: i})), codes: column.codes};
}
