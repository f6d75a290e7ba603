import {buildContactList} from "../../../lib/decide/contactList.js";
import {nameFew} from "../../../lib/decide/words/few.js";
import {formatCsv} from "../../ui/files/csv.js";
import {download} from "../../ui/files/download.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";

export interface ExportOptions {
  sha256: string;
  /** the user's row in the table, by place among the out-of-fold users; 1 is the first under the header */
  rowOf: (place: number) => number;
  many: string;
}

/** The list to contact as CSV, safe to open in a spreadsheet, every line with the model's hash. */
export function exportList(first: Decision, {sha256, rowOf, many}: ExportOptions): DecidePart {
  const button = el("button", {type: "button", class: "primary no-print", "data-testid": "export"});
  let latest = first;
  button.addEventListener("click", () => {
    const {ranking, point, choice} = latest;
    const {header, rows} = buildContactList(ranking, {contacted: point.contacted, threshold: point.threshold, model: {name: choice.model, sha256}, rowOf, many});
    download(new Blob([formatCsv(header, rows)], {type: "text/csv"}), `contact-${sha256.slice(0, 8)}.csv`);
  });
  return {
    element: el("div", {class: "dc-export"}, button,
      el("p", {class: "wi-note"}, `The list names no ${many} and holds no input: it gives each one’s row in the file, counted from 1 under the header (over several files, in the order of their names). Those held back for the test are not listed.`),
      el("p", {class: "wi-note"}, `These ${many} are the past that the model was judged on: use the list to see whom the line picks. To choose whom to contact next, score new ${many} with the same model and line.`)),
    show(decision) {
      latest = decision;
      const {point, isNothing} = decision;
      button.textContent = point.contacted > 0 ? `Save the list: ${nameFew(point, many)} (CSV)` : isNothing ? "No list to save: the recommendation is to run nothing" : "No list to save: nobody is contacted";
      button.disabled = point.contacted === 0;
    }
  };
}
