import type {UrlState} from "../ui/urlState.js";
import type {DrawnEvidence} from "./curveParts.js";
import type {ModelsChoice} from "./modelsState.js";
import type {StateView} from "../ui/store.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {carriedSearch, pageAddress} from "../shared/address.js";
import {rangeControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {agreementAt, confusionTable, agreementSentence, thresholdClaim, thresholdTableView} from "./thresholdTables.js";
import {histogramChart} from "./histogramChart.js";

export interface ThresholdPanelOptions {
  state: UrlState<ModelsChoice>;
  /** the same models on test rows, shown apart */
  test: readonly DrawnEvidence[];
}

/**
 * A line on the score, and what it does: histogram, confusion matrix, precision, recall and lift, live on out-of-fold scores.
 * For `view(...)`: its value is the threshold.
 */
export function thresholdPanel(models: readonly DrawnEvidence[], {state, test}: ThresholdPanelOptions): StateView<HTMLElement, number> {
  const [model, other] = models;
  const marked = {threshold: state.value.threshold};
  const claim = document.createTextNode("");
  const histogram = histogramChart(model, {marked, title: claim});
  const [matrices, table, agreement] = [el("div", {class: "confusions"}), el("div"), el("p", {class: "agreement"})];
  const worth = el("a", {}, "What this line is worth");

  function show(): void {
    const {threshold} = marked;
    const row = model.at(threshold);
    claim.data = thresholdClaim(row, model.baseRate);
    histogram.redraw();
    worth.href = pageAddress("decide", carriedSearch(location.search, "models", "decide", threshold));
    matrices.replaceChildren(
      confusionTable(row, {caption: `${model.title}, out-of-fold: ${formatCount(model.n)} users`}),
      confusionTable(test[0].at(threshold), {caption: `Apart, on test rows: ${formatCount(test[0].n)} users`})
    );
    table.replaceChildren(
      thresholdTableView(
        models.flatMap((d, i) => [d, test[i]]),
        {threshold}
      )
    );
    agreement.textContent = other ? agreementSentence(agreementAt(model.y, [model.p, other.p], threshold), [model.title, other.title]) : "";
  }
  const slider = rangeControl({
    label: "Call a user churned from a score of",
    unit: "in 100",
    min: 0.1,
    max: 99.9,
    step: 0.1,
    keyStep: 1,
    value: inHundred(marked.threshold),
    valueText: (value) => `${formatLine(value / 100)}, ${formatShare(model.at(value / 100).contacted, 0)} of users`,
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
