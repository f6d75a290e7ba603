import type {PredictBook} from "../../lib/book/predict.js";
import type {Actions} from "./actions.js";
import type {PageState} from "./pageState.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import {describeWidest, traceInput, claimOfCurve} from "../../lib/whatif/sensitivity.js";
import {el} from "../ui/dom.js";
import {presentRow} from "./pageState.js";
import {sensitivityCurve} from "./sensitivityCurve.js";
import {formatInHundred} from "../../lib/format.js";
import {describeValue} from "../../lib/whatif/values.js";
import {findNamed} from "../../lib/named.js";
import {rowUnit} from "../ui/rowUnit.js";

/** How the score answers each input as its slider would move it: one small curve per input, all on one scale. */
export function sensitivityGrid(book: PredictBook, actions: Actions): {element: HTMLElement; show(state: PageState): void} {
  const drawn = book.inputs.filter(({name}) => book.first?.includes(name) ?? true);
  const charts = drawn.map((input) => sensitivityCurve(input, book.baseRate, (value) => actions.setInput(input.name, value, false)));
  const finding = el("p", {class: "wi-finding"});
  const [scale, links] = [el("span"), el("span", {}, "Each curve does what its slider does")]; // until the curves are drawn
  const twin = curveTwin();
  const element = el(
    "section",
    {class: "wi-section wi-sensitivity"},
    el("h2", {}, "How the score answers each input"),
    finding,
    el(
      "div",
      {class: "wi-curves"},
      charts.map((chart) => chart.element)
    ),
    el(
      "p",
      {class: "wi-note"},
      scale,
      " ",
      links,
      drawn.length < book.inputs.length ? ` (of ${book.inputs.length} inputs the ${drawn.length} that matter most to the Champion)` : "",
      `, the rules between inputs hold, all others stay as set. Dot: this setting. Dashed: the base rate. Ground: where ${rowUnit.many} are.`,
      el("span", {class: "no-print"}, " Click a curve to go there; the arrow keys read it, Enter goes there.")
    ),
    twin.element
  );
  let isVisible = false;
  let latest: PageState | null = null;
  let isWaiting = false;

  function draw(): void {
    isWaiting = false;
    if (!latest || !isVisible) return;
    const row = presentRow(latest);
    const {
      session: {inputs, scorer},
      isTogether: together,
      history: {
        present: {own}
      }
    } = latest;
    const probability = scorer.scoreRow(row);
    const traced = drawn.map((input): TracedInput => ({
      input,
      curve: inputs.includes(input.name) ? traceInput(scorer.scoreRow, row, {input, rules: book, own, together}) : null
    }));
    const top = niceTop(Math.max(book.baseRate, probability, ...traced.flatMap((d) => d.curve?.p ?? [])));
    finding.textContent = describeWidest(traced);
    const along = book.groups.length > 0 && together ? "linked inputs move along" : "the input moves alone";
    links.textContent = `Each curve does what its slider does: ${along}`;
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
  new IntersectionObserver(
    (entries) => {
      isVisible = entries.some((d) => d.isIntersecting);
      schedule();
    },
    {rootMargin: "200px"}
  ).observe(element);
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

/** What one input's curve says at both of its ends. */
export interface TracedInput {
  input: PredictBook["inputs"][number];
  /** null: the model does not read it */
  curve: SensitivityCurve | null;
}

/** The curves as a table: a row per input, from one end to the other. Drawn when it is opened. */
function curveTwin(): {element: HTMLDetailsElement; show(traced: readonly TracedInput[], row: Row): void} {
  const body = el("tbody");
  const table = el(
    "table",
    {},
    el("caption", {class: "visually-hidden"}, "How the score answers each input"),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Input", "now", "from", "score", "to", "score", "the score"].map((title, i) =>
          el("th", {scope: "col", class: i > 0 && i < 6 ? "right" : null}, title)
        )
      )
    ),
    body
  );
  const element = el(
    "details",
    {class: "twin"},
    el("summary", {}, "The curves as a table"),
    el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "The curves as a table"}, table)
  );
  let latest: {traced: readonly TracedInput[]; row: Row} | null = null;
  const draw = (): void => {
    if (latest && element.open) body.replaceChildren(...latest.traced.map((d) => drawRow(d, latest?.row ?? {})));
  };
  element.addEventListener("toggle", draw);
  return {
    element,
    show(traced, row) {
      latest = {traced, row};
      draw();
    }
  };
}

function drawRow({input, curve}: TracedInput, row: Row): HTMLElement {
  const head = [el("th", {scope: "row"}, input.title), cell(describeValue(input, findNamed(row, input.name)))];
  if (!curve) return el("tr", {class: "muted"}, head, el("td", {colspan: 5}, "not read by this model"));
  const last = curve.x.length - 1;
  return el(
    "tr",
    {},
    head,
    cell(describeValue(input, curve.x[0])),
    cell(formatInHundred(curve.p[0])),
    cell(describeValue(input, curve.x[last])),
    cell(formatInHundred(curve.p[last])),
    el("td", {}, claimOfCurve(curve, input))
  );
}

function cell(text: string): HTMLElement {
  return el("td", {class: "right"}, text);
}
