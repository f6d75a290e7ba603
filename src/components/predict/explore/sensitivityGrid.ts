import type {PredictBook} from "../../../lib/book/predict.js";
import {describeWidest} from "../../../lib/whatif/answer/curveWords.js";
import {traceInput} from "../../../lib/whatif/answer/sensitivity.js";
import {el} from "../../ui/dom.js";
import type {Actions} from "../state/actions.js";
import type {PageState} from "../state/pageState.js";
import {presentRow} from "../state/pageState.js";
import type {TracedInput} from "./curveTwin.js";
import {curveTwin} from "./curveTwin.js";
import {sensitivityCurve} from "./sensitivityCurve.js";

/** How the score answers each input as its slider would move it: one small curve per input, all on one scale. */
export function sensitivityGrid(book: PredictBook, actions: Actions): {element: HTMLElement; show(state: PageState): void} {
  const charts = book.inputs.map((input) => sensitivityCurve(input, book.baseRate, (value) => actions.setInput(input.name, value, false)));
  const finding = el("p", {class: "wi-finding"});
  const [scale, links] = [el("span"), el("span")];
  const twin = curveTwin();
  const element = el("section", {class: "wi-section wi-sensitivity"},
    el("h2", {}, "How the score answers each input"), finding,
    el("div", {class: "wi-curves"}, charts.map((chart) => chart.element)),
    el("p", {class: "wi-note"}, scale, " ", links, ", the rules between inputs hold, all others stay as set. Dot: this setting. Dashed: the base rate. Ground: where users are.", el("span", {class: "no-print"}, " Click a curve to go there; the arrow keys read it, Enter goes there.")),
    twin.element);
  let isVisible = false;
  let latest: PageState | null = null;
  let isWaiting = false;

  function draw(): void {
    isWaiting = false;
    if (!latest || !isVisible) return;
    const row = presentRow(latest);
    const {session: {inputs, scorer}, isTogether: together, history: {present: {own}}} = latest;
    const probability = scorer.scoreRow(row);
    const traced = book.inputs.map((input): TracedInput => ({input, curve: inputs.includes(input.name) ? traceInput(scorer.scoreRow, row, {input, rules: book, own, together}) : null}));
    const top = niceTop(Math.max(book.baseRate, probability, ...traced.flatMap((d) => d.curve?.p ?? [])));
    finding.textContent = describeWidest(traced);
    links.textContent = book.groups.length > 0 && together ? "Each curve does what its slider does: linked inputs move along" : "Each curve does what its slider does: the input moves alone";
    scale.textContent = `Every curve stands on the same scale, 0 to ${Math.round(top * 100)} in 100.`;
    charts.forEach((chart, i) => chart.show(traced[i].curve, {top, row, probability}));
    twin.show(traced, row);
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
