import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {SampleRecipe} from "../../lib/fit/sample/recipe.js";
import type {Task} from "../flow/task.js";
import {sayFew} from "../../lib/groups.js";
import {sha256} from "../flow/hash.js";
import {put} from "../flow/task.js";
import type {RowNumbers} from "../ingest/arrowTable.js";
import {dataChanged} from "../ingest/fileState.js";
import type {Units} from "../ingest/typedTable.js";
import {ingestedTable, ingestReport, sampleFile} from "./outputs.js";
import {putTable} from "./tables.js";

/** The files to read: given ones with their names and the hash of their bytes, or the sample. */
export type Source = {kind: "sample"; recipe: SampleRecipe} | {kind: "file"; path: string; names: string[]; sha256: string};

function unitArrays({groups, periods, values}: Units): Record<string, RowNumbers> {
  return {...(groups ? {group: groups} : {}), ...(periods ? {period: periods} : {}), ...(values ? {value: values} : {})};
}

/** Reads the table of users into typed columns. */
export function ingestTask(definition: DatasetDefinition, source: Source): Task {
  const {label, identifiers, inputs, missing, protocol} = definition;
  const shape = inputs.map(({name, kind, range, levels, blank, spelled, asOf, ahead}) => ({
    name,
    kind,
    range,
    levels,
    blank,
    spelled,
    asOf,
    ahead
  }));
  return {
    name: "ingest",
    title: "Read the table",
    reads: source.kind === "sample" ? [sampleFile] : [],
    sources: [import.meta.url],
    params: {
      label,
      identifiers,
      shape,
      missing: missing ?? null,
      units: [protocol.group ?? null, protocol.time ?? null],
      format: definition.format ?? null,
      ...(definition.value === undefined ? {} : {value: definition.value}),
      ...(source.kind === "file" ? {names: source.names, sha256: source.sha256} : {sha256: "the sample's"})
    },
    retries: 1,
    async run({pathOf, read, log, sized}) {
      const {readTable} = await import("../ingest/readTable.js"); // with it a reader of every format, which a table that is read needs not
      const paths = source.kind === "sample" ? pathOf(sampleFile) : source.path;
      // what cleaning needs is loaded meanwhile: how long cleaning takes then foretells all else
      const [{table, labels, units, report}] = await Promise.all([readTable({paths, definition}), import("arquero")]);
      const expected = source.kind === "sample" ? sha256(await read(sampleFile)) : source.sha256;
      const names = report.files.map(({name}) => name);
      const isSame = report.sha256 === expected && (source.kind === "sample" || names.join("\n") === source.names.join("\n"));
      if (!isSame) throw dataChanged(report.name); // what was read decides under which key it is kept
      sized(table.nRows);
      log(`${table.columns.length} inputs from ${report.name}`); // rows are counted by the ledger, as they may be told
      for (const {column, word, rows} of report.keptWords)
        log(`"${word}" in ${column} is a level, not missing: it stands in ${sayFew(rows)} rows`);
      for (const note of report.notes) log(note);
      if (report.nBare > 0) log(`set aside: ${sayFew(report.nBare)} rows without a value in any cell`);
      if (report.nNotRows > 0) log(`set aside: ${sayFew(report.nNotRows)} rows that the definition calls no data`);
      if (report.extraColumns.length > 0) log(`not read: ${report.extraColumns.join(", ")}`);
      return [await putTable(ingestedTable, table, {label: labels, ...unitArrays(units)}), put(ingestReport, report)];
    }
  };
}
