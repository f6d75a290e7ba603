import type {Batch, BatchBook} from "./batchState.js";
import type {ScoredRows} from "../../lib/batch/scoreSource.js";
import {formatBeside, formatLine, lineInHundred} from "../../lib/whatif/values.js";
import {formatCount, formatInHundred, formatShare, formatFixed} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {statCard} from "../ui/statCard.js";
import {rangeControl} from "../ui/controls.js";
import {getNamed} from "../../lib/named.js";
import {rowUnit} from "../ui/rowUnit.js";

/** A line above which users are counted. */
export interface Line {
  value: number;
  /** false: the book's line is to contact nobody, and the base rate stands in for it */
  isDrawn: boolean;
}

export interface CountCards {
  element: HTMLElement;
  showLine(line: Line): void;
}

/** What came of the file, in four figures. */
export function countCards(batch: Batch, {reference}: BatchBook): CountCards {
  const {scored, by, rate} = batch;
  const scores = goodScores(scored);
  const mean = scores.reduce((a, b) => a + b, 0) / (scores.length || 1);
  const trained = getNamed(reference.scores, by.name);
  const above = el("div");
  return {
    element: el(
      "div",
      {class: "stats", "data-testid": "counts"},
      statCard({
        label: "Scored",
        value: formatCount(scores.length),
        detail: `of ${formatCount(scored.nRows)} ${scored.nRows === 1 ? "row" : "rows"}`
      }),
      statCard({
        label: "Could not be scored",
        value: formatCount(scored.bad.length),
        detail: scored.bad.length === 0 ? "every row is sound" : "listed below, each with its reason"
      }),
      statCard({
        label: "Average score",
        value: scores.length > 0 ? formatInHundred(mean) : "–",
        detail: trained ? `training ${rowUnit.many}: ${formatBeside(trained.mean, mean)}${rate ? ", not moved" : ""}` : ""
      }),
      above
    ),
    showLine({value, isDrawn}) {
      const n = countFrom(scores, value);
      above.replaceChildren(
        statCard({
          label: isDrawn ? `At or above the line of ${formatLine(value)}` : `At or above the base rate, ${formatInHundred(value)}`,
          value: formatCount(n),
          detail: scores.length > 0 ? `${formatShare(n / scores.length)} of those scored${isDrawn ? "" : "; no contact line is drawn"}` : ""
        })
      );
      above.dataset.value = String(n);
      above.dataset.testid = "above-line";
    }
  };
}

/** How many scores reach a line. */
function countFrom(scores: Float64Array, line: number): number {
  let n = 0;
  for (const score of scores) if (score >= line) ++n;
  return n;
}

/** The scores of the rows that could be scored, in their order. */
export function goodScores({probability}: Pick<ScoredRows, "probability">): Float64Array {
  return probability.filter((p) => !Number.isNaN(p));
}

export interface LineControl {
  element: HTMLElement;
  show(line: Line): void;
}

/** The contact line, in the steps in which /decide sets it. @param onLine told the line, as a chance */
export function lineControl(first: Line, onLine: (threshold: number) => void): LineControl {
  const control = rangeControl({
    label: "Contact line: everyone who scores at least",
    unit: "in 100",
    min: 0.1,
    max: 99.9,
    step: 0.1,
    keyStep: 0.5,
    value: lineInHundred(first.value),
    name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100`,
    onInput: (value) => onLine(Number((value / 100).toFixed(6)))
  });
  return {
    element: el("div", {class: "bt-line no-print"}, control.element),
    show: ({value}) => control.set(lineInHundred(value))
  };
}
