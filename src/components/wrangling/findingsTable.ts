import type {Rate} from "../../lib/book/common.js";
import type {WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import type {Child} from "../ui/dom.js";
import {el} from "../ui/dom.js";
import {intervalStrip} from "../ui/statCard.js";

/** Rules of the dataset definition and the users that break them, with how many of those churned. */
export function findingsTable({findings}: WranglingBook, baseRate: number): HTMLElement {
  const top = Math.max(baseRate, ...findings.map(({churn}) => (churn && churn.n >= 10 ? churn.high : 0)));
  const end = Math.ceil(top * 10) / 10;
  return dataTable({
    caption: "What cannot be, counted",
    hideCaption: true,
    rows: findings,
    sort: {key: "rows", descending: true},
    rowClass: ({rows}) => (rows === 0 ? "clean" : null),
    columns: [
      {key: "title", title: "Rule", format: (title, {why}) => el("span", {}, title, el("small", {}, why))},
      {key: "rows", title: "Users", format: (rows, {share}) => el("span", {}, formatCount(rows), el("small", {}, formatShare(share)))},
      {
        key: "churn", title: "Churned", unit: `0 to ${formatShare(end, 0)}, ┃ everyone`, align: "left",
        sortValue: (churn) => churn?.rate ?? null, format: (churn) => churnCell(churn, baseRate, end)
      },
      {key: "action", title: "What is done"}
    ]
  });
}

function churnCell(churn: Rate | null, baseRate: number, end: number): Child {
  if (!churn) return "–";
  const {rate, low, high} = churn;
  return el("span", {class: "churn-cell"},
    el("strong", {}, formatShare(rate, 0)), ` (${formatShare(low, 0)} to ${formatShare(high, 0)})`,
    intervalStrip({interval: {estimate: rate, low, high}, domain: [0, end], reference: baseRate, color: "var(--churned)"}));
}
