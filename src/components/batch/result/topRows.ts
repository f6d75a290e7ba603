import {formatCount, formatShare, formatValue} from "../../../lib/format.js";
import type {Column} from "../../ui/dataTable.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import type {Batch} from "../batch.js";
import {shorten} from "./shorten.js";

const SHOWN = 20;
/** Columns of the reader's own beside the inputs: most tables begin with what names a row. */
const OWN_COLUMNS = 2;

type RowView = Record<string, string | number>;

/** The rows with the highest scores, with what the model read. */
export function topRows(batch: Batch): HTMLElement {
  const {source, scored, places, model: {inputs}} = batch;
  const best = highest(scored.probability, SHOWN);
  const own = source.columns.map((_, place) => place).filter((place) => !places.includes(place)).slice(0, OWN_COLUMNS);
  const shown = [...own, ...places];
  const rows = best.map((row): RowView => {
    const {cells} = source.read(row);
    return {row: row + 1, score: scored.probability[row], ...Object.fromEntries(shown.map((place) => [`c${place}`, readable(cells?.[place] ?? "", places.includes(place) && inputs[places.indexOf(place)].kind === "number")]))};
  });
  const columns: Column<RowView>[] = [
    {key: "row", title: "Row", format: (value) => formatCount(Number(value))},
    {key: "score", title: "Score", format: (value) => formatShare(Number(value))},
    ...shown.map((place): Column<RowView> => ({key: `c${place}`, title: source.columns[place], format: (value) => (typeof value === "number" ? formatValue(value) : shorten(value))}))
  ];
  const nGood = scored.nRows - scored.bad.length;
  return el("div", {class: "bt-top-rows", "data-testid": "top-rows"}, dataTable<RowView>({
    caption: nGood <= SHOWN ? `All ${formatCount(nGood)} rows that were scored, the highest first` : `The ${SHOWN} highest scores of ${formatCount(nGood)}`,
    columns, rows, sort: {key: "score", descending: true}, empty: "No row could be scored."
  }));
}

/** Numbers as numbers, so that they are sorted by size. */
function readable(cell: string, isNumber: boolean): string | number {
  const value = Number(cell);
  return isNumber && cell.trim() !== "" && Number.isFinite(value) ? value : cell;
}

/** The rows of the k largest values, the largest first; of equals the first. NaN is none. */
export function highest(values: Float64Array, k: number): number[] {
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
