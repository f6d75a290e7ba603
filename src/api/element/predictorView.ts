import type {Row} from "../../lib/dataset/table.js";
import type {Move} from "../../lib/whatif/setInput.js";
import type {FormEvents, FormField} from "./formFields.js";
import type {LoadedPredictor} from "./loadPredictor.js";
import {formatInHundred, withArticle} from "../../lib/format.js";
import {getNamed} from "../../lib/named.js";
import {findUnlikely, findWarnings} from "../../lib/whatif/setInput.js";
import {compareWithBase, describeMove} from "../../lib/whatif/words.js";
import {el, setText} from "../../components/ui/dom.js";
import {politeRegion} from "../../components/ui/politeRegion.js";
import {formField} from "./formFields.js";
import {reasonList} from "./reasonList.js";

/** What the element shows at one moment. */
export interface Shown {
  row: Row;
  probability: number;
  /** inputs that moved along, or were brought to what can be */
  moves: readonly Move[];
  /** why the values that the page gave last were not taken; null: they were */
  refusal: string | null;
}

/** The answer beside the base rate, its strongest reasons, and a control for each input. */
export function predictorView(loaded: LoadedPredictor, events: FormEvents): {element: HTMLElement; show(shown: Shown): void} {
  const {form, inputs, site, title} = loaded;
  const [one, many] = [form.unit?.singular ?? "user", form.unit?.plural ?? "users"];
  const [number, ratio, told] = [el("strong", {part: "probability"}), el("span"), el("p", {class: "told", role: "status"})];
  const voice = politeRegion();
  const reasons = reasonList(loaded);
  const fields = inputs.map((input) => formField(input, events));
  const element = el(
    "div",
    {class: "predictor"},
    el(
      "section",
      {class: "answer", part: "answer", "aria-label": "The model’s answer"},
      el("p", {class: "says"}, `The model scores this ${one} at `, number),
      el("p", {class: "versus"}, `across all ${many} `, el("b", {}, formatInHundred(form.baseRate)), ratio),
      reasons.element
    ),
    inputForm(fields, form.first, told),
    el(
      "footer",
      {part: "source"},
      `Moving an input shows how the score responds, not what would happen if ${withArticle(one)} changed. ${title}, from `,
      el("a", {href: new URL("predict.html", site).href, target: "_blank", rel: "noopener"}, form.title),
      "."
    ),
    voice.element
  );
  return {
    element,
    show(shown) {
      const {row, probability, moves, refusal} = shown;
      setText(number, formatInHundred(probability));
      number.dataset.value = String(probability);
      setText(ratio, `: this is ${compareWithBase(probability, form.baseRate, fields.length > 0)}`);
      for (const field of fields) field.show(getNamed(row, field.name));
      reasons.show(row);
      const notes = [
        ...moves.map((move) => describeMove(form, move)),
        ...findWarnings(form, row).map(sentence),
        ...findUnlikely(form, row).map(sentence)
      ];
      setText(told, [...(refusal === null ? [] : [refusal]), ...notes].join(" "));
      told.classList.toggle("error", refusal !== null);
      voice.say(`Score ${formatInHundred(probability)}.`);
    }
  };
}

function sentence(title: string): string {
  return `${title}.`;
}

/** One control for each input; of many those that matter most, and the others on demand. */
function inputForm(fields: readonly FormField[], first: readonly string[] | undefined, told: HTMLElement): HTMLElement {
  const isFirst = ({name}: FormField): boolean => first?.includes(name) ?? true;
  const others = fields.filter((field) => !isFirst(field)).map((d) => d.element);
  const element = el(
    "form",
    {part: "inputs", "aria-label": "Inputs", autocomplete: "off"},
    el(
      "div",
      {class: "fields"},
      fields.filter(isFirst).map((d) => d.element)
    ),
    others.length > 0
      ? el("details", {}, el("summary", {}, `All other inputs (${others.length})`), el("div", {class: "fields"}, others))
      : null,
    told
  );
  element.addEventListener("submit", (event) => event.preventDefault());
  return element;
}
