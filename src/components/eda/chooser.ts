import type {EdaBook, VariableSummary} from "../../lib/book/eda.js";
import {formatFixed} from "../../lib/format.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import type {EdaState} from "./edaState.js";

/**
 * The variables, best ranking first, with how well each ranks alone: a list of radio buttons where there is room, a
 * select on a phone.
 */
export function variableChooser(eda: EdaBook, state: EdaState): HTMLElement {
  const ranked = [...eda.variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const best = ranked[0].rocAuc;
  const items = ranked.map((variable) => ({variable, ...chooserItem(variable, best, () => state.set({variable: variable.input}))}));
  const select = selectControl({
    label: "Variable, best ranking first", value: state.value.variable,
    choices: ranked.map(({input, title, rocAuc}) => ({value: input, label: `${title} (${formatFixed(rocAuc, 2)})`})),
    onChange: (variable) => state.set({variable})
  });
  state.watch(({variable}) => {
    items.forEach((item) => {
      item.input.checked = item.variable.input === variable;
    });
    select.set(variable);
  });
  return el("div", {class: "chooser"},
    el("fieldset", {class: "chooser-list"},
      el("legend", {}, "Variable, by its ROC AUC alone"),
      items.map(({element}) => element),
      el("p", {class: "hint"}, "0.50 is a coin: such a variable tells churned from retained no better than chance.")),
    el("div", {class: "chooser-select"}, select.element));
}

function chooserItem({input: name, title, rocAuc}: VariableSummary, best: number, onChoose: () => void): {element: HTMLElement; input: HTMLInputElement} {
  const input = el("input", {type: "radio", name: "eda-variable", value: name});
  input.addEventListener("change", onChoose);
  const share = (rocAuc - 0.5) / Math.max(best - 0.5, 0.01);
  const bar = el("span", {class: "chooser-bar", style: `--share: ${share.toFixed(3)}`, "aria-hidden": "true"});
  return {input, element: el("label", {class: "chooser-item"}, input, el("span", {}, title), el("span", {class: "number"}, formatFixed(rocAuc, 2)), bar)};
}
