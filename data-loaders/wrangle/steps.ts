import type {CheckDefinition, DatasetDefinition, NotRow} from "../../lib/dataset/definition.js";
import type {RowTest} from "../../lib/dataset/conditions.js";
import type {WrangleStep} from "./step.js";
import type {LedgerLine} from "../../lib/audit/tellLedger.js";
import type {IngestReport} from "../ingest/readTable.js";
import {LABEL, ROW, FLAGS, columnOf} from "./step.js";
import {agg, escape, op} from "arquero";
import {sayFew} from "../../lib/groups.js";
import {someOf} from "../../lib/check.js";
import {listWords, withArticle} from "../../lib/format.js";

/** What models see: the inputs and the label, and nothing else. */
export function chooseInputs({inputs}: DatasetDefinition): WrangleStep {
  return {
    name: "choose-inputs",
    title: "Hand over inputs and label",
    why: "Flags are for the audit. A model that saw them would learn from the checker, and not from what was measured.",
    apply(table) {
      // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per input: few
      const chosen = table.select(ROW, LABEL, ...inputs.map((d) => columnOf(d.name)));
      return {table: chosen, rowsChanged: 0, detail: `${inputs.length} inputs and the label`};
    }
  };
}

/**
 * Rows that contradict the definition are flagged and kept.
 *
 * @param contradictions by row of the file, in how many ways it does
 */
export function flagContradictions({unit, checks}: DatasetDefinition, contradictions: Uint8Array): WrangleStep {
  const others = checks.some((d) => d.remove) ? "What no step removes stays. " : "";
  return {
    name: "flag-contradictions",
    title: "Flag rows that contradict themselves",
    why:
      `${others}A value that cannot be is still what the source says of this ${unit.singular}. Dropped or capped, it would ` +
      `hide what the data is, and models would be judged on easier ${unit.plural} than they will meet.`,
    apply(table) {
      const flagged = table.derive({[FLAGS]: escape((row: Record<string, number>) => contradictions[row[ROW]])});
      const rowsChanged = agg(flagged.filter(escape((row: Record<string, number>) => row[FLAGS] > 0)), op.count()) as number;
      return {table: flagged, rowsChanged, detail: `${sayFew(rowsChanged)} ${unit.plural} break at least one rule; all kept`};
    }
  };
}

/**
 * Rows that break a check of the definition leave, labelled or not, because the definition asks for it.
 *
 * @param isBroken by row of the file
 */
export function removeBroken({unit}: DatasetDefinition, {name, title, why}: CheckDefinition, isBroken: RowTest): WrangleStep {
  return {
    name: `remove-${name}`,
    title: `Remove: ${title}`,
    why: `${why} The definition asks to remove such ${unit.plural}, so nothing in this book counts them, and no model is judged on them.`,
    check: name,
    apply(table) {
      const kept = table.filter(escape((row: Record<string, number>) => !isBroken(row[ROW]))).reify();
      const removed = table.numRows() - kept.numRows();
      return {table: kept, rowsChanged: 0, detail: `${sayFew(removed)} ${unit.plural} removed`};
    }
  };
}

/** Rows without a label leave before anything is learned. They are kept for the audit, never counted as a class. */
export function setUnlabelledApart({unit, label}: DatasetDefinition): WrangleStep {
  return {
    name: "set-unlabelled-apart",
    title: `Set ${unit.plural} without a label apart`,
    why: `A missing label is neither “${label.churned}” nor “${label.retained}”. Read as a class, it would teach a model what nobody knows.`,
    apply(table) {
      const labelled = table.filter(escape((row: Record<string, number>) => row[LABEL] >= 0)).reify();
      const removed = table.numRows() - labelled.numRows();
      return {
        table: labelled,
        rowsChanged: 0,
        detail: `${sayFew(removed)} ${unit.plural} without a label`
      };
    }
  };
}

/** Rows that are no users, which nothing but the ledger counts. */
export const SET_APART = ["set-bare-apart", "set-not-rows-apart"];

const sayBare = (n: number, {singular}: DatasetDefinition["unit"]): Pick<LedgerLine, "title" | "why" | "detail"> => ({
  title: "Set rows without any value apart",
  why: `A line of commas only is what programs leave below a table; it is no ${singular}.`,
  detail: `${sayFew(n)} rows without a value in any column`
});

const sayNotRows = (n: number, notRows: readonly NotRow[]): Pick<LedgerLine, "title" | "why" | "detail"> => ({
  title: "Set lines that are no data apart",
  why: "The definition names them: they stand among the rows, and say something of the columns or of all rows.",
  detail: `${sayFew(n)}: ${listWords([...new Set(notRows.map((d) => d.why))])}`
});

/** The ledger lines of what reading has done already: rows without any value set apart, columns left behind, numbers rounded. */
export function ledgerOfIngest(
  {nRows, nBare, nNotRows, nColumns, extraColumns, identifiers, rounding}: IngestReport,
  {unit, notRows = []}: DatasetDefinition
): LedgerLine[] {
  const line = {rowsIn: nRows, rowsOut: nRows, rowsRemoved: 0, rowsChanged: 0};
  const known = nColumns - extraColumns.length;
  const kept = known - identifiers.length;
  const steps: LedgerLine[] = [];
  const apart = (name: string, words: Pick<LedgerLine, "title" | "why" | "detail">, rowsIn: number, rowsRemoved: number): void => {
    if (rowsRemoved === 0) return;
    const rowsOut = rowsIn - rowsRemoved;
    steps.push({...line, name, ...words, rowsIn, rowsOut, rowsRemoved, columnsIn: nColumns, columnsOut: nColumns});
  };
  apart(SET_APART[0], sayBare(nBare, unit), nRows + nNotRows + nBare, nBare);
  apart(SET_APART[1], sayNotRows(nNotRows, notRows), nRows + nNotRows, nNotRows);
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
    why: `A number that was handed out says nothing about ${withArticle(unit.singular)}, but a flexible model can learn it by heart.`,
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
    detail:
      rounding.columns.length === 0
        ? "no number changed"
        : `${sayFew(rounding.rows)} ${unit.plural} rounded after the seventh digit, in ${someOf(rounding.columns, 10)}`
  });
  return steps;
}
