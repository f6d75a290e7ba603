import {check, someOf} from "../../lib/check.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {WantedColumns} from "./formats/rawPart.js";

/** The columns that a definition needs, each once. */
export function wantedColumns({label, identifiers, inputs}: DatasetDefinition): WantedColumns {
  return {
    numbers: inputs.filter((d) => d.kind !== "category").map((d) => d.name),
    texts: [label.column, ...identifiers, ...inputs.filter((d) => d.kind === "category").map((d) => d.name)]
  };
}

/**
 * Refuses a file that lacks a needed column or has one twice.
 *
 * @param file its name, for errors
 * @param columns the columns found in it
 * @returns the columns that the definition does not name; they are ignored
 */
export function checkHeader(file: string, columns: readonly string[], definition: DatasetDefinition): string[] {
  const {numbers, texts} = wantedColumns(definition);
  const wanted = [...numbers, ...texts];
  const repeated = [...new Set(columns.filter((name, i) => columns.indexOf(name) !== i))];
  check(repeated.length === 0, {where: `ingest ${file}`, rule: "each column must have a name of its own", got: someOf(repeated.map(quote), 50)});
  const missing = wanted.filter((name) => !columns.includes(name));
  const extra = columns.filter((name) => !wanted.includes(name));
  check(missing.length === 0, {
    where: `ingest ${file}`,
    rule: `all ${wanted.length} columns of the definition "${definition.name}" must be there`,
    got: `${missing.length} missing: ${someOf(missing.map(quote), 50)}; not in the definition: ${someOf(extra.map(quote), 50)}`,
    remedy: "Rename the columns, or describe this table in a definition of its own (CHURN_DATASET)."
  });
  return extra;
}

/** Refuses files that do not have the same columns (their order is free). */
export function checkAgreement(headers: readonly {file: string; columns: readonly string[]}[]): void {
  const [first, ...others] = headers;
  const faults = others.flatMap(({file, columns}) => {
    const more = columns.filter((name) => !first.columns.includes(name)).map(quote);
    const fewer = first.columns.filter((name) => !columns.includes(name)).map(quote);
    if (more.length + fewer.length === 0) return [];
    return [`${file} lacks ${someOf(fewer, 50)} and adds ${someOf(more, 50)}`];
  });
  check(faults.length === 0, {
    where: "ingest",
    rule: `all files must have the columns of ${first.file}`,
    got: someOf(faults.map((d) => d), 10),
    remedy: "Check that the pattern finds only files of one table."
  });
}

function quote(name: string): string {
  return `"${name}"`;
}
