import type {Rate} from "../../lib/book/common.js";
import type {AuditFinding, WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import type {Child} from "../ui/dom.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {intervalStrip} from "../ui/statCard.js";

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
  const top = Math.max(baseRate, ...findings.map(({churn}) => (churn && churn.n >= 10 ? churn.high : 0)));
  const end = Math.ceil(top * 10) / 10;
  return dataTable({
    caption: "What cannot be, counted",
    hideCaption: true,
    rows: findings,
    sort: {key: "rows", descending: true},
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
