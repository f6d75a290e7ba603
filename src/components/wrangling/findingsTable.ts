import type {AuditFinding, WranglingBook} from "../../lib/book/wrangling.js";
import type {Rate} from "../../lib/book/common.js";
import type {Child} from "../ui/dom.js";
import {capitalised, formatShare, listWords} from "../../lib/format.js";
import {FEW, leastOf, MIN_GROUP, sayCount} from "../../lib/groups.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {intervalStrip} from "../ui/statCard.js";
import {rowUnit} from "../ui/rowUnit.js";

/** How rows that a rule finds are told. */
const NEAREST = `to the nearest ${MIN_GROUP}`;
/** Broken rules that stand open; more are folded where that spares two rows at the least. */
const MOST_SHOWN = 6;

/** Rules of the dataset definition and the users that break them, with how many of those churned. */
export function findingsTable({findings}: WranglingBook, baseRate: number): HTMLElement {
  const kept = findings.filter(({rows, kind}) => rows === 0 && isRule({kind}));
  const broken = findings.filter(({rows}) => rows !== 0).sort((a, b) => leastOf(b.rows) - leastOf(a.rows));
  const shown = broken.length > MOST_SHOWN + 1 ? MOST_SHOWN : broken.length;
  const end = churnScaleEnd(
    broken.map(({churn}) => churn),
    baseRate
  );
  const table = (rows: readonly AuditFinding[]): HTMLElement => brokenTable(rows, {baseRate, end});
  return el(
    "div",
    {},
    broken.length > 0 ? table(broken.slice(0, shown)) : emptyState("No rule is broken."),
    shown < broken.length
      ? el("details", {class: "expert"}, el("summary", {}, sayFolded(broken.slice(shown))), table(broken.slice(shown)))
      : null,
    kept.length > 0
      ? el(
          "details",
          {class: "expert"},
          el(
            "summary",
            {},
            `${kept.length}${broken.some(isRule) ? " more" : ""} ${kept.length === 1 ? "rule" : "rules"}, which every row keeps`
          ),
          dataTable({
            caption: "Rules that hold",
            hideCaption: true,
            long: "rules",
            rows: kept,
            columns: [
              {key: "title", title: "Rule"},
              {key: "why", title: "What must hold"},
              {key: "action", title: "What is done"}
            ]
          })
        )
      : null
  );
}

/** A value may be missing, so that columns in which some are break no rule, and others keep none. */
function isRule({kind}: Pick<AuditFinding, "kind">): boolean {
  return kind !== "missing";
}

function sayFolded(findings: readonly AuditFinding[]): string {
  const nRules = findings.filter(isRule).length;
  const parts = [
    ...(nRules > 0 ? [`${nRules} more ${nRules === 1 ? "rule that is" : "rules that are"} broken`] : []),
    ...(nRules < findings.length ? [`${findings.length - nRules} more with missing values`] : [])
  ];
  return listWords(parts);
}

function brokenTable(findings: readonly AuditFinding[], {baseRate, end}: {baseRate: number; end: number}): HTMLElement {
  return dataTable({
    caption: "What cannot be, counted",
    hideCaption: true,
    long: "rules",
    rows: findings,
    sort: {key: "rows", descending: true},
    columns: [
      {key: "title", title: "Rule", format: (title, {why}) => el("span", {}, title, el("small", {}, why))},
      {
        key: "rows",
        title: capitalised(rowUnit.many),
        unit: NEAREST,
        align: "right",
        sortValue: leastOf,
        format: (rows, {share}) => el("span", {}, sayCount(rows), share === null ? null : el("small", {}, formatShare(share)))
      },
      churnColumn(baseRate, end),
      {key: "action", title: "What is done"}
    ]
  });
}

/** The end of a scale from 0 that holds the base rate and every interval of ten users or more, in tenths. */
export function churnScaleEnd(rates: readonly (Rate | null)[], baseRate: number): number {
  const highs = rates.map((rate) => (rate && rate.n >= 10 ? rate.high : 0));
  return Math.min(1, Math.ceil(Math.max(baseRate, ...highs) * 10) / 10);
}

/** A column of churn rates: the number, its interval, and both on a scale with the base rate's mark. */
function churnColumn(baseRate: number, end: number) {
  return {
    key: "churn" as const,
    title: "Churned",
    unit: `0 to ${formatShare(end, 0)}, ┃ everyone`,
    align: "left" as const,
    sortValue: (churn: Rate | null) => churn?.rate ?? null,
    format: (churn: Rate | null): Child => {
      if (!churn) return el("span", {title: `Too few of a class to be told: ${FEW}`}, "–");
      const {rate, low, high} = churn;
      return el(
        "span",
        {class: "churn-cell"},
        el("strong", {}, formatShare(rate, 0)),
        ` (${formatShare(low, 0)} to ${formatShare(high, 0)})`,
        intervalStrip({interval: {estimate: rate, low, high}, domain: [0, end], reference: baseRate, color: "var(--churned)"})
      );
    }
  };
}

/** Usual cleaning steps that are not taken, the users each would have touched, and why not. */
export function notTakenTable({notTaken = []}: WranglingBook, baseRate: number): HTMLElement {
  if (notTaken.length === 0) return emptyState("No usual cleaning step was left out.");
  return dataTable({
    caption: "Steps not taken",
    hideCaption: true,
    long: "steps",
    rows: notTaken,
    sort: {key: "rows", descending: true},
    columns: [
      {key: "title", title: "Step", format: (title, {whyNot}) => el("span", {}, title, el("small", {}, whyNot))},
      {key: "rows", title: "Touched", unit: NEAREST, align: "right", format: sayCount, sortValue: leastOf},
      churnColumn(
        baseRate,
        churnScaleEnd(
          notTaken.map(({churn}) => churn),
          baseRate
        )
      )
    ]
  });
}
