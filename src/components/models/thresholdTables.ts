import type {DrawnEvidence} from "./curveParts.js";
import type {ThresholdRow} from "../../lib/metrics/thresholdTable.js";
import type {Ladder, LadderStep} from "../../lib/book/scores.js";
import type {Confusion} from "../../lib/metrics/confusion.js";
import {formatFixed, formatShare, formatCount} from "../../lib/format.js";
import {accuracyOf} from "../../lib/metrics/confusion.js";
import {formatPart} from "../../lib/decide/moneyWords.js";
import {formatLine} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {noGroups} from "../shared/noGroups.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Precision, recall, lift at the line: the base rate first, each model on out-of-fold scores and, apart, on test rows. */
export function thresholdTableView(judged: readonly DrawnEvidence[], {threshold}: {threshold: number}): HTMLElement {
  const [first] = judged;
  const base = {
    title: "Calls at random",
    users: "",
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
      {key: "title", title: "Model", format: (title, {users}) => el("span", {}, title, users ? el("small", {}, users) : null)},
      {key: "precision", title: "Precision", hint: "Churned among those called churned", format: share},
      {key: "recall", title: "Recall", hint: "Churners found", format: share},
      {
        key: "lift",
        title: "Lift",
        hint: "Precision over the base rate",
        align: "right",
        format: (value) => (value === null ? "none" : `${formatFixed(value, 2)}×`)
      },
      {key: "contacted", title: "Called churned", format: share},
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
    caption: Number.isFinite(threshold) ? `With the line at ${formatLine(threshold)}` : "While nobody is contacted"
  });
}

/** What the contact rule at this threshold gives, as a claim. @param baseRate share of all these users that churned */
export function thresholdClaim(row: ThresholdRow, baseRate: number): string {
  if (!Number.isFinite(row.threshold)) return "The line is to contact nobody: nobody is called churned";
  if (row.contacted === 0) return `No ${rowUnit.one} scores ${formatLine(row.threshold)} or more: nobody is called churned`;
  const found = `finds ${formatPart(row.recall, 1, 0)} of churners among ${formatPart(row.contacted, 1, 0)} of ${rowUnit.many}`;
  return `A line at ${formatLine(row.threshold)} ${found}: ${formatFixed(row.precision / baseRate, 1)} times the base rate`;
}

/** Precision against the base rate; null where nobody is called churned. */
export function liftOf(row: ThresholdRow, baseRate: number): number | null {
  return row.contacted === 0 ? null : row.precision / baseRate;
}

/** Where two models differ at one line, as far as the book tells; empty where it does not. */
export function agreementSentence(ladder: Ladder | null, threshold: number, titleOf: (name: string) => string): string {
  const step = ladder && Number.isFinite(threshold) ? nearestStep(ladder, threshold) : null;
  if (!ladder || !step) return "";
  const [first, second] = [ladder.first, ladder.second].map(titleOf);
  const line = formatLine(step.percent / 100);
  const {onlyFirst, onlySecond} = step;
  const apart = onlyFirst + onlySecond;
  if (apart === 0) return `At a line of ${line} ${first} and ${second} call the same ${rowUnit.many} churned.`;
  const alone = (title: string, users: number): string =>
    users === 0 ? `nobody by ${title} alone` : `${formatCount(users)} by ${title} alone`;
  return (
    `At a line of ${line} the two disagree about ${formatCount(apart)} of ${formatCount(ladder.n)} ${rowUnit.many}: ` +
    `${alone(first, onlyFirst)}, ${alone(second, onlySecond)}.`
  );
}

/** The ladder of two models, whichever stands first; null where the book has none. */
export function ladderOf(ladders: readonly Ladder[], a: string, b: string): Ladder | null {
  return ladders.find((d) => (d.first === a && d.second === b) || (d.first === b && d.second === a)) ?? null;
}

function nearestStep({steps}: Ladder, threshold: number): LadderStep | null {
  const gap = (d: LadderStep): number => Math.abs(d.percent / 100 - threshold);
  return steps.reduce<LadderStep | null>((best, d) => (best === null || gap(d) < gap(best) ? d : best), null);
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

/** Where a side has too few users for groups. */
export function tooFew(): HTMLElement {
  return noGroups("The metrics in the tables are those of all of them.");
}
