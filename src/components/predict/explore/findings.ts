import type {PredictBook} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";
import type {CounterfactualSearch} from "../../../lib/whatif/search/counterfactual.js";
import type {NearestUserSearch} from "../../../lib/whatif/search/nearestUser.js";
import {describeCounterfactual, describeDifferences} from "../../../lib/whatif/search/words.js";
import type {MeasureSupport} from "../../../lib/whatif/answer/support.js";
import {describeSupport} from "../../../lib/whatif/words.js";
import {formatBeside} from "../../../lib/whatif/values.js";
import {el} from "../../ui/dom.js";
import {quietButton} from "../../ui/quietButton.js";

/** What was found on the other side of a line. */
export interface Findings {
  row: Row;
  threshold: number;
  changes: CounterfactualSearch;
  /** null: no users are shipped to look among */
  nearest: NearestUserSearch | null;
  /** null: no users are shipped to compare with */
  measureSupport: MeasureSupport;
}

/** The findings in words, each with a button that takes the inputs there. */
export function describeFindings(findings: Findings, book: PredictBook, open: (row: Row, isUser: boolean) => void): HTMLElement[] {
  return [...describeChanges(findings, book, open), ...describeUser(findings, book, open)];
}

function describeChanges({changes: {found, isComplete}, threshold, measureSupport}: Findings, book: PredictBook, open: (row: Row, isUser: boolean) => void): HTMLElement[] {
  if (found.length === 0) {
    return [el("p", {class: "wi-none"}, isComplete ? "None found within your limits with at most two inputs changed."
      : "The search was cut off after 200 ms, before it had tried every pair of inputs; until then it had found none. Fewer inputs that may move make it shorter.")];
  }
  const list = el("ul", {}, found.map((d, i) => {
    const support = measureSupport?.(d.row) ?? null;
    const rare = support && support.level !== "usual" ? ` ${describeSupport(support, book.unit?.plural)}` : "";
    return el("li", {}, `${describeCounterfactual(d, book, threshold)}${rare} `, goThere(`change ${i + 1}`, () => open(d.row, false)));
  }));
  return isComplete ? [list] : [list, el("p", {}, "The search was cut off after 200 ms, before it had tried every pair of inputs: a nearer change may exist.")];
}

function describeUser({nearest, row, threshold}: Findings, book: PredictBook, open: (row: Row, isUser: boolean) => void): HTMLElement[] {
  if (!nearest) return [];
  const kind = `${book.users?.synthetic ? "synthetic " : ""}${book.unit?.singular ?? "user"}`;
  const {user, isComplete} = nearest;
  if (!user) return [el("p", {}, isComplete ? `No ${kind} is on the other side.` : `The search for the nearest ${kind} on the other side was cut off before it had found one.`)];
  const place = user.isClose ? "counts as close to this setting" : "is not close to this setting";
  return [el("p", {}, `The nearest ${kind} on the other side scores ${formatBeside(user.probability, threshold)} and ${place}. ${describeDifferences(user.row, row, book)} `, goThere(`the nearest ${kind}`, () => open(user.row, true)))];
}

function goThere(where: string, run: () => void): HTMLButtonElement {
  return quietButton("Set the inputs so", run, {label: `Set the inputs so: ${where}`});
}
