import type {PredictBook, UsersBook, UserScores} from "../../lib/book/predict.js";
import type {Session} from "../../lib/whatif/session.js";
import type {MeasureSupport} from "../../lib/whatif/support.js";
import type {Desk} from "./layDesk.js";
import type {Store} from "../ui/store.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import type {PageState} from "./pageState.js";
import {readModel} from "../../lib/model/readModel.js";
import {createAnswerer} from "../../lib/whatif/answer.js";
import {openSession} from "../../lib/whatif/session.js";
import {createSupportReader} from "../../lib/whatif/support.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {layDesk} from "./layDesk.js";
import {loadFailure, parityFailure, parityLine, fetchModel, reading, readPredict} from "../shared/readFiles.js";
import {keepAddress, chosenReference} from "./addressBar.js";
import {createStore} from "../ui/store.js";
import {contactLine} from "../shared/contactLine.js";
import {createModelShelf} from "../shared/modelShelf.js";
import {openState, openAskedModel} from "./openState.js";
import {presentRow} from "./pageState.js";
import {notice} from "../ui/notice.js";
import {whenIdle} from "../ui/whenIdle.js";

export interface PredictPageOptions {
  /** reads `predict.json` */
  readBook: () => Promise<PredictBook>;
  /** reads `users.json`; asked for where the book publishes rows */
  readUsers: () => Promise<UsersBook>;
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
export async function predictPage({readBook, readUsers, readChampion, readUserScores}: PredictPageOptions): Promise<HTMLElement> {
  const opened = await openBook(() => readPredict(readBook, readUsers), readChampion);
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
  contactLine().follow(() => store.set({threshold: lineNow()}));
  const told = repairList();
  told.show(repairs);
  whenIdle(() => shelf.prefetch(), 1000); // what the page does not need at once must not keep it waiting on a slow line
  keepTrue(book, {store, shelf, told, isMended: repairs.length > 0});
  return el("div", {class: "wi"}, told.element, desk.element, parityLine(session.parity));
}

/** The book with the Champion ready to score; or, if a number must not be shown, why. */
async function openBook(
  readBook: PredictPageOptions["readBook"],
  readChampion: PredictPageOptions["readChampion"]
): Promise<{book: PredictBook; session: Session} | HTMLElement> {
  try {
    const [book, champion] = await Promise.all([readBook(), reading("api/champion.json", readChampion)]);
    const session = await reading("api/champion.json", () => openSession(book, book.models[0].name, readModel(champion)));
    return session.parity.passed ? {book, session} : parityFailure(session.parity);
  } catch (error) {
    return loadFailure(error);
  }
}

/** What the address asks for now, and what had to be mended. */
async function openAddress(book: PredictBook, shelf: ModelShelf): Promise<{state: PageState; repairs: string[]}> {
  const {search} = address;
  const asked = await openAskedModel(book, shelf, search);
  const {state, repairs} = openState(book, asked.session, search, lineNow());
  return {state, repairs: [...asked.repairs, ...contactLine().notices, ...repairs]};
}

/** null: nobody is contacted. */
function lineNow(): number | null {
  const {threshold} = contactLine().now;
  return Number.isFinite(threshold) ? threshold : null;
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
  const bar = keepAddress(book);
  if (isMended) bar.write(store.state);
  store.follow(bar.write);
  bar.onMove(() => void follow());

  async function follow(): Promise<void> {
    const {search} = address;
    const {state, repairs} = await openAddress(book, shelf);
    if (address.search !== search) return; // the reader went on while a model was on its way
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

/** Where the page says what it mended in the address: on opening, and when the reader goes back or forward. */
function repairList(): {element: HTMLElement; show(repairs: readonly string[]): void} {
  const element = el("div", {class: "wi-repairs"});
  return {
    element,
    show(repairs) {
      element.replaceChildren(
        ...(repairs.length > 0 ? [notice("caution", "The address was mended to what can be shown", ...repairs)] : [])
      );
    }
  };
}
