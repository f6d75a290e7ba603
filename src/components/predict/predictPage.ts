import type {PredictBook} from "../../lib/book/predict.js";
import {readModel} from "../../lib/model/readModel.js";
import type {Answer} from "../../lib/whatif/answer/answer.js";
import {createAnswerer} from "../../lib/whatif/answer/answer.js";
import type {Session} from "../../lib/whatif/answer/session.js";
import {listReferences, openSession} from "../../lib/whatif/answer/session.js";
import {createSupportReader} from "../../lib/whatif/answer/support.js";
import {el} from "../ui/dom.js";
import {repairNotice} from "../ui/notice.js";
import {answerPanel} from "./answer/answerPanel.js";
import {counterfactualPanel} from "./explore/counterfactualPanel.js";
import type {LoadModel} from "./explore/modelChooser.js";
import {modelChooser} from "./explore/modelChooser.js";
import {scenarioTable} from "./explore/scenarioTable.js";
import {sensitivityGrid} from "./explore/sensitivityGrid.js";
import {shareBar} from "./explore/share.js";
import {userFinder} from "./explore/userFinder.js";
import {inputPanel} from "./inputs/inputPanel.js";
import {toolbar} from "./inputs/toolbar.js";
import {liveRegion} from "./liveRegion.js";
import {loadFailure, parityFailure, parityLine} from "./parity.js";
import {createActions} from "./state/actions.js";
import {keepAddress} from "./state/addressBar.js";
import type {Store} from "./state/createStore.js";
import {createStore} from "./state/createStore.js";
import {openState, openAskedModel} from "./state/openState.js";
import type {PageState} from "./state/pageState.js";
import {presentRow} from "./state/pageState.js";

export interface PredictPageOptions {
  /** reads `predict.json` */
  readBook: () => Promise<PredictBook>;
  /** reads the Champion's JSON */
  readChampion: () => Promise<unknown>;
  /** fetches another finalist, when a reader asks for it */
  load: LoadModel;
}

/**
 * The whole of /predict: inputs, answer, reasons, and what follows from them. Every change is answered at once and in
 * place; nothing is fetched but another model when it is chosen. Shows no number at all unless this browser scores the
 * golden rows as the build did.
 */
export async function predictPage({readBook, readChampion, load}: PredictPageOptions): Promise<HTMLElement> {
  const opened = await openBook(readBook, readChampion);
  if (opened instanceof HTMLElement) return opened;
  const {book, session} = opened;
  const asked = await openAskedModel(book, session, load);
  const {state, repairs} = openState(book, asked.session, location.search);
  const store = createStore<PageState>(state);
  const desk = layDesk(book, store, load);
  const answer = answering(book, desk.hear);
  const writeAddress = keepAddress(book);
  answer(store.state);
  store.follow(answer);
  store.follow(writeAddress);
  const told = [...asked.repairs, ...repairs];
  if (told.length > 0) writeAddress(store.state);
  return el("div", {class: "wi"}, repairNotice(told), desk.element, parityLine(session.parity));
}

/** The book with the Champion ready to score; or, if a number must not be shown, why. */
async function openBook(readBook: PredictPageOptions["readBook"], readChampion: PredictPageOptions["readChampion"]): Promise<{book: PredictBook; session: Session} | HTMLElement> {
  try {
    const [book, champion] = await Promise.all([readBook(), readChampion()]);
    const session = openSession(book, book.models[0].name, readModel(champion));
    return session.parity.passed ? {book, session} : parityFailure(session.parity);
  } catch (error) {
    return loadFailure(error);
  }
}

interface Desk {
  element: HTMLElement;
  /** shows a state and its answer everywhere on the desk */
  hear(state: PageState, said: Answer): void;
}

function layDesk(book: PredictBook, store: Store<PageState>, load: LoadModel): Desk {
  const actions = createActions(store, book);
  const [tools, inputs, answer, voice] = [toolbar(book, store, actions), inputPanel(book, actions), answerPanel(book, store), liveRegion()];
  const more = [sensitivityGrid(book, actions), counterfactualPanel(book, store, actions), scenarioTable(book, store, actions)];
  const followers = [inputs, tools, ...more];
  return {
    element: el("div", {}, tools.element, el("div", {class: "wi-desk"}, inputs.element, answer.element),
      el("div", {class: "wi-about"}, modelChooser(book, store, load), shareBar(book, store)), book.users ? userFinder(book, book.users, {store, actions}) : null, more.map((d) => d.element), voice.element),
    hear(state, said) {
      answer.show(said);
      for (const follower of followers) follower.show(state);
      voice.hear(said);
    }
  };
}

function answering(book: PredictBook, hear: Desk["hear"]): (state: PageState) => void {
  const {users, support, nUsers} = book;
  const answerer = createAnswerer(book, users && support ? createSupportReader(support, users, nUsers ?? users.n) : null);
  return (state) => {
    const {history, session, isGrouped, isMoving, threshold} = state;
    const {pinned} = state;
    const references = listReferences(book, history.past[history.past.length - 1]?.row ?? history.present.row, pinned[pinned.length - 1] ?? null);
    const reference = references.find((d) => d.choice === state.reference) ?? references[0];
    hear(state, answerer({row: presentRow(state), session, reference, isGrouped, threshold, isMoving}));
  };
}
