import type {PredictBook} from "../../lib/book/predict.js";
import type {Store} from "../ui/store.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import type {PageState} from "./pageState.js";
import {selectControl} from "../ui/controls.js";
import {el, setText} from "../ui/dom.js";

const roles = {champion: "Champion", challenger: "Challenger"} as const;

/**
 * Champion, Challenger or any finalist. Others than the Champion are fetched when they are first chosen; a model that
 * does not score as the build did is refused, and the one before stays.
 */
export function modelChooser(
  book: PredictBook,
  store: Store<PageState>,
  shelf: ModelShelf
): {element: HTMLElement; show(state: PageState): void} {
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  const choices = book.models.map(({name, title, alias}) => ({value: name, label: alias ? `${roles[alias]}: ${title}` : title}));
  const control = selectControl({label: "Model", choices, value: store.state.session.name, onChange: (name) => void choose(name)});
  const printed = el("span", {class: "wi-print-only"});
  let asked = 0;

  async function choose(name: string): Promise<void> {
    told.textContent = "";
    const turn = ++asked;
    try {
      const session = await shelf.open(name);
      if (turn === asked) store.set({session}); // the reader may have chosen another one meanwhile
    } catch (error) {
      control.set(store.state.session.name);
      told.textContent = `This model cannot be used: ${error instanceof Error ? error.message : String(error)}. The one before stays.`;
    }
  }
  return {
    element: el("div", {class: "wi-model"}, control.element, printed, told),
    show({session}) {
      if (control.value !== session.name) control.set(session.name);
      setText(printed, `Model: ${choices.find((d) => d.value === session.name)?.label ?? session.title}`);
    }
  };
}
