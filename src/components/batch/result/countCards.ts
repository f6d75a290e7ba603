import {formatBeside, formatLine} from "../../../lib/whatif/values.js";
import {formatCount, formatInHundred, formatShare} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import {statCard} from "../../ui/statCard.js";
import type {Batch, BatchBook} from "../batch.js";
import {goodScores} from "./goodScores.js";

/** A line above which users are counted. */
export interface Line {
  value: number;
  /** false: none was chosen, and the base rate stands in for it */
  isChosen: boolean;
}

export interface CountCards {
  element: HTMLElement;
  showLine(line: Line): void;
}

/** What came of the file, in four figures. */
export function countCards(batch: Batch, {reference}: BatchBook): CountCards {
  const {scored, by} = batch;
  const scores = goodScores(scored);
  const mean = scores.reduce((a, b) => a + b, 0) / (scores.length || 1);
  const trained = reference.scores[by.name];
  const above = el("div");
  return {
    element: el("div", {class: "stats", "data-testid": "counts"},
      statCard({label: "Scored", value: formatCount(scores.length), detail: `of ${formatCount(scored.nRows)} ${scored.nRows === 1 ? "row" : "rows"}`}),
      statCard({label: "Could not be scored", value: formatCount(scored.bad.length), detail: scored.bad.length === 0 ? "every row is sound" : "listed below, each with its reason"}),
      statCard({label: "Average score", value: scores.length > 0 ? formatInHundred(mean) : "–", detail: trained ? `training users: ${formatBeside(trained.mean, mean)}` : ""}),
      above),
    showLine({value, isChosen}) {
      const n = countFrom(scores, value);
      above.replaceChildren(statCard({
        label: isChosen ? `At or above your line of ${formatLine(value)}` : `At or above the base rate, ${formatInHundred(value)}`,
        value: formatCount(n),
        detail: scores.length > 0 ? `${formatShare(n / scores.length)} of those scored${isChosen ? "" : "; no contact line is chosen"}` : ""
      }));
      above.dataset.value = String(n);
      above.dataset.testid = "above-line";
    }
  };
}

/** How many scores reach a line. */
export function countFrom(scores: Float64Array, line: number): number {
  let n = 0;
  for (const score of scores) if (score >= line) ++n;
  return n;
}
