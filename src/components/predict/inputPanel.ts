import type {PredictBook, PredictInput} from "../../lib/book/predict.js";
import type {Actions} from "./actions.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import type {Field, FieldEvents} from "./field.js";
import {formatValue, lowerFirst} from "../../lib/format.js";
import {sayChoices} from "../../lib/whatif/choices.js";
import {switchChoices} from "../../lib/whatif/switchChoices.js";
import {describeMissing} from "../../lib/whatif/readAs.js";
import {describeValue} from "../../lib/whatif/values.js";
import {toggleControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {presentRow} from "./pageState.js";
import {hasSliders, selectField} from "./field.js";
import {switchField} from "./switchField.js";
import type {ListItem} from "../ui/shortList.js";
import {shortList} from "../ui/shortList.js";
import {rowUnit} from "../ui/rowUnit.js";
import type {Responses} from "./responses.js";
import {responses} from "./responses.js";
import {sliderField} from "./sliderField.js";
import {describeMove} from "../../lib/whatif/words.js";
import {getNamed} from "../../lib/named.js";

/** All inputs in their groups. */
export interface InputPanel {
  element: HTMLElement;
  show(state: PageState): void;
  /** every slider back to its usual range */
  narrow(): void;
}

/** The inputs of a book; what the chosen model does not read is marked so. */
export function inputPanel(book: PredictBook, store: Store<PageState>, actions: Actions): InputPanel {
  const events: FieldEvents = {
    onInput: (name, value, isMoving) => actions.setInput(name, value, isMoving),
    onSettle: () => actions.settle(),
    onReset: (name) => actions.resetInput(name),
    onSpan: (name) => answers?.respan(name)
  };
  let answers: Responses | null = null;
  const fields: Field[] = book.inputs.map((input) => {
    const typical = getNamed(book.typical, input.name);
    const choices = switchChoices(input);
    if (choices) return switchField(input, {choices, typical, events});
    return input.kind === "category" ? selectField(input, typical, events) : sliderField(input, book.baseRate, typical, events);
  });
  answers = responses(book, fields);
  const drawn = answers;
  const groups = [...new Set(book.inputs.map((d) => d.group))].map((title) => {
    const members = fields.filter((_, i) => book.inputs[i].group === title).map((field) => field.element);
    return {members, element: el("fieldset", {class: "wi-group"}, el("legend", {}, title), members)};
  });
  const list = shortList(() => fields.map(({element}, i) => itemOf(element, book.inputs[i], book)), {
    many: "inputs",
    firstAre: "that matter most to the Champion, or else come first, and what was changed",
    onChange: () => {
      for (const {members, element} of groups) element.hidden = members.every((d) => d.hidden);
    }
  });
  const moved = moveLine(book);
  const together =
    book.groups.length === 0
      ? null
      : toggleControl({
          label: "Move linked inputs together",
          value: store.state.isTogether,
          onChange: (isTogether) => store.set({isTogether})
        });
  const key = el(
    "p",
    {class: "wi-key", "aria-hidden": "true"},
    el("span", {class: "wi-key-curve"}, drawn.key),
    el("span", {class: "wi-key-base"}, `all ${rowUnit.many}`),
    hasSliders(book)
      ? [el("span", {class: "wi-key-ground"}, `where ${rowUnit.many} are`), el("span", {class: "wi-key-typical"}, "typical")]
      : null
  );
  let markedFor: PageState["session"] | null = null;
  return {
    element: el(
      "form",
      {class: "wi-inputs", "aria-label": "Inputs", autocomplete: "off"},
      key,
      list.element,
      groups.map((d) => d.element),
      together ? el("div", {class: "no-print"}, together.element) : null,
      drawn.table,
      meanings(book),
      moved.element
    ),
    show(state) {
      const row = presentRow(state);
      const {session, moves} = state;
      const {start} = state.history.present;
      for (const field of fields) {
        const move = moves.find((d) => d.input === field.name);
        field.show(getNamed(row, field.name), getNamed(start, field.name));
        field.element.classList.toggle("is-edited", getNamed(row, field.name) !== getNamed(start, field.name));
        field.explain(move ? `moved: ${lowerFirst(move.because)}` : sayIfMissing(book, state, field.name));
        if (markedFor !== session) field.mark(session.inputs.includes(field.name));
      }
      markedFor = session;
      drawn.show(state);
      list.update();
      together?.set(state.isTogether);
      moved.show(state);
    },
    narrow: () => fields.forEach((field) => field.narrow())
  };
}

/** A field in the list of all: first is what matters most, and what was changed. */
function itemOf(element: HTMLElement, {name, title, meaning}: PredictInput, {first}: PredictBook): ListItem {
  return {
    element,
    text: `${title} ${meaning}`,
    isFirst: first === undefined || first.includes(name) || element.classList.contains("is-edited")
  };
}

/** As what the model reads an input that is missing; null: it has a value. */
function sayIfMissing({inputs}: PredictBook, state: PageState, name: string): string | null {
  const input = inputs.find((d) => d.name === name);
  if (input === undefined || getNamed(presentRow(state), name) !== null) return null;
  return `missing, which this model reads as ${describeMissing(state.session.model, input)}`;
}

/** What each input means and how far it can go, for those who cannot hover. */
function meanings({inputs, typical}: PredictBook): HTMLElement {
  return el(
    "details",
    {class: "wi-meanings no-print"},
    el("summary", {}, "What each input means"),
    el(
      "dl",
      {},
      inputs
        .map((d) => [
          el("dt", {}, d.title),
          el(
            "dd",
            {},
            `${d.meaning} ` +
              (d.kind === "category"
                ? `One of ${sayChoices(d)}.`
                : `${sayReach(d)}${d.missing ? ", or the value is missing" : ""}; typical is ${describeValue(d, getNamed(typical, d.name))}.`)
          )
        ])
        .flat()
    )
  );
}

/** Where values lie, and how far the slider goes beyond where that is further. */
function sayReach(input: PredictInput): string {
  const {low, high, min, max} = input;
  const lie = `Usual values are ${formatValue(low)} to ${describeValue(input, high)}`; // how many lie beyond is not told of few
  return low === min && high === max ? lie : `${lie}; the slider goes from ${formatValue(min)} to ${formatValue(max)}`;
}

const QUIET_MS = 300;

/** Speaks which rule moved which input, once the movement rests; each moved input shows it as well. */
function moveLine(book: PredictBook): {element: HTMLElement; show(state: PageState): void} {
  const element = el("p", {class: "visually-hidden", role: "status", "aria-live": "polite"});
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    show({moves}) {
      clearTimeout(timer);
      timer = setTimeout(() => (element.textContent = moves.map((move) => describeMove(book, move)).join(" ")), QUIET_MS);
    }
  };
}
