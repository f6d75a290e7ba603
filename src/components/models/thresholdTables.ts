import type {DrawnEvidence} from "./curveParts.js";
import type {ThresholdRow} from "../../lib/metrics/thresholdTable.js";
import type {Confusion} from "../../lib/metrics/confusion.js";
import {formatFixed, formatShare, formatCount, formatInHundred} from "../../lib/format.js";
import {accuracyOf} from "../../lib/metrics/confusion.js";
import {formatLine} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";

/** Precision, recall, lift at the line: the base rate first, each model on out-of-fold scores and, apart, on test rows. */
export function thresholdTableView(judged: readonly DrawnEvidence[], {threshold}: {threshold: number}): HTMLElement {
  const [first] = judged;
  const base = {
    title: "Base rate: calls at random",
    users: "same share",
    precision: first.baseRate,
    recall: first.at(threshold).contacted,
    lift: 1 as number | null,
    contacted: first.at(threshold).contacted,
    accuracy: 1 - first.baseRate
  };
  const rows = judged.map((model) => {
    const row = model.at(threshold);
    const {precision, recall, contacted} = row;
    const users = model.set === "test" ? "test" : "out-of-fold";
    return {title: model.title, users, precision, recall, lift: liftOf(row, model.baseRate), contacted, accuracy: accuracyOf(row)};
  });
  const share = (value: number): string => formatShare(value);
  return dataTable({
    columns: [
      {key: "title", title: "Model"},
      {key: "users", title: "Judged on"},
      {key: "precision", title: "Precision", hint: "Churned among those called churned", format: share},
      {key: "recall", title: "Recall", hint: "Churners found", format: share},
      {
        key: "lift",
        title: "Lift",
        hint: "Precision over the base rate",
        align: "right",
        format: (value) => (value === null ? "nobody called" : `${formatFixed(value, 2)}×`)
      },
      {key: "contacted", title: "Users called", format: share},
      {
        key: "accuracy",
        title: "Accuracy",
        hint: "Always saying “retained” has the accuracy in the first row",
        format: (value) => formatShare(value)
      }
    ],
    rows: [base, ...rows],
    pinned: (row) => row === base,
    rowClass: (row) => (row.users === "test" ? "apart" : null),
    sortable: false,
    caption: `With the line at ${formatLine(threshold)}`
  });
}

/** What the contact rule at this threshold gives, as a claim. @param baseRate share of all these users that churned */
export function thresholdClaim(row: ThresholdRow, baseRate: number): string {
  if (row.contacted === 0) return `No user scores ${formatLine(row.threshold)} or more: nobody is called churned`;
  const found = `finds ${formatShare(row.recall, 0)} of churners among ${formatShare(row.contacted, 0)} of users`;
  return `A line at ${formatLine(row.threshold)} ${found}: ${formatFixed(row.precision / baseRate, 1)} times the base rate`;
}

/** Precision against the base rate; null where nobody is called churned. */
export function liftOf(row: ThresholdRow, baseRate: number): number | null {
  return row.contacted === 0 ? null : row.precision / baseRate;
}

/** Where two models differ at one line, and who was right about those users. */
export function agreementSentence(agreement: Agreement, [first, second]: readonly [string, string]): string {
  const {n, onlyFirst, onlySecond, churnedOnlyFirst, churnedOnlySecond} = agreement;
  const apart = onlyFirst + onlySecond;
  if (apart === 0) return `At this line ${first} and ${second} call the same users churned.`;
  const alone = (title: string, users: number, churned: number | null): string =>
    churned === null ? `nobody by ${title} alone` : `${formatCount(users)} by ${title} alone (${formatInHundred(churned)} of them churned)`;
  const parts = `${alone(first, onlyFirst, churnedOnlyFirst)}, ${alone(second, onlySecond, churnedOnlySecond)}`;
  return `At this line the two disagree about ${formatCount(apart)} of ${formatCount(n)} users: ${parts}.`;
}

/** How far two models agree about the same users, given one threshold. */
export interface Agreement {
  n: number;
  /** users called churned by both, by neither, by the first alone, by the second alone */
  both: number;
  neither: number;
  onlyFirst: number;
  onlySecond: number;
  /** share of churned among those that only the one calls; null where there are none */
  churnedOnlyFirst: number | null;
  churnedOnlySecond: number | null;
}

/**
 * Counts agreement at a threshold: a score at or above it calls the user churned.
 *
 * @param y length n, each 0 or 1
 * @param first length n, probabilities
 * @param second length n, probabilities of the same users
 */
export function agreementAt(
  y: ArrayLike<number>,
  [first, second]: readonly [ArrayLike<number>, ArrayLike<number>],
  threshold: number
): Agreement {
  const users = [0, 0, 0, 0];
  const churned = [0, 0, 0, 0];
  for (let i = 0; i < y.length; ++i) {
    const cell = (first[i] >= threshold ? 2 : 0) + (second[i] >= threshold ? 1 : 0);
    users[cell] += 1;
    churned[cell] += y[i];
  }
  const [neither, onlySecond, onlyFirst, both] = users;
  return {
    n: y.length,
    both,
    neither,
    onlyFirst,
    onlySecond,
    churnedOnlyFirst: onlyFirst === 0 ? null : churned[2] / onlyFirst,
    churnedOnlySecond: onlySecond === 0 ? null : churned[1] / onlySecond
  };
}

/** What was said against what happened, as counts and shares of all users; the tint repeats the share. */
export function confusionTable(counts: Confusion, {caption}: {caption: string}): HTMLElement {
  const {truePositive, falsePositive, falseNegative, trueNegative} = counts;
  const n = truePositive + falsePositive + falseNegative + trueNegative;
  const cell = (users: number, kind: "churned" | "retained", word: string): HTMLElement =>
    el(
      "td",
      {class: kind, style: `--share: ${users / n}`},
      el("strong", {}, formatCount(users)),
      el("small", {}, `${formatShare(users / n)} · ${word}`)
    );
  return el(
    "table",
    {class: "confusion"},
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, el("td", {}), el("th", {scope: "col"}, "called churned"), el("th", {scope: "col"}, "left alone"))),
    el(
      "tbody",
      {},
      el("tr", {}, el("th", {scope: "row"}, "churned"), cell(truePositive, "churned", "found"), cell(falseNegative, "churned", "missed")),
      el(
        "tr",
        {},
        el("th", {scope: "row"}, "retained"),
        cell(falsePositive, "retained", "false alarm"),
        cell(trueNegative, "retained", "rightly left")
      )
    )
  );
}
