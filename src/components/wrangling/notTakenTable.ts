import type {WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {churnColumn, churnScaleEnd} from "./churnColumn.js";

/** Usual cleaning steps that are not taken, the users each would have touched, and why not. */
export function notTakenTable({notTaken = []}: WranglingBook, baseRate: number): HTMLElement {
  if (notTaken.length === 0) return emptyState("No usual cleaning step was left out.");
  return dataTable({
    caption: "Steps not taken",
    hideCaption: true,
    rows: notTaken,
    sort: {key: "rows", descending: true},
    columns: [
      {key: "title", title: "Step", format: (title, {whyNot}) => el("span", {}, title, el("small", {}, whyNot))},
      {key: "rows", title: "Users touched", format: formatCount},
      churnColumn(baseRate, churnScaleEnd(notTaken.map(({churn}) => churn), baseRate))
    ]
  });
}
