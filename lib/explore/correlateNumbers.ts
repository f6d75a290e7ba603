import type {EdaBook} from "../book/eda.js";
import {correlationMatrix, pearson} from "../statistics/relations/correlation.js";
import {rankValues} from "../statistics/relations/ranks.js";
import type {NumberColumn, Table} from "../table/table.js";

/**
 * Pearson's and Spearman's correlations of the number inputs with each other and with churn; 0 where not defined.
 *
 * @param y length nRows: 1 churned, 0 retained
 */
export function correlateNumbers(table: Table, y: Uint8Array): EdaBook["correlation"] {
  const columns = table.columns.filter((d): d is NumberColumn => d.kind === "number");
  const values = columns.map((d) => d.values);
  // ranked once each, unless missing cells make every pair another set of rows
  const spearman = values.some((d) => d.some(Number.isNaN))
    ? correlationMatrix(values, "spearman")
    : correlationMatrix(values.map((d) => rankValues(d).ranks));
  return {
    names: columns.map((d) => d.name),
    pearson: correlationMatrix(values).map(fill),
    spearman: spearman.map(fill),
    withLabel: fill(values.map((d) => pearson(d, y)))
  };
}

function fill(row: (number | null)[]): number[] {
  return row.map((r) => r ?? 0);
}
