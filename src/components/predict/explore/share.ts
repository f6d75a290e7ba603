import type {PredictBook} from "../../../lib/book/predict.js";
import {el} from "../../ui/dom.js";
import {shareRow} from "../../ui/shareRow.js";
import type {Store} from "../state/createStore.js";
import {addressOf} from "../state/addressBar.js";
import type {PageState} from "../state/pageState.js";

/** Taking the present setting elsewhere: a link, a print. `printLine` stands on paper only: where this came from, and when. */
export function shareBar(book: PredictBook, store: Store<PageState>): {element: HTMLElement; printLine: HTMLElement} {
  const href = (): string => addressOf(store.state, book, new URL(location.href)).href;
  const printLine = el("p", {class: "wi-print-only wi-print-line"});
  addEventListener("beforeprint", () => {
    printLine.textContent = `${href()} · model ${store.state.session.title}, ${store.state.session.sha256.slice(0, 8)} · printed ${new Date().toISOString().slice(0, 10)}`;
  });
  return {element: shareRow({href, what: "this setting"}), printLine};
}
