import {formatCount} from "../../lib/format.js";
import type {Parity} from "../../lib/whatif/answer/parity.js";
import {el} from "../ui/dom.js";
import {errorState, notice} from "../ui/notice.js";

/** Instead of the whole tool, when this browser does not score as the build did. The answer's hook stays, without a number. */
export function parityFailure({rows, agreeing, largestDifference}: Parity): HTMLElement {
  return el("div", {class: "wi is-blocked"},
    notice("error", "No score is shown: this browser does not agree with the build",
      rows === 0 ? "The build left no rows to compare with." : `${formatCount(agreeing)} of ${formatCount(rows)} test rows score the same to 12 decimals; the largest difference is ${largestDifference}.`,
      "The model or the page may have been changed or cached halfway. Reload the page; if that does not help, build the site again. The report and the other pages stay usable."),
    el("p", {class: "wi-number", "data-testid": "probability"}, "–"));
}

/** Instead of the whole tool, when the model or what belongs to it cannot be read. */
export function loadFailure(error: unknown): HTMLElement {
  return el("div", {class: "wi is-blocked"},
    errorState("No score is shown: the model cannot be read", `${error instanceof Error ? error.message : String(error)}. The report and the other pages stay usable.`, () => location.reload()),
    el("p", {class: "wi-number", "data-testid": "probability"}, "–"));
}

/** The proof that the numbers are the model's own. */
export function parityLine({rows}: Parity): HTMLElement {
  return el("p", {class: "wi-parity"}, `Checked on opening: ${formatCount(rows)} of ${formatCount(rows)} test rows score in this browser as they did in the build, to 12 decimals. `,
    el("a", {href: "./models#calibration"}, "How well the scores match what happened"), ".");
}
