import type {Batch, BatchBook} from "./batchState.js";
import type {RowRemark} from "../../lib/batch/describeRows.js";
import type {CellRule} from "../../lib/rows/cell.js";
import type {Column} from "../ui/dataTable.js";
import type {Gains} from "./gains.js";
import {formatMoney} from "../../lib/decide/moneyWords.js";
import {someOf} from "../../lib/check.js";
import {formatCount, formatShare, formatValue, isolate, shorten} from "../../lib/format.js";
import {describeMissing, describeUnseen} from "../../lib/whatif/readAs.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";

interface ReadInput {
  title: string;
  column: string;
  missing: number;
  readAs: string;
  /** rows that were scored with a level that the model does not know */
  unseen: number;
  /** null: a number has no levels */
  unseenAs: string | null;
}

/** What was read: which column stands for which input, what is missing in it, and as what the model reads that. */
export function readTable(batch: Batch, {book}: BatchBook): HTMLElement {
  const {model, source, places, scored} = batch;
  const rows = model.inputs.map(({name}, j): ReadInput => {
    const {title, unit} = book.inputs.find((d) => d.name === name) ?? {title: name, unit: null};
    return {
      title,
      column: source.columns[places[j]],
      missing: scored.missing[j],
      readAs: describeMissing(model, {name, unit}),
      unseen: scored.unseen[j],
      unseenAs: describeUnseen(model, name)
    };
  });
  return el(
    "div",
    {"data-testid": "read"},
    dataTable<ReadInput>({
      caption: "What was read of each input",
      hideCaption: true,
      rows,
      sortable: false,
      columns: [
        {key: "title", title: "Input"},
        {key: "column", title: "Column of the file", format: (column) => el("code", {}, column)},
        {key: "missing", title: "Missing", format: formatCount},
        {key: "readAs", title: "A missing value is read as"},
        ...(model.inputs.some(({kind}) => kind === "category")
          ? [
              {
                key: "unseen",
                title: "Unknown levels",
                format: (n: number, {unseenAs}: ReadInput) => (unseenAs ? formatCount(n) : "")
              } as const,
              {key: "unseenAs", title: "An unknown level is read as", format: (words: string | null) => words ?? ""} as const
            ]
          : [])
      ]
    })
  );
}

/** Sentences on names: what was matched by a name written otherwise, and what is kept beside the inputs. */
export function sayColumns({file, places, source, model, scored, outcome}: Batch): string[] {
  const forgiven = model.inputs.flatMap(({name}, j) =>
    source.columns[places[j]] === name ? [] : [`“${source.columns[places[j]]}” as ${name}`]
  );
  const extra = source.columns
    .filter((_, place) => !places.includes(place) && place !== outcome?.place)
    .map((name) => `“${isolate(name)}”`);
  const nUnseen = scored.unseen.reduce((a, b) => a + b, 0);
  const nMissing = scored.missing.reduce((a, b) => a + b, 0);
  return [
    `${file.form}.`,
    ...(forgiven.length > 0 ? [`Read by a name written otherwise: ${someOf(forgiven, 3)}.`] : []),
    ...(nUnseen > 0
      ? [
          `${formatCount(nUnseen)} ${nUnseen === 1 ? "level" : "levels"} that the model does not know, taken as the one pooled from rare ones.`
        ]
      : []),
    ...(nMissing > 0 ? [`${formatCount(nMissing)} missing ${nMissing === 1 ? "value" : "values"}, taken as in training.`] : []),
    ...(outcome ? [`“${source.columns[outcome.place]}” says what happened, and judges the scores.`] : []),
    ...(extra.length > 0 ? [`Kept, and not read by the model: ${someOf(extra, 12)}.`] : [])
  ];
}

const SHOWN = 100;

export interface RemarkTableOptions {
  /** rows, from 0 */
  rows: readonly number[];
  describe: (row: number) => RowRemark[];
  /** what the rows have in common: "rows could not be scored" */
  caption: (count: string) => string;
  name: string;
}

