import type {Ladder} from "../../lib/book/scores.js";
import type {DrawnEvidence} from "./curveParts.js";
import type {StateView} from "../ui/store.js";
import {describeEdge} from "../../lib/decide/contactLine.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {formatLine, lineInHundred} from "../../lib/whatif/values.js";
import {carriedSearch} from "../shared/addressWords.js";
import {contactLine} from "../shared/contactLine.js";
import {rangeControl} from "../ui/controls.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {agreementSentence, confusionTable, ladderOf, thresholdClaim, thresholdTableView, tooFew} from "./thresholdTables.js";
import {histogramChart} from "./histogramChart.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface ThresholdPanelOptions {
  /** the same models on test rows, shown apart; none where these are too few */
  test: readonly DrawnEvidence[];
  ladders: readonly Ladder[];
}

/**
 * A line on the score, and what it does: histogram, confusion matrix, precision, recall and lift, live on out-of-fold scores.
 * For `view(...)`: its value is the threshold.
 */
export function thresholdPanel(models: readonly DrawnEvidence[], {test, ladders}: ThresholdPanelOptions): StateView<HTMLElement, number> {
  const line = contactLine();
  if (models.length === 0) return stateView(tooFew(), () => line.now.threshold);
  const [model, other] = models;
  const marked = {threshold: line.now.threshold};
  const claim = document.createTextNode("");
  const histogram = histogramChart(model, {marked, title: claim});
  const titleOf = (name: string): string => models.find((d) => d.name === name)?.title ?? name;
  const edge = el("p", {class: "ui muted"});
  const [matrices, table, agreement] = [el("div", {class: "confusions"}), el("div"), el("p", {class: "agreement"})];
  const worth = el("a", {}, "What this line is worth");

  function show(): void {
    const {threshold} = marked;
    const row = model.at(threshold);
    claim.data = thresholdClaim(row, model.baseRate);
    histogram.redraw();
    worth.href = address.to("decide", carriedSearch(line.carry(address.search), "models", "decide"));
    matrices.replaceChildren(
      confusionTable(row, {caption: `${model.title}, out-of-fold: ${formatCount(model.n)} ${rowUnit.many}`}),
      ...test.slice(0, 1).map((d) => confusionTable(d.at(threshold), {caption: `Apart, on test rows: ${formatCount(d.n)} ${rowUnit.many}`}))
    );
    table.replaceChildren(
      thresholdTableView(
        models.flatMap((d) => [d, ...test.filter(({name}) => name === d.name)]),
        {threshold}
      )
    );
    edge.textContent = describeEdge(row);
    agreement.textContent = other ? agreementSentence(ladderOf(ladders, model.name, other.name), threshold, titleOf) : "";
  }
  let isHeld = false;
  const slider = rangeControl({
    label: `Call ${rowUnit.a} churned from a score of`,
    unit: "in 100",
    min: 0.1,
    max: HIGHEST,
    step: 0.1,
    keyStep: 1,
    value: inHundred(marked.threshold),
    valueText: (value) => `${formatLine(value / 100)}, ${formatShare(model.at(value / 100).contacted, 0)} of ${rowUnit.many}`,
    onInput: (value) => {
      isHeld = true; // what the reader holds is not moved under the hand
      line.draw(Number((value / 100).toFixed(6)));
      isHeld = false;
    }
  });
  const view = stateView(
    el(
      "div",
      {class: "threshold-panel"},
      slider.element,
      edge,
      el("div", {class: "threshold-sides"}, histogram, matrices),
      table,
      agreement,
      el("p", {class: "ui"}, worth)
    ),
    () => marked.threshold
  );
  line.follow(({threshold}) => {
    if (!view.isConnected) return; // the panel of another pair of models stands there
    marked.threshold = threshold;
    if (!isHeld) slider.set(inHundred(threshold));
    show();
    announce(view);
  });
  show();
  return view;
}

/** Pages take no line of 100 in 100; this one picks nobody either, where no score is higher. */
const HIGHEST = 99.9;

/** For the field: to a tenth; the line itself stays as it came. */
function inHundred(threshold: number): number {
  return Math.min(HIGHEST, lineInHundred(threshold));
}
