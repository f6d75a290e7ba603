import type {QueryKind, QueryTableInfo} from "../book/queries.js";

export type QueryValue = number | string | boolean | null;

/** One column of a table that readers query; null is missing. */
export interface QueryColumn {
  name: string;
  values: QueryValue[];
}

/** A table that readers query; every column has the same length. */
export interface QueryTable {
  name: string;
  about: string;
  columns: QueryColumn[];
}

/** What a page says of a table before it is loaded. */
export function describeTable({name, about, columns}: QueryTable): QueryTableInfo {
  return {name, about, rows: columns[0]?.values.length ?? 0, columns: columns.map((column) => ({name: column.name, kind: kindOf(column)}))};
}

/** Number or truth value where every value is one, else text; a column of nothing but missing values is text. */
export function kindOf({values}: QueryColumn): QueryKind {
  const present = values.filter((value) => value !== null);
  if (present.length > 0 && present.every((value) => typeof value === "number")) return "number";
  if (present.length > 0 && present.every((value) => typeof value === "boolean")) return "yes or no";
  return "text";
}

/** The columns, renamed where a name stands already: in SQL, names that differ in case only are the same. */
export function withUniqueNames(columns: readonly QueryColumn[]): QueryColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let name = column.name;
    for (let i = 2; taken.has(name.toLowerCase()); ++i) name = `${column.name}_${i}`;
    taken.add(name.toLowerCase());
    return {...column, name};
  });
}
