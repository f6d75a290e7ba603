import type {PredictBook} from "../../../lib/book/predict.js";
import {traceInput} from "../../../lib/whatif/answer/sensitivity.js";
import {describeCurve} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {Actions} from "../state/actions.js";
import type {PageState} from "../state/pageState.js";
import {presentRow} from "../state/pageState.js";
import {sensitivityCurve} from "./sensitivityCurve.js";

/** How the score answers each input while the others stay: one small curve per input, all on one scale. */
export function sensitivityGrid(book: PredictBook, actions: Actions): {element: HTMLElement; show(state: PageState): void} {
  const curves = book.inputs.map((input) => ({input, chart: sensitivityCurve(input, book.baseRate, (value) => actions.setInput(input.name, value, false))}));
  const finding = el("p", {class: "wi-finding"});
  const element = el("section", {class: "wi-section wi-sensitivity"},
    el("h2", {}, "How the score answers each input"), finding,
    el("div", {class: "wi-curves"}, curves.map(({chart}) => chart.element)),
    el("p", {class: "wi-note"}, "One input moves, all others stay as set; a curve ends where a rule between inputs would break. Dot: this setting. Dashed: the base rate. Ground: where users are. Click a curve to go there; the arrow keys read it."));
  let isVisible = false;
  let latest: PageState | null = null;
  let isWaiting = false;

  function draw(): void {
    isWaiting = false;
    if (!latest || !isVisible) return;
    const row = presentRow(latest);
    const {inputs, scorer} = latest.session;
    const traced = curves.map(({input}) => (inputs.includes(input.name) ? traceInput(scorer.scoreRow, row, {input, rules: book}) : null));
    const top = niceTop(Math.max(book.baseRate, scorer.scoreRow(row), ...traced.flatMap((d) => d?.p ?? [])));
    const spans = traced.map((d) => (d ? Math.max(...d.p) - Math.min(...d.p) : 0));
    const widest = spans.indexOf(Math.max(...spans));
    const told = traced[widest];
    finding.textContent = told ? `Most in this setting: ${describeCurve(told, curves[widest].input)}.` : "";
    curves.forEach(({chart}, i) => chart.show(traced[i], {top, row, probability: scorer.scoreRow(row)}));
  }

  /** After the answer is painted, and only while somebody can see it. */
  function schedule(): void {
    if (isWaiting || !isVisible) return;
    isWaiting = true;
    requestAnimationFrame(() => setTimeout(draw));
  }
  new IntersectionObserver((entries) => {
    isVisible = entries.some((d) => d.isIntersecting);
    schedule();
  }, {rootMargin: "200px"}).observe(element);
  addEventListener("beforeprint", () => {
    isVisible = true;
    draw();
  });
  return {
    element,
    show(state) {
      latest = state;
      schedule();
    }
  };
}

/** The curves' common top: steps that leave it as it is while little changes. */
function niceTop(p: number): number {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75].find((top) => p <= top * 0.96) ?? 1;
}