/** Rows of which something is to be said, cell by cell; the first hundred. */
export function remarkTable({rows, describe, caption, name}: RemarkTableOptions): HTMLElement {
  const remarks = rows.slice(0, SHOWN).flatMap(describe);
  const more = rows.length > SHOWN ? `; the first ${SHOWN} are shown` : "";
  return el(
    "div",
    {class: "bt-remarks", "data-testid": name},
    dataTable<RowRemark>({
      caption: `${caption(formatCount(rows.length))}${more}`,
      rows: remarks,
      columns: [
        {key: "row", title: "Row", format: formatCount},
        ...(remarks.some(({line}) => line !== null)
          ? [{key: "line", title: "Line", format: (line: number | null) => (line === null ? "" : formatCount(line))} as const]
          : []),
        {key: "column", title: "Column", format: (text) => (text === null ? "the whole row" : shorten(text, MOST))},
        {key: "reason", title: "Why", format: (text) => shorten(text, MOST)}
      ]
    })
  );
}

const SHOWN_ROWS = 20;
/** Columns of the reader's own beside the inputs: most tables begin with what names a row. */
const OWN_COLUMNS = 2;

type RowView = Record<string, string | number>;

/** The rows of which contact is expected to bring most, where that is told, or else of the highest scores; with both, and what the model read. */
export function topRows(batch: Batch, gains: Gains | null): HTMLElement {
  const {
    source,
    scored,
    places,
    model: {inputs}
  } = batch;
  const best = highest(gains?.gains ?? scored.probability, SHOWN_ROWS);
  const own = source.columns
    .map((_, place) => place)
    .filter((place) => !places.includes(place))
    .slice(0, OWN_COLUMNS);
  const shown = [...own, ...places];
  const rows = best.map((row): RowView => {
    const {cells} = source.read(row);
    return {
      row: row + 1,
      score: scored.probability[row],
      ...(gains ? {gain: gains.gains[row]} : {}),
      ...Object.fromEntries(shown.map((place) => [`c${place}`, shownCell(cells?.[place] ?? "", inputs[places.indexOf(place)])]))
    };
  });
  const columns: Column<RowView>[] = [
    {key: "row", title: "Row", format: (value) => formatCount(Number(value))},
    {key: "score", title: "Score", format: (value) => formatShare(Number(value))},
    ...(gains
      ? [{key: "gain", title: "Expected gain", format: (value) => formatMoney(Number(value), gains.unit)} satisfies Column<RowView>]
      : []),
    ...shown.map((place): Column<RowView> => ({
      key: `c${place}`,
      title: source.columns[place],
      format: (value) => (typeof value === "number" ? formatValue(value) : shorten(value, MOST))
    }))
  ];
  const nGood = scored.nRows - scored.bad.length;
  return el(
    "div",
    {class: "bt-top-rows", "data-testid": "top-rows"},
    dataTable<RowView>({
      caption:
        nGood <= SHOWN_ROWS
          ? `${nGood > 1 ? `All ${nGood} rows` : "Rows"} that were scored, the highest first`
          : `The ${SHOWN_ROWS} highest ${gains ? "expected gains" : "scores"} of ${formatCount(nGood)}`,
      columns,
      rows,
      sort: {key: gains ? "gain" : "score", descending: true},
      empty: "No row could be scored."
    })
  );
}

/** Numbers as numbers, so that they are sorted by size, but not days such as 20241231. @param input that reads the cell; none does of other columns */
export function shownCell(cell: string, input: CellRule | undefined): string | number {
  const value = Number(cell);
  const isNumber = input?.kind === "number" && input.asOf === undefined;
  return isNumber && cell.trim() !== "" && Number.isFinite(value) ? value : cell;
}

/** The rows of the k largest values, the largest first; of equals the first. NaN is none. */
function highest(values: Float64Array, k: number): number[] {
  const best: number[] = [];
  for (let row = 0; row < values.length; ++row) {
    if (Number.isNaN(values[row]) || (best.length === k && values[row] <= values[best[k - 1]])) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]] < values[row]) --at;
    best.splice(at, 0, row);
    if (best.length > k) best.pop();
  }
  return best;
}

const MOST = 120;
