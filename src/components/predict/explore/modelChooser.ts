import type {PredictBook} from "../../../lib/book/predict.js";
import {readModel} from "../../../lib/model/readModel.js";
import type {Session} from "../../../lib/whatif/answer/session.js";
import {openSession} from "../../../lib/whatif/answer/session.js";
import {selectControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {Store} from "../state/createStore.js";
import type {PageState} from "../state/pageState.js";

/** Gives a model's JSON by its place in the book. */
export type LoadModel = (file: string) => Promise<unknown>;

const roles = {champion: "Champion", challenger: "Challenger"} as const;

/**
 * Champion, Challenger or any finalist. Others than the Champion are fetched when they are first chosen; a model that
 * does not score as the build did is refused, and the one before stays.
 */
export function modelChooser(book: PredictBook, store: Store<PageState>, load: LoadModel): HTMLElement {
  const opened = new Map<string, Session>([[store.state.session.name, store.state.session]]);
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  const choices = book.models.map(({name, title, alias}) => ({value: name, label: alias ? `${roles[alias]}: ${title}` : title}));
  const control = selectControl({label: "Model", choices, value: store.state.session.name, onChange: (name) => void choose(name)});

  async function choose(name: string): Promise<void> {
    told.textContent = "";
    try {
      const session = opened.get(name) ?? openSession(book, name, readModel(await load(book.models.find((d) => d.name === name)?.file ?? "")));
      if (!session.parity.passed) throw new Error("it does not score in this browser as it did in the build");
      opened.set(name, session);
      store.set({session});
    } catch (error) {
      control.set(store.state.session.name);
      told.textContent = `This model cannot be used: ${error instanceof Error ? error.message : String(error)}. The one before stays.`;
    }
  }
  return el("div", {class: "wi-model"}, control.element, told);
}
