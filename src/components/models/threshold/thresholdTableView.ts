import {formatFixed, formatShare} from "../../../lib/format.js";
import {accuracyOf} from "../../../lib/metrics/confusion.js";
import {formatLine} from "../../../lib/whatif/values.js";
import {dataTable} from "../../ui/dataTable.js";
import type {DrawnEvidence} from "../curves/pairOf.js";
import {liftOf} from "./thresholdClaims.js";

/** Precision, recall, lift at the line: the base rate first, each model on out-of-fold scores and, apart, on test rows. */
export function thresholdTableView(judged: readonly DrawnEvidence[], {threshold}: {threshold: number}): HTMLElement {
  const [first] = judged;
  const base = {
    title: "Base rate: calls at random", users: "same share", precision: first.baseRate, recall: first.at(threshold).contacted,
    lift: 1 as number | null, contacted: first.at(threshold).contacted, accuracy: 1 - first.baseRate
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
      {key: "lift", title: "Lift", hint: "Precision over the base rate", align: "right", format: (value) => (value === null ? "nobody called" : `${formatFixed(value, 2)}×`)},
      {key: "contacted", title: "Users called", format: share},
      {key: "accuracy", title: "Accuracy", hint: "Always saying “retained” has the accuracy in the first row", format: (value) => formatShare(value)}
    ],
    rows: [base, ...rows],
    pinned: (row) => row === base,
    rowClass: (row) => (row.users === "test" ? "apart" : null),
    sortable: false,
    caption: `With the line at ${formatLine(threshold)}`
  });
}
