import type {Row} from "../../lib/dataset/table.js";
import type {WaterfallStep} from "../../lib/whatif/waterfall.js";
import type {LoadedPredictor} from "./loadPredictor.js";
import {formatSigned} from "../../lib/format.js";
import {getNamed} from "../../lib/named.js";
import {layWaterfall, planBars, probabilityAt} from "../../lib/whatif/waterfall.js";
import {describeValues} from "../../lib/whatif/words.js";
import {el} from "../../components/ui/dom.js";

/** So many reasons are named. */
const STRONGEST = 4;
/** Percentage points that print as none. */
const LEAST = 0.05;

/** What moves the score away from that of the average: the strongest first, each with the points that it adds. */
export function reasonList({form, names, isLinear, explainer}: LoadedPredictor): {element: HTMLElement; show(row: Row): void} {
  const one = form.unit?.singular ?? "user";
  const bars = planBars(form, names, true);
  const averages = Object.fromEntries(
    form.inputs.filter(({kind}) => isLinear && kind !== "category").map(({name}) => [name, getNamed(form.average, name)])
  );
  const list = el("ol");
  const element = el(
    "div",
    {part: "reasons", class: "reasons"},
    el("p", {}, `Why, against the average ${one}, in percentage points`),
    list
  );
  return {
    element,
    show(row) {
      const {unit, steps} = layWaterfall(explainer.explainRow(row, null), bars);
      const told = steps
        .slice(0, STRONGEST)
        .map((step) => ({step, points: (probabilityAt(unit, step.end) - probabilityAt(unit, step.start)) * 100}))
        .filter(({points}) => Math.abs(points) >= LEAST);
      const largest = Math.max(...told.map(({points}) => Math.abs(points)));
      element.hidden = told.length === 0;
      list.replaceChildren(
        ...told.map(({step, points}) => reason(step, {points, share: Math.abs(points) / largest, row, reference: averages}))
      );
    }
  };

  function reason(step: WaterfallStep, {points, share, ...values}: {points: number; share: number; row: Row; reference: Row}): HTMLElement {
    const bar = el("i", {"aria-hidden": "true"});
    bar.style.setProperty("--share", String(share));
    return el(
      "li",
      {class: points > 0 ? "higher" : "lower"},
      el("span", {}, step.title, el("small", {}, ` ${describeValues(step, {inputs: form.inputs, ...values})}`)),
      el("b", {}, formatSigned(points, 1)),
      bar
    );
  }
}
