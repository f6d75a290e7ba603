import type {AuditFinding, WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {churnColumn, churnScaleEnd} from "./churnColumn.js";

/** Rules of the dataset definition and the users that break them, with how many of those churned. */
export function findingsTable({findings}: WranglingBook, baseRate: number): HTMLElement {
  const [broken, kept] = [findings.filter(({rows}) => rows > 0), findings.filter(({rows}) => rows === 0)];
  return el("div", {},
    broken.length > 0 ? brokenTable(broken, baseRate) : emptyState("No rule is broken."),
    kept.length > 0 ? el("details", {class: "expert"},
      el("summary", {}, `${kept.length} more rules, which every row keeps`),
      dataTable({
        caption: "Rules that hold", hideCaption: true, rows: kept,
        columns: [{key: "title", title: "Rule"}, {key: "why", title: "What must hold"}, {key: "action", title: "What is done"}]
      })) : null);
}

function brokenTable(findings: readonly AuditFinding[], baseRate: number): HTMLElement {
  const end = churnScaleEnd(findings.map(({churn}) => churn), baseRate);
  return dataTable({
    caption: "What cannot be, counted",
    hideCaption: true,
    rows: findings,
    sort: {key: "rows", descending: true},
    columns: [
      {key: "title", title: "Rule", format: (title, {why}) => el("span", {}, title, el("small", {}, why))},
      {key: "rows", title: "Users", format: (rows, {share}) => el("span", {}, formatCount(rows), el("small", {}, formatShare(share)))},
      churnColumn(baseRate, end),
      {key: "action", title: "What is done"}
    ]
  });
}
