import type {ModelsBook} from "../../../lib/book/models.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import {formatMetric} from "../formatMetric.js";
import {modelLabel} from "../roleTag.js";
import {getFinalist, roleOf} from "../roles.js";
import type {CrownChoice} from "./crownBy.js";
import {crownBy} from "./crownBy.js";
import {crownsClaim, crownWhy} from "./crownClaims.js";

/** Every yardstick's crown by the same rule, so that nobody need wonder which one was picked to win. */
export function crownTable(book: ModelsBook, {choice}: {choice: CrownChoice}): HTMLElement {
  const crowns = book.metrics.map(({name}) => crownBy(book, {...choice, metric: name}));
  const rows = book.metrics.map(({name, title}, i) => {
    const {champion, bestMean, ties} = crowns[i];
    return {name, title, champion, bestMean, ties: ties.map((d) => getFinalist(book, d).title).join(", "), why: crownWhy(book, crowns[i])};
  });
  return dataTable({
    columns: [
      {key: "title", title: "Yardstick", format: (title, row) => (row.name === book.selectionMetric ? `${title}, the written rule` : title)},
      {key: "champion", title: "Crowns", format: (name) => modelLabel(getFinalist(book, name).title, roleOf(book, name))},
      {key: "bestMean", title: "Best mean", sortable: false, format: (value, row) => formatMetric(row.name, value)},
      {key: "why", title: "Why", format: (why) => el("span", {class: "crown-why"}, why)},
      {key: "ties", title: "Exact ties", format: (ties) => ties || "none"}
    ],
    rows,
    rowClass: (row) => (row.name === choice.metric ? "selected" : null),
    caption: crownsClaim(book, crowns)
  });
}
