import {sayRange} from "../../../lib/batch/describeRows.js";
import {describeValue} from "../../../lib/whatif/values.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import type {BatchBook} from "../batch.js";

interface Needed {
  name: string;
  title: string;
  values: string;
  typical: string;
}

/** What a file must hold, before there is one. */
export function neededColumns({book, ranges}: BatchBook): HTMLElement {
  const rows = book.inputs.map(({name, title, kind, levels, unit}): Needed => {
    const {min = -Infinity, max = Infinity} = ranges[name] ?? {};
    return {
      name, title,
      values: kind === "category" ? levels.join(" or ") : `${sayRange(min, max)}${unit ? `, ${unit}` : ""}`,
      typical: describeValue({unit: null}, book.typical[name])
    };
  });
  return el("section", {class: "bt-needed"},
    el("h2", {}, "What a file must hold"),
    el("p", {class: "wi-note"}, "One row each, one column per input, in any order; further columns are kept. An empty cell is a missing value, and the model reads it as it did in training."),
    dataTable<Needed>({
      caption: "Columns that the models read", hideCaption: true, sortable: false, rows,
      columns: [
        {key: "name", title: "Column", format: (name) => el("code", {}, name)},
        {key: "title", title: "What it is"},
        {key: "values", title: "What can be"},
        {key: "typical", title: "Typical", align: "right"}
      ]
    }));
}
