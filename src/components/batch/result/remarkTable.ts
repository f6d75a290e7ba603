import type {RowRemark} from "../../../lib/batch/describeRows.js";
import {formatCount} from "../../../lib/format.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import {shorten} from "./shorten.js";

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
  return el("div", {class: "bt-remarks", "data-testid": name}, dataTable<RowRemark>({
    caption: `${caption(formatCount(rows.length))}${more}`, rows: remarks,
    columns: [
      {key: "row", title: "Row", format: formatCount},
      {key: "column", title: "Column", format: shorten},
      {key: "reason", title: "Why", format: shorten}
    ]
  }));
}
