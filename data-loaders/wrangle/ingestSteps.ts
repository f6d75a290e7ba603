import type {LedgerStep} from "../../lib/book/wrangling.js";
import {someOf} from "../../lib/check.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import {formatCount} from "../../lib/format.js";
import type {IngestReport} from "../ingest/readTable.js";

/** The ledger lines of what reading has done already: columns left behind, numbers rounded. */
export function ledgerOfIngest({nRows, nColumns, extraColumns, identifiers, rounding}: IngestReport, {unit}: DatasetDefinition): LedgerStep[] {
  const line = {rowsIn: nRows, rowsOut: nRows, rowsRemoved: 0, rowsChanged: 0};
  const known = nColumns - extraColumns.length;
  const kept = known - identifiers.length;
  const steps: LedgerStep[] = [];
  if (extraColumns.length > 0) {
    steps.push({
      ...line,
      name: "leave-extra-columns",
      title: "Leave columns that the definition does not name",
      why: "What a column means must be written down before a model may use it.",
      columnsIn: nColumns,
      columnsOut: known,
      detail: `not read: ${someOf(extraColumns, 10)}`
    });
  }
  steps.push({
    ...line,
    name: "drop-identifiers",
    title: "Drop columns that name a row",
    why: `A number that was handed out says nothing about a ${unit.singular}, but a flexible model can learn it by heart.`,
    columnsIn: known,
    columnsOut: kept,
    detail: identifiers.length === 0 ? "none in this table" : `${someOf(identifiers, 10)}: no repeats found, then dropped`
  });
  steps.push({
    ...line,
    name: "round-numbers",
    title: "Round numbers to single precision",
    why: "Trees decide by thresholds. Rounded once, at the door, every number is the same in the build, in the browser and in exports.",
    rowsChanged: rounding.rows,
    columnsIn: kept,
    columnsOut: kept,
    detail: rounding.columns.length === 0 ? "no number changed" : `${formatCount(rounding.rows)} ${unit.plural} rounded after the seventh digit, in ${someOf(rounding.columns, 10)}`
  });
  return steps;
}
