import type {WranglingBook} from "../../lib/book/wrangling.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import {formatCount, formatValue} from "../../lib/format.js";
import {leastOf, MIN_GROUP, sayCount} from "../../lib/groups.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

const OUTERMOST = `The mean of the ${MIN_GROUP} outermost, to three digits of the column’s spread: what one ${rowUnit.one} has is not told`;

/** Every column as it was read, folded: kind, missing and impossible values, range. */
export function columnsTable(book: WranglingBook): HTMLElement {
  const summary = `All ${formatCount(book.columns.length)}: kind, missing and impossible values, range`;
  return el("details", {class: "expert"}, el("summary", {}, summary), table(book));
}

function table({columns}: WranglingBook): HTMLElement {
  return dataTable({
    caption: "Columns as read",
    hideCaption: true,
    long: "columns",
    rows: columns,
    columns: [
      {key: "title", title: "Column", format: (title, {name}) => el("span", {}, title, el("small", {}, el("code", {}, name)))},
      {key: "kind", title: "Kind", format: (kind, {unit}) => (unit ? `${kind}, ${unit}` : kind)},
      {key: "missing", title: "Missing", format: sayCount, sortValue: leastOf},
      {key: "distinct", title: "Distinct values", format: formatCount},
      {key: "least", title: "Least", hint: OUTERMOST, align: "right", format: (value) => (value === null ? "–" : formatValue(value))},
      {key: "most", title: "Greatest", hint: OUTERMOST, align: "right", format: (value) => (value === null ? "–" : formatValue(value))},
      {key: "outOfRange", title: "Out of range", hint: `To the nearest ${MIN_GROUP}`, format: sayCount, sortValue: leastOf}
    ]
  });
}

/** From a column's name to its title in plain words. */
export function titlesOf({definition}: DatasetBook): (input: string) => string {
  const titles = new Map(definition.inputs.map(({name, title}) => [name, title]));
  return (input) => titles.get(input) ?? input;
}
