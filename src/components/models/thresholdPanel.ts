import type {Ladder} from "../../lib/book/scores.js";
import type {UrlState} from "../ui/urlState.js";
import type {DrawnEvidence} from "./curveParts.js";
import type {ModelsChoice} from "./modelsState.js";
import type {StateView} from "../ui/store.js";
import {describeEdge} from "../../lib/decide/contactLine.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {carriedSearch} from "../shared/addressWords.js";
import {rangeControl} from "../ui/controls.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {agreementSentence, confusionTable, ladderOf, thresholdClaim, thresholdTableView, tooFew} from "./thresholdTables.js";
import {histogramChart} from "./histogramChart.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface ThresholdPanelOptions {
  state: UrlState<ModelsChoice>;
  /** the same models on test rows, shown apart; none where these are too few */
  test: readonly DrawnEvidence[];
  ladders: readonly Ladder[];
}

/**
 * A line on the score, and what it does: histogram, confusion matrix, precision, recall and lift, live on out-of-fold scores.
 * For `view(...)`: its value is the threshold.
 */
export function thresholdPanel(
  models: readonly DrawnEvidence[],
  {state, test, ladders}: ThresholdPanelOptions
): StateView<HTMLElement, number> {
  if (models.length === 0) return stateView(tooFew(), () => state.value.threshold);
  const [model, other] = models;
  const marked = {threshold: state.value.threshold};
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
    worth.href = address.to("decide", carriedSearch(address.search, "models", "decide", threshold));
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
  const slider = rangeControl({
    label: `Call ${rowUnit.a} churned from a score of`,
    unit: "in 100",
    min: 0.1,
    max: 99.9,
    step: 0.1,
    keyStep: 1,
    value: inHundred(marked.threshold),
    valueText: (value) => `${formatLine(value / 100)}, ${formatShare(model.at(value / 100).contacted, 0)} of ${rowUnit.many}`,
    onInput: (value) => {
      marked.threshold = Number((value / 100).toFixed(6));
      state.set({threshold: marked.threshold});
      show();
      announce(view);
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
  state.onChange(({threshold}) => {
    marked.threshold = threshold;
    slider.set(inHundred(threshold));
    show();
    announce(view);
  });
  show();
  return view;
}

/** For the field: to a tenth; the line itself stays as it came. */
function inHundred(threshold: number): number {
  return Math.round(threshold * 1000) / 10;
}
