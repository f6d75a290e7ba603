import type {PredictBook} from "../../lib/book/predict.js";
import type {Actions} from "./actions.js";
import type {PageState} from "./pageState.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Store} from "../ui/store.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {quietButton, shareRow} from "../ui/buttons.js";
import {presentRow} from "./pageState.js";
import {searchOf} from "./addressBar.js";
import {findNamed, getNamed} from "../../lib/named.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface ToolbarOptions {
  actions: Actions;
  /** asked for by "Reset all", beside the inputs themselves */
  onReset: () => void;
}

/** Where to start from, and the way back: typical, presets, a random user; undo, redo, reset. */
export function toolbar(book: PredictBook, {actions, onReset}: ToolbarOptions): {element: HTMLElement; show(state: PageState): void} {
  const user = rowUnit.one;
  const presets = book.presets.map(({title, row}) => ({button: quietButton(title, () => actions.setRow(row)), row}));
  const typical = {button: quietButton(`Typical ${user}`, () => actions.setRow(book.typical)), row: book.typical};
  const random = book.users ? quietButton("Random", () => actions.setRow(drawUser(book))) : null;
  const [back, forward] = [quietButton("Undo", actions.undo), quietButton("Redo", actions.redo)];
  const reset = quietButton("Reset all", () => {
    actions.resetAll();
    onReset();
  });
  reset.title = "All inputs typical, in their usual ranges, compared with the average; kept settings, limits and the model stay";
  const starts = [typical, ...presets];
  const isSynthetic = book.presets.some((d) => d.synthetic) || book.users?.synthetic;
  const startTitle = isSynthetic ? `Start from a synthetic ${user}:` : `Start from a ${user}:`;
  return {
    element: el(
      "div",
      {class: "wi-toolbar no-print"},
      el(
        "div",
        {class: "wi-starts", role: "group", "aria-label": startTitle},
        el(
          "span",
          {class: "wi-start", title: isSynthetic ? "Drawn to be like the data’s, because its rows are private" : null},
          startTitle
        ),
        starts.map(({button}) => button),
        random
      ),
      el("div", {class: "wi-steps", role: "group", "aria-label": "History"}, back, forward, reset)
    ),
    show(state) {
      const row = presentRow(state);
      for (const start of starts)
        start.button.setAttribute(
          "aria-pressed",
          String(book.inputs.every(({name}) => findNamed(start.row, name) === findNamed(row, name)))
        );
      back.setAttribute("aria-disabled", String(state.history.past.length === 0));
      forward.setAttribute("aria-disabled", String(state.history.future.length === 0));
    }
  };
}

/** Any one of the users that are shipped; the typical one if none are. */
function drawUser({users, inputs, typical}: PredictBook): Row {
  if (!users || users.n === 0) return typical;
  const i = Math.floor(Math.random() * users.n);
  return Object.fromEntries(inputs.map(({name}) => [name, getNamed(users.columns, name)[i]]));
}

/** Taking the present setting elsewhere: a link, a print. `printLine` stands on paper only: where this came from, and when. */
export function shareBar(book: PredictBook, store: Store<PageState>): {element: HTMLElement; printLine: HTMLElement} {
  const search = (): string => searchOf(store.state, book, address.search);
  const printLine = el("p", {class: "wi-print-only wi-print-line"});
  addEventListener("beforeprint", () => {
    printLine.textContent =
      `${address.origin(search())} · model ${store.state.session.title}, ${store.state.session.sha256.slice(0, 8)} · printed ` +
      `${new Date().toISOString().slice(0, 10)}`;
  });
  return {element: shareRow({href: () => address.href(search()), what: "this setting"}), printLine};
}
