import type {Answer} from "../../lib/whatif/answer.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import type {Part} from "../ui/dom.js";
import {address} from "../ui/address.js";
import {el, setAttributes, setHidden, setText, svg} from "../ui/dom.js";
import {reasons} from "./reasons.js";
import {formatCount, formatInHundred, listWords, lowerFirst, scaleOf} from "../../lib/format.js";
import {compareWithBase, describeBand, describeRefits, describeLine, describeSupport} from "../../lib/whatif/words.js";

import {findUnlikely, findWarnings} from "../../lib/whatif/setInput.js";
import {lineInHundred} from "../../lib/whatif/values.js";
import {rowUnit} from "../ui/rowUnit.js";

/** The answer in two pieces: the headline, which stays on top wherever one reads, and what stands beside the inputs. */
export function answerPanel(book: PredictBook, store: Store<PageState>): Part<Answer> & {headline: HTMLElement} {
  const parts = [headline(book), iconArray(book), riskScale(book.baseRate), trust(book), reasons(book, store)];
  const [top, icons, scale, trusted, why] = parts;
  return {
    headline: top.element,
    element: el(
      "section",
      {class: "wi-answer", "aria-label": "What the answer rests on"},
      why.element,
      el("div", {class: "wi-picture"}, icons.element, el("div", {}, scale.element, trusted.element))
    ),
    show: (answer) => parts.forEach((part) => part.show(answer))
  };
}

/**
 * The answer: the chance beside everybody's, and that no input is a lever; always in view. `data-value` carries it in
 * full precision. A phone has room for the same in fewer words.
 */
function headline({
  baseRate,
  refits: shipped,
  spread,
  models
}: Pick<PredictBook, "baseRate" | "refits" | "spread" | "models">): Part<Answer> {
  const [one, many] = [rowUnit.one, rowUnit.many];
  const number = el("strong", {class: "wi-number", "data-testid": "probability"}, "–");
  const ratio = el("span", {class: "wi-ratio wi-wide-only"});
  const [band, shortBand] = [el("span", {class: "wi-wide-only"}), el("span", {class: "wi-narrow-only"})];
  const refitted = models.find((d) => d.name === (shipped ?? spread)?.model)?.title ?? null;
  const element = el(
    "section",
    {class: "wi-headline", "aria-label": "The model’s answer"},
    el("p", {class: "wi-says"}, wide(`The model scores this ${one} at `), number),
    el(
      "div",
      {class: "wi-beside"},
      el(
        "p",
        {class: "wi-versus"},
        wide(`Across all ${many} it is `),
        narrow(`all ${many}: `),
        el("b", {}, formatInHundred(baseRate)),
        ratio
      ),
      el("p", {class: "wi-band-words"}, band, shortBand)
    ),
    el(
      "p",
      {class: "wi-lever"},
      wide(`Moving an input shows how the score responds, not what would happen if ${rowUnit.a} changed.`),
      narrow(`An input moves the score, not the ${one}.`)
    )
  );
  return {
    element,
    show({probability, band: refits, waterfall}) {
      setText(number, formatInHundred(probability));
      number.dataset.value = String(probability);
      setText(ratio, `; this is ${compareWithBase(probability, baseRate, waterfall.steps.length > 0)}.`);
      setText(band, refits ? describeBand(refits, many) : missingBand(refitted));
      setText(shortBand, refits ? `refits: ${describeRefits(refits)}` : "no refits of this model");
    }
  };
}

function missingBand(refitted: string | null): string {
  return refitted
    ? `No refit band: only ${lowerFirst(refitted)} was fitted again on other samples.`
    : "No refit band: no model was fitted again on other samples.";
}

function wide(text: string): HTMLElement {
  return el("span", {class: "wi-wide-only"}, text);
}

function narrow(text: string): HTMLElement {
  return el("span", {class: "wi-narrow-only"}, text);
}

const STEP = 10;

