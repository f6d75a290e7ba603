import {buildContactList} from "../../../lib/decide/contactList.js";
import {formatCount} from "../../../lib/format.js";
import {formatCsv} from "../../ui/files/csv.js";
import {el} from "../../ui/dom.js";
import {download} from "../../ui/files/download.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "./resultBox.js";

export interface ExportOptions {
  sha256: string;
  /** the user's number in the table, by place among the out-of-fold users; 1 is the first */
  rowNumber: (row: number) => number;
  many: string;
}

/** The list to contact as CSV, safe to open in a spreadsheet, every line with the model's hash. */
export function exportList(first: Decision, {sha256, rowNumber, many}: ExportOptions): DecidePart {
  const button = el("button", {type: "button", class: "primary no-print", "data-testid": "export"});
  let latest = first;
  button.addEventListener("click", () => {
    const {ranking, point, choice} = latest;
    const {header, rows} = buildContactList(ranking, {contacted: point.contacted, threshold: point.threshold, model: {name: choice.model, sha256}, rowNumber});
    download(new Blob([formatCsv(header, rows)], {type: "text/csv"}), `contact-${sha256.slice(0, 8)}.csv`);
  });
  return {
    element: el("div", {class: "dc-export"}, button,
      el("p", {class: "wi-note"}, `Users are named by their number among the labelled ${many} of the table; the list holds no input. These ${many} are the past that the model was judged on: use the list to see whom the line picks. To choose whom to contact next, score new ${many} with the same model and line.`)),
    show(decision) {
      latest = decision;
      button.textContent = `Save the list: ${formatCount(decision.point.contacted)} ${many} (CSV)`;
      button.disabled = decision.point.contacted === 0;
    }
  };
}
