import {table as createArqueroTable, type ColumnTable} from "arquero";
import type {Column, Table} from "../../lib/table/table.js";
import {LABEL, ROW} from "./step.js";

/** A table as Arquero takes it: numbers as they are, categories as texts or null, labels and row numbers beside them. */
export function toArquero(table: Table, labels: Int8Array): ColumnTable {
  const columns = table.columns.map((column): [string, ArrayLike<unknown>] => [
    column.name,
    column.kind === "number" ? column.values : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]))
  ]);
  const rows = Int32Array.from({length: table.nRows}, (_, i) => i);
  return createArqueroTable(Object.fromEntries([[ROW, rows], [LABEL, labels], ...columns]) as Record<string, never>);
}

/** Back to typed columns: those of `like`, in its order and with its levels. */
export function fromArquero(walked: ColumnTable, like: Table): Table {
  const columns = like.columns.map((column): Column => {
    if (column.kind === "number") {
      const values = Float32Array.from(walked.array(column.name) as ArrayLike<number | null>, (value) => value ?? NaN);
      return {name: column.name, kind: "number", values};
    }
    const codeOf = new Map(column.levels.map((level, code) => [level, code]));
    const codes = Int32Array.from(walked.array(column.name) as ArrayLike<string>, (text) => codeOf.get(text) ?? -1);
    return {...column, codes};
  });
  return {nRows: walked.numRows(), columns};
}