/** A hundred users, from below as many filled as churned among users that score alike, as on the report. Only icons that change are touched. */
function iconArray({period}: Pick<PredictBook, "period">): Part<Answer> {
  const dots = Array.from({length: 100}, (_, i) =>
    svg("circle", {cx: (i % 10) * STEP + 5, cy: (9 - Math.floor(i / 10)) * STEP + 5, r: 3.8})
  );
  const drawing = svg("svg", {class: "wi-icons", viewBox: "0 0 100 100", "aria-hidden": "true"}, dots);
  const words = el("figcaption");
  let filled = 0;
  return {
    element: el("figure", {class: "wi-icon-box"}, drawing as unknown as HTMLElement, words),
    show({probability}) {
      const next = Math.round(probability * 100);
      const [said, scale] = [formatInHundred(probability), scaleOf(probability)];
      const dot = scale > 100 ? ", ten to a dot" : "";
      for (let i = Math.min(filled, next); i < Math.max(filled, next); ++i) dots[i].classList.toggle("is-churned", i < next);
      filled = next;
      setText(
        words,
        `Of ${formatCount(scale)} ${rowUnit.many} with this score${dot}, the model expects ${said.slice(0, said.lastIndexOf(" in "))} ` +
          `to churn within ${period ?? "the time"} that the data covers.`
      );
    }
  };
}

/** The chance on a line from 0 to 100, beside the base rate, the refit band and the contact line. A picture of the words above it. */
function riskScale(baseRate: number): Part<Answer> {
  const mark = el("span", {class: "wi-mark"});
  const band = el("span", {class: "wi-band"});
  const lineText = el("span");
  const line = el("span", {class: "wi-contact"}, lineText);
  const base = el(
    "span",
    {class: "wi-base-tick", style: `--at: ${baseRate}`},
    el("span", {}, `all: ${formatInHundred(baseRate).replace(" in 100", "")}`)
  );
  const element = el(
    "div",
    {class: "wi-scale", "aria-hidden": "true"},
    el("div", {class: "wi-scale-line"}, band, base, line, mark),
    el("div", {class: "wi-scale-ends"}, el("span", {}, "0"), el("span", {}, "50"), el("span", {}, "100 in 100"))
  );
  return {
    element,
    show({probability, band: refits, threshold}) {
      mark.style.setProperty("--at", String(probability));
      mark.title = formatInHundred(probability);
      setHidden(band, refits === null);
      if (refits) {
        band.style.setProperty("--at", String(refits.low));
        band.style.setProperty("--size", String(refits.high - refits.low));
      }
      setHidden(line, threshold === null);
      element.classList.toggle("has-line", threshold !== null);
      if (threshold === null) return;
      line.style.setProperty("--at", String(threshold));
      line.classList.toggle("is-late", threshold > 0.6);
      setText(lineText, `contact line: ${lineInHundred(threshold)}`);
    }
  };
}

/** What to hold of the number: how many users are like this one, which rule the setting strains, where the contact line lies. */
function trust(book: PredictBook): Part<Answer> {
  const many = rowUnit.many;
  const support = el("p", {class: "wi-support"});
  const strained = el("p", {class: "wi-strained", hidden: true});
  const line = el("p", {class: "wi-line"});
  const words = el("span");
  const link = el("a", {href: address.to("decide"), class: "no-print"});
  line.append(words, link);
  return {
    element: el("div", {class: "wi-trust"}, support, strained, line),
    show({support: near, threshold, probability, row}) {
      const warnings = findWarnings(book, row);
      const unlikely = findUnlikely(book, row);
      const said = [
        ...(warnings.length > 0 ? [`Unusual: ${listWords(warnings.map(lowerFirst))}, yet here they do.`] : []),
        ...(unlikely.length > 0 ? [`By a rule of this table that is not so: ${listWords(unlikely.map(lowerFirst))}.`] : [])
      ];
      setHidden(strained, said.length === 0);
      if (said.length > 0) setText(strained, said.join(" "));
      setHidden(support, near === null);
      if (near) {
        setText(support, describeSupport(near, many));
        setAttributes(support, {"data-level": near.level});
      }
      setText(words, threshold === null ? "No contact line is drawn. " : `${describeLine(probability, threshold)} `);
      setText(link, threshold === null ? "Draw one" : "Change it");
      setAttributes(line, {"data-side": threshold === null ? "none" : probability >= threshold ? "above" : "below"});
    }
  };
}
