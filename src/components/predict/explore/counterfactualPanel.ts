import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred} from "../../../lib/format.js";
import type {Row} from "../../../lib/table/table.js";
import type {CounterfactualSearch} from "../../../lib/whatif/search/counterfactual.js";
import {findCounterfactuals} from "../../../lib/whatif/search/counterfactual.js";
import type {NearestUser} from "../../../lib/whatif/search/nearestUser.js";
import {findNearestUser} from "../../../lib/whatif/search/nearestUser.js";
import {describeCounterfactual} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {Actions} from "../state/actions.js";
import type {Store} from "../state/createStore.js";
import type {PageState} from "../state/pageState.js";
import {presentRow} from "../state/pageState.js";
import {limitsTable} from "./limitsTable.js";

/** The search may take this long. */
const BUDGET_MS = 200;

/** The nearest settings on the other side of the contact line: what the model would say, not advice. */
export function counterfactualPanel(book: PredictBook, store: Store<PageState>, actions: Actions): {element: HTMLElement; show(state: PageState): void} {
  const limits = limitsTable(book);
  const goal = el("p", {class: "wi-finding"});
  const results = el("div", {class: "wi-found", role: "status"});
  const button = el("button", {type: "button", class: "primary"}, "Find the nearest change");
  let foundFor: Row | null = null;

  button.addEventListener("click", () => {
    const {session, threshold} = store.state;
    const row = presentRow(store.state);
    const line = threshold ?? book.baseRate;
    const end = performance.now() + BUDGET_MS;
    const {scoreRow} = session.scorer;
    const search = findCounterfactuals(row, {rules: book, scoreRow, threshold: line, limits: limits.read(), isOver: () => performance.now() > end});
    const user = book.users && book.support ? findNearestUser(row, {users: book.users, scale: book.support, scoreRow, threshold: line}) : null;
    results.replaceChildren(...describeSearch(search, book, actions), ...(book.users ? [describeUser(user, book, actions)] : []));
    foundFor = row;
  });
  return {
    element: el("section", {class: "wi-section wi-counterfactual"}, el("h2", {}, "What would put it on the other side?"), goal,
      el("details", {class: "wi-limits"}, el("summary", {}, "Your limits: which inputs may move, and how far"), limits.element), button, results,
      el("p", {class: "wi-note"}, "This is what the model would say of another setting. It is no advice, and no promise that a user who changed would stay.")),
    show(state) {
      const row = presentRow(state);
      const line = state.threshold ?? book.baseRate;
      const side = state.session.scorer.scoreRow(row) >= line ? "above" : "below";
      goal.textContent = `This setting is ${side} ${state.threshold === null ? `the base rate (${formatInHundred(line)}; no contact line is set)` : `your contact line (${Number((line * 100).toFixed(1))} in 100)`}.`;
      if (foundFor && foundFor !== row) {
        results.replaceChildren();
        foundFor = null;
      }
    }
  };
}

function describeSearch({found, isComplete}: CounterfactualSearch, book: PredictBook, actions: Actions): HTMLElement[] {
  const unfinished = isComplete ? [] : [el("p", {}, "The search ended after 200 ms before it had tried every pair of inputs.")];
  if (found.length === 0) return [el("p", {class: "wi-none"}, "None found within your limits with at most two inputs changed."), ...unfinished];
  return [el("ul", {}, found.map((d) => el("li", {}, describeCounterfactual(d, book), " ", goThere(() => actions.setRow(d.row))))), ...unfinished];
}

function describeUser(user: NearestUser | null, book: PredictBook, actions: Actions): HTMLElement {
  const kind = `${book.users?.synthetic ? "synthetic " : ""}${book.unit?.singular ?? "user"}`;
  if (!user) return el("p", {}, `No ${kind} is on the other side.`);
  return el("p", {}, `The nearest ${kind} on the other side scores ${formatInHundred(user.probability)}${user.isClose ? " and is as close as one in a hundred usually are. " : "; it is not close to this setting. "}`, goThere(() => actions.setRow(user.row)));
}

function goThere(run: () => void): HTMLButtonElement {
  const button = el("button", {type: "button", class: "quiet"}, "Set the inputs so");
  button.addEventListener("click", run);
  return button;
}
