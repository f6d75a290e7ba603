import type {DatasetDefinition, Guess, NotRow} from "../../lib/dataset/definition.js";
import type {LedgerStep} from "../../lib/book/wrangling.js";
import type {IngestReport} from "../ingest/readTable.js";
import {nearPart, sayChanged, sayFew, toCount} from "../../lib/groups.js";
import {someOf} from "../../lib/check.js";
import {capitalised, isolate, listWords, withArticle} from "../../lib/format.js";
import {LEFT_OUT} from "../../lib/infer/sayGuesses.js";

/** Columns that a line of the ledger names, at the most. */
const MOST_SAID = 10;

/** Rows that are no users, which nothing but the ledger counts. */
export const SET_APART = ["set-bare-apart", "set-not-rows-apart"];

const sayBare = (n: number, {singular}: DatasetDefinition["unit"]): Pick<LedgerStep, "title" | "why" | "detail"> => ({
  title: "Set rows without any value apart",
  why: `A line of commas only is what programs leave below a table; it is no ${singular}.`,
  detail: `${sayFew(n)} rows without a value in any column`
});

const sayNotRows = (n: number, notRows: readonly NotRow[]): Pick<LedgerStep, "title" | "why" | "detail"> => ({
  title: "Set lines that are no data apart",
  why: "The definition names them: they stand among the rows, and say something of the columns or of all rows.",
  detail: `${capitalised(sayFew(n))}: ${listWords([...new Set(notRows.map((d) => d.why))])}`
});

/** Why columns stay in the file: what spoke against each that `churnbook init` left out, and the rule for the others. */
function whyNotRead(columns: readonly string[], guessed: readonly Guess[]): string {
  const reasons = new Map(guessed.flatMap(({of, guess, why}) => (guess === LEFT_OUT ? [[of, why] as const] : [])));
  const against = columns
    .slice(0, MOST_SAID)
    .flatMap((name) => (reasons.has(name) ? [`${isolate(name)}, because ${reasons.get(name)}`] : []));
  return [
    against.length > 0 ? `Left out when the definition was inferred: ${against.join("; ")}.` : "",
    columns.every((name) => reasons.has(name)) ? "" : "What a column means must be written down before a model may use it."
  ]
    .filter(Boolean)
    .join(" ");
}

/** The ledger lines of what reading has done already: rows without any value set apart, columns left behind, numbers rounded. */
export function ledgerOfIngest(
  {nRows, nBare, nNotRows, nColumns, extraColumns, identifiers, rounding}: IngestReport,
  {unit, notRows = [], guessed = []}: DatasetDefinition
): LedgerStep[] {
  const line = {rowsIn: nRows, rowsOut: nRows, rowsRemoved: 0, rowsChanged: 0};
  const known = nColumns - extraColumns.length;
  const kept = known - identifiers.length;
  const changed = nearPart(rounding.rows, nRows);
  const steps: LedgerStep[] = [];
  const apart = (name: string, words: Pick<LedgerStep, "title" | "why" | "detail">, rowsIn: number, rowsRemoved: number): void => {
    if (rowsRemoved === 0) return;
    const rowsOut = rowsIn - rowsRemoved;
    steps.push({...line, name, ...words, rowsIn, rowsOut, rowsRemoved: toCount(rowsRemoved), columnsIn: nColumns, columnsOut: nColumns});
  };
  apart(SET_APART[0], sayBare(nBare, unit), nRows + nNotRows + nBare, nBare);
  apart(SET_APART[1], sayNotRows(nNotRows, notRows), nRows + nNotRows, nNotRows);
  if (extraColumns.length > 0) {
    steps.push({
      ...line,
      name: "leave-extra-columns",
      title: "Leave columns that the definition does not name",
      why: whyNotRead(extraColumns, guessed),
      columnsIn: nColumns,
      columnsOut: known,
      detail: `Not read: ${someOf(extraColumns.map(isolate), MOST_SAID)}`
    });
  }
  steps.push({
    ...line,
    name: "drop-identifiers",
    title: "Drop columns that name a row",
    why: `A number that was handed out says nothing about ${withArticle(unit.singular)}, but a flexible model can learn it by heart.`,
    columnsIn: known,
    columnsOut: kept,
    detail:
      identifiers.length === 0 ? "None in this table" : `${someOf(identifiers.map(isolate), MOST_SAID)}: no repeats found, then dropped`
  });
  steps.push({
    ...line,
    name: "round-numbers",
    title: "Round numbers to single precision",
    why: "Trees decide by thresholds. Rounded once, at the door, every number is the same in the build, in the browser and in exports.",
    rowsChanged: changed,
    columnsIn: kept,
    columnsOut: kept,
    detail:
      rounding.columns.length === 0
        ? "No number changed"
        : `Numbers of ${sayChanged(changed, nRows)} ${unit.plural} rounded after the seventh digit, in ${someOf(rounding.columns.map(isolate), MOST_SAID)}`
  });
  return steps;
}
