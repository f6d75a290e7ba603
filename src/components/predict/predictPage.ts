import type {PredictBook, UserScores} from "../../lib/book/predict.js";
import {readModel} from "../../lib/model/readModel.js";
import {createAnswerer} from "../../lib/whatif/answer/answer.js";
import type {Session} from "../../lib/whatif/answer/session.js";
import {openSession} from "../../lib/whatif/answer/session.js";
import type {MeasureSupport} from "../../lib/whatif/answer/support.js";
import {createSupportReader} from "../../lib/whatif/answer/support.js";
import {el} from "../ui/dom.js";
import type {Desk} from "./layDesk.js";
import {layDesk} from "./layDesk.js";
import {loadFailure, parityFailure, parityLine} from "./parity.js";
import {fetchModel, reading} from "./readFiles.js";
import {repairList} from "./repairs.js";
import {keepAddress} from "./state/addressBar.js";
import {chosenReference} from "./state/chosenReference.js";
import type {Store} from "./state/createStore.js";
import {createStore} from "./state/createStore.js";
import type {ModelShelf} from "./state/modelShelf.js";
import {createModelShelf} from "./state/modelShelf.js";
import {openState, openAskedModel} from "./state/openState.js";
import type {PageState} from "./state/pageState.js";
import {presentRow} from "./state/pageState.js";

export interface PredictPageOptions {
  /** reads `predict.json` */
  readBook: () => Promise<PredictBook>;
  /** reads the Champion's JSON */
  readChampion: () => Promise<unknown>;
  /** reads `user-scores.json`; asked for when two models are compared */
  readUserScores: () => Promise<UserScores>;
}

/**
 * The whole of /predict: inputs, answer, reasons, and what follows from them. Every change is answered at once and in
 * place; nothing is fetched but another model when it is chosen. Shows no number at all unless this browser scores the
 * golden rows as the build did.
 */
export async function predictPage({readBook, readChampion, readUserScores}: PredictPageOptions): Promise<HTMLElement> {
  const opened = await openBook(readBook, readChampion);
  if (opened instanceof HTMLElement) return opened;
  const {book, session} = opened;
  const shelf = createModelShelf(book, session, fetchModel);
  const {state, repairs} = await openAddress(book, shelf);
  const store = createStore<PageState>(state);
  const measureSupport = supportOf(book);
  const desk = layDesk(book, store, {shelf, measureSupport, readUserScores});
  const answer = answering(book, measureSupport, desk.hear);
  answer(store.state);
  store.follow(answer);
  const told = repairList();
  told.show(repairs);
  whenIdle(() => shelf.prefetch());
  keepTrue(book, {store, shelf, told, isMended: repairs.length > 0});
  return el("div", {class: "wi"}, told.element, desk.element, parityLine(session.parity));
}

/** After the page is there: what it does not need at once must not keep it waiting on a slow line. */
function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, {timeout: 1000});
  else setTimeout(run, 300);
}

/** The book with the Champion ready to score; or, if a number must not be shown, why. */
async function openBook(readBook: PredictPageOptions["readBook"], readChampion: PredictPageOptions["readChampion"]): Promise<{book: PredictBook; session: Session} | HTMLElement> {
  try {
    const [book, champion] = await Promise.all([reading("data/book/predict.json", readBook), reading("api/champion.json", readChampion)]);
    const session = await reading("api/champion.json", () => openSession(book, book.models[0].name, readModel(champion)));
    return session.parity.passed ? {book, session} : parityFailure(session.parity);
  } catch (error) {
    return loadFailure(error);
  }
}

/** What the address asks for now, and what had to be mended. */
async function openAddress(book: PredictBook, shelf: ModelShelf): Promise<{state: PageState; repairs: string[]}> {
  const {search} = location;
  const asked = await openAskedModel(book, shelf, search);
  const {state, repairs} = openState(book, asked.session, search);
  return {state, repairs: [...asked.repairs, ...repairs]};
}

interface Keeping {
  store: Store<PageState>;
  shelf: ModelShelf;
  told: ReturnType<typeof repairList>;
  /** whether the address on opening was mended, and so must be written */
  isMended: boolean;
}

/** Address and page say the same: the address follows the page, and the page follows the reader back and forward. */
function keepTrue(book: PredictBook, {store, shelf, told, isMended}: Keeping): void {
  const address = keepAddress(book);
  if (isMended) address.write(store.state);
  store.follow(address.write);
  address.onMove(() => void follow());

  async function follow(): Promise<void> {
    const {search} = location;
    const {state, repairs} = await openAddress(book, shelf);
    if (location.search !== search) return; // the reader went on while a model was on its way
    const {past, present} = store.state.history;
    told.show(repairs);
    store.set({...state, history: {...state.history, past: [...past, present, ...state.history.past]}});
  }
}

function supportOf({users, support, nUsers}: PredictBook): MeasureSupport {
  return users && support ? createSupportReader(support, users, nUsers ?? users.n) : null;
}

function answering(book: PredictBook, measureSupport: MeasureSupport, hear: Desk["hear"]): (state: PageState) => void {
  const answerer = createAnswerer(book, measureSupport);
  return (state) => {
    const {session, isGrouped, isMoving, threshold} = state;
    hear(state, answerer({row: presentRow(state), session, reference: chosenReference(book, state), isGrouped, threshold, isMoving}));
  };
}
