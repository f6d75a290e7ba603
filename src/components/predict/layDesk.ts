import type {PredictBook, UserScores} from "../../lib/book/predict.js";
import type {MeasureSupport} from "../../lib/whatif/answer/support.js";
import type {Answer} from "../../lib/whatif/answer/answer.js";
import {el} from "../ui/dom.js";
import {answerPanel} from "./answer/answerPanel.js";
import {counterfactualPanel} from "./explore/counterfactualPanel.js";
import {modelChooser} from "./explore/modelChooser.js";
import {scenarioTable} from "./explore/scenarioTable.js";
import {sensitivityGrid} from "./explore/sensitivityGrid.js";
import {shareBar} from "./explore/share.js";
import {userFinder} from "./explore/finder/userFinder.js";
import {createUserScores} from "./explore/finder/userScores.js";
import {inputPanel} from "./inputs/inputPanel.js";
import {toolbar} from "./inputs/toolbar.js";
import {liveRegion} from "./liveRegion.js";
import {createActions} from "./state/actions.js";
import type {Store} from "./state/createStore.js";
import type {ModelShelf} from "./state/modelShelf.js";
import type {PageState} from "./state/pageState.js";

export interface Desk {
  element: HTMLElement;
  /** shows a state and its answer everywhere on the desk */
  hear(state: PageState, said: Answer): void;
}

export interface DeskOptions {
  shelf: ModelShelf;
  measureSupport: MeasureSupport;
  readUserScores: () => Promise<UserScores>;
}

/** Everything on the page that can be used, laid out: the headline with the model on top of all, inputs left, reasons right, the rest below. */
export function layDesk(book: PredictBook, store: Store<PageState>, {shelf, measureSupport, readUserScores}: DeskOptions): Desk {
  const actions = createActions(store, book);
  const [inputs, answer, voice, share, model] = [inputPanel(book, store, actions), answerPanel(book, store), liveRegion(), shareBar(book, store), modelChooser(book, store, shelf)];
  const tools = toolbar(book, {actions, onReset: inputs.narrow});
  const finder = book.users ? [userFinder(book, book.users, {store, actions, scoreUsers: createUserScores(book, shelf, readUserScores)})] : [];
  const more = [...finder, sensitivityGrid(book, actions), counterfactualPanel(book, {store, actions, measureSupport}), scenarioTable(book, store, actions)];
  const followers = [inputs, tools, model, ...more];
  return {
    element: el("div", {class: "wi-all"}, tools.element, el("div", {class: "wi-top"}, answer.headline, model.element), share.printLine,
      el("div", {class: "wi-desk"}, inputs.element, answer.element), share.element, more.map((d) => d.element), voice.element),
    hear(state, said) {
      answer.show(said);
      for (const follower of followers) follower.show(state);
      voice.hear(said);
    }
  };
}
