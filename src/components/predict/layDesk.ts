import type {PredictBook, UserScores} from "../../lib/book/predict.js";
import type {MeasureSupport} from "../../lib/whatif/support.js";
import type {Answer} from "../../lib/whatif/answer.js";
import type {Store} from "../ui/store.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import type {PageState} from "./pageState.js";
import {el} from "../ui/dom.js";
import {answerPanel} from "./answerPanel.js";
import {counterfactualPanel} from "./counterfactualPanel.js";
import {modelChooser} from "./modelChooser.js";
import {scenarioTable} from "./scenarioTable.js";
import {shareBar, toolbar} from "./toolbar.js";
import {userFinder, createUserScores} from "./userFinder.js";
import {inputPanel} from "./inputPanel.js";
import {startLine} from "./startLine.js";
import {createActions} from "./actions.js";
import {describeAnswerAloud} from "../../lib/whatif/words.js";

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
  const [inputs, answer, voice, share, model] = [
    inputPanel(book, store, actions),
    answerPanel(book, store),
    liveRegion(),
    shareBar(book, store),
    modelChooser(book, store, shelf)
  ];
  const tools = toolbar(book, {actions, onReset: inputs.narrow});
  const finder = book.users
    ? [userFinder(book, book.users, {store, actions, scoreUsers: createUserScores(book, shelf, readUserScores)})]
    : [];
  const more = [...finder, scenarioTable(book, store, actions)];
  const started = startLine(book, actions);
  const other = counterfactualPanel(book, {store, actions, measureSupport});
  const beside = el("div", {class: "wi-beside-inputs"}, answer.element, other.element);
  holdInView(beside);
  const followers = [started, inputs, tools, model, other, ...more];
  return {
    element: el(
      "div",
      {class: "wi-all"},
      tools.element,
      el("div", {class: "wi-top"}, answer.headline, model.element),
      share.printLine,
      started.element,
      el("div", {class: "wi-desk"}, inputs.element, beside),
      share.element,
      more.map((d) => d.element),
      voice.element
    ),
    hear(state, said) {
      answer.show(said);
      for (const follower of followers) follower.show(state);
      voice.hear(said);
    }
  };
}

/** Heights are told in such steps: a line more or less, as a sentence grows, places nothing anew. */
const HEIGHT_STEP = 48;

/** Keeps a column in view beside a longer one: from its top where it fits into the window, else by its end. */
function holdInView(column: HTMLElement): void {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(column.offsetHeight / HEIGHT_STEP) * HEIGHT_STEP;
    if (height !== told) column.style.setProperty("--height", `${height}px`);
    told = height;
  }).observe(column);
}

const QUIET_MS = 500;

/** Speaks the answer when it has been quiet for half a second, with the change since it last spoke. */
function liveRegion(): {element: HTMLElement; hear(answer: Answer): void} {
  const element = el("p", {class: "visually-hidden", role: "status", "aria-live": "polite"});
  let spoken: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    hear({probability}) {
      clearTimeout(timer);
      if (spoken === null) spoken = probability; // what is there at first is read with the page
      timer = setTimeout(() => {
        if (probability !== spoken) element.textContent = describeAnswerAloud(probability, spoken);
        spoken = probability;
      }, QUIET_MS);
    }
  };
}
