import type {PredictBook} from "../../lib/book/predict.js";
import {readModel} from "../../lib/model/readModel.js";
import {createAnswerer} from "../../lib/whatif/answer.js";
import {listReferences, openSession} from "../../lib/whatif/session.js";
import {createSupportReader} from "../../lib/whatif/support.js";
import {el} from "../ui/dom.js";
import {repairNotice} from "../ui/notice.js";
import {answerPanel} from "./answer/answerPanel.js";
import {inputPanel} from "./inputs/inputPanel.js";
import {toolbar} from "./inputs/toolbar.js";
import {liveRegion} from "./liveRegion.js";
import {parityFailure, parityLine} from "./parity.js";
import {createActions} from "./state/actions.js";
import {keepAddress} from "./state/addressBar.js";
import {createStore} from "./state/createStore.js";
import {openState} from "./state/openState.js";
import type {PageState} from "./state/pageState.js";
import {presentRow} from "./state/pageState.js";

export interface PredictPageOptions {
  book: PredictBook;
  /** the Champion's JSON, unread */
  champion: unknown;
}

/**
 * The whole of /predict: inputs, answer, reasons. Every change is answered at once and in place; nothing is fetched.
 * Shows no number at all unless this browser scores the golden rows as the build did.
 */
export function predictPage({book, champion}: PredictPageOptions): HTMLElement {
  const session = openSession(book, book.models[0].name, readModel(champion));
  if (!session.parity.passed) return parityFailure(session.parity);
  const {state, repairs} = openState(book, session, location.search);
  const store = createStore<PageState>(state);
  const actions = createActions(store, book);
  const answerer = createAnswerer(book, book.users && book.support ? createSupportReader(book.support, book.users, book.nUsers ?? book.users.n) : null);
  const [tools, inputs, answer, voice] = [toolbar(book, actions), inputPanel(book, actions), answerPanel(book, store), liveRegion()];
  const writeAddress = keepAddress(book);

  const show = (now: PageState): void => {
    const {history, isGrouped, isMoving, threshold} = now;
    const previous = history.past[history.past.length - 1]?.row ?? history.present.row;
    const reference = listReferences(book, previous).find((d) => d.choice === now.reference) ?? listReferences(book, previous)[0];
    const said = answerer({row: presentRow(now), session: now.session, reference, isGrouped, threshold, isMoving});
    answer.show(said);
    inputs.show(now);
    tools.show(now);
    voice.hear(said);
  };
  show(store.state);
  store.follow(show);
  store.follow(writeAddress);
  if (repairs.length > 0) writeAddress(store.state);
  return el("div", {class: "wi"}, repairNotice(repairs), tools.element,
    el("div", {class: "wi-desk"}, inputs.element, answer.element), parityLine(session.parity), voice.element);
}
