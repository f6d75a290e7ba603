import type {PredictBook} from "../../lib/book/predict.js";
import type {MeasureSupport, NearestUserSearch} from "../../lib/whatif/support.js";
import type {Actions} from "./actions.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import type {Row} from "../../lib/dataset/table.js";
import type {CounterfactualSearch} from "../../lib/whatif/counterfactual.js";
import {formatInHundred} from "../../lib/format.js";
import {findCounterfactuals} from "../../lib/whatif/counterfactual.js";
import {fullLimits, limitedInputs, sayNoneFound, setLimit} from "../../lib/whatif/limits.js";
import {findNearestUser} from "../../lib/whatif/support.js";
import {formatLine, formatBeside} from "../../lib/whatif/values.js";
import {el, setText} from "../ui/dom.js";
import {presentRow} from "./pageState.js";
import {beforeAfter} from "./beforeAfter.js";
import {limitsTable} from "./limitsTable.js";
import {describeCounterfactual, describeDifferences} from "../../lib/whatif/settingWords.js";
import {describeSupport} from "../../lib/whatif/words.js";
import {quietButton} from "../ui/buttons.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Both searches together may take this long; the nearest user at most its part, so that there is time for the changes. */
const BUDGET_MS = 200;
const USER_MS = 80;

export interface CounterfactualOptions {
  store: Store<PageState>;
  actions: Actions;
  measureSupport: MeasureSupport;
}

/** The nearest settings on the other side of the contact line: what the model would say, not advice. */
export function counterfactualPanel(
  book: PredictBook,
  {store, actions, measureSupport}: CounterfactualOptions
): {element: HTMLElement; show(state: PageState): void} {
  const goal = el("p", {class: "wi-finding"});
  const results = el("div", {class: "wi-found", role: "status"});
  const button = el("button", {type: "button", class: "primary"}, "Find the nearest change");
  const limits = limitsTable(
    book,
    (input, limit) => store.set({limits: setLimit(store.state.limits, input, limit)}),
    () => store.set({limits: {}})
  );
  const box = el(
    "details",
    {class: "wi-limits", hidden: limitedInputs(book).length === 0, open: Object.keys(store.state.limits).length > 0},
    el("summary", {}, "Your limits: which inputs may move, and how far"),
    limits.element
  );
  let foundFor: string | null = null;

  button.addEventListener("click", () => {
    const {state} = store;
    const found = search(book, state, measureSupport);
    results.replaceChildren(
      ...describeFindings(found, book, (row, isUser) => {
        if (isUser) actions.setRow(row);
        else actions.changeRow(row);
        button.focus(); // the findings are gone with the setting that they were for
      })
    );
    foundFor = keyOf(state);
  });

  /** Findings hold for one setting, model, line and one set of limits; any other leaves none. */
  function forget(state: PageState): void {
    if (foundFor === null || foundFor === keyOf(state)) return;
    foundFor = null;
    results.replaceChildren(el("p", {class: "muted"}, "What was found held for another setting, model, line or other limits: find again."));
  }
  return {
    element: el(
      "section",
      {class: "wi-counterfactual"},
      el("h2", {class: "wi-title"}, "What would put it on the other side?"),
      goal,
      box,
      button,
      results,
      el(
        "p",
        {class: "wi-note"},
        `This is what the model would say of another setting. It is no advice, and no promise that anybody would stay.`
      )
    ),
    show(state) {
      const isConstant = state.session.inputs.length === 0;
      for (const part of [box, button, results]) part.hidden = isConstant || (part === box && limitedInputs(book).length === 0);
      if (isConstant) {
        setText(goal, `This model says the same of every ${rowUnit.one}: no input puts a setting on the other side of a line.`);
        return;
      }
      const line = lineOf(book, state);
      const probability = state.session.scorer.scoreRow(presentRow(state));
      const exact = formatBeside(probability, line);
      const at = exact === formatInHundred(probability) ? "" : `, at ${exact}`; // else both would read alike
      setText(
        goal,
        `This setting is ${sideOf(probability, line)} ` +
          `${state.threshold === null ? `the base rate (${formatInHundred(line)}; no contact line is drawn)` : `the contact line (${formatLine(line)})`}${at}.`
      );
      limits.show(state.limits);
      forget(state);
    }
  };
}

function lineOf({baseRate}: PredictBook, {threshold}: PageState): number {
  return threshold ?? baseRate;
}

/** A score on the line counts as above it, and is not called so. */
function sideOf(probability: number, line: number): string {
  if (Math.abs(probability - line) < 1e-12) return "on";
  return probability > line ? "above" : "below";
}

function keyOf(state: PageState): string {
  return JSON.stringify([
    presentRow(state),
    state.session.name,
    state.threshold,
    state.limits,
    state.isTogether,
    [...state.history.present.own]
  ]);
}

function search(book: PredictBook, state: PageState, measureSupport: MeasureSupport): Findings {
  const {scoreRow} = state.session.scorer;
  const [row, threshold] = [presentRow(state), lineOf(book, state)];
  const start = performance.now();
  const isAfter = (ms: number) => (): boolean => performance.now() - start > ms;
  const nearest =
    book.users && book.support
      ? findNearestUser(row, {users: book.users, scale: book.support, scoreRow, threshold, isOver: isAfter(USER_MS)})
      : null;
  const changes = findCounterfactuals(row, {
    rules: book,
    scoreRow,
    threshold,
    limits: fullLimits(book, state.limits),
    together: state.isTogether,
    own: state.history.present.own,
    isOver: isAfter(BUDGET_MS)
  });
  return {row, before: scoreRow(row), threshold, changes, nearest, measureSupport};
}

/** What was found on the other side of a line. */
export interface Findings {
  row: Row;
  /** the score of the row as it is */
  before: number;
  threshold: number;
  changes: CounterfactualSearch;
  /** null: no users are shipped to look among */
  nearest: NearestUserSearch | null;
  /** null: no users are shipped to compare with */
  measureSupport: MeasureSupport;
}

/** The findings in words, each with a button that takes the inputs there. */
function describeFindings(findings: Findings, book: PredictBook, open: (row: Row, isUser: boolean) => void): HTMLElement[] {
  return [...describeChanges(findings, book, open), ...describeUser(findings, book, open)];
}

function describeChanges(
  {changes: {found, isComplete}, threshold, before, measureSupport}: Findings,
  book: PredictBook,
  open: (row: Row, isUser: boolean) => void
): HTMLElement[] {
  if (found.length === 0) {
    return [el("p", {class: "wi-none"}, sayNoneFound(book, isComplete))];
  }
  const list = el(
    "ul",
    {},
    found.map((d, i) => {
      const support = measureSupport?.(d.row) ?? null;
      const rare = support && support.level !== "usual" ? ` ${describeSupport(support, rowUnit.many)}` : "";
      return el(
        "li",
        {},
        `${describeCounterfactual(d, book, threshold)}${rare} `,
        beforeAfter(book, {change: d, before, line: threshold}),
        goThere(`change ${i + 1}`, () => open(d.row, false))
      );
    })
  );
  return isComplete
    ? [list]
    : [list, el("p", {}, "The search was cut off after 200 ms, before it had tried every pair of inputs: a nearer change may exist.")];
}

function describeUser({nearest, row, threshold}: Findings, book: PredictBook, open: (row: Row, isUser: boolean) => void): HTMLElement[] {
  if (!nearest) return [];
  const kind = `${book.users?.synthetic ? "synthetic " : ""}${rowUnit.one}`;
  const {user, isComplete} = nearest;
  if (!user)
    return [
      el(
        "p",
        {},
        isComplete
          ? `No ${kind} is on the other side.`
          : `The search for the nearest ${kind} on the other side was cut off before it had found one.`
      )
    ];
  const place = user.isClose ? "counts as close to this setting" : "is not close to this setting";
  return [
    el(
      "p",
      {},
      `The nearest ${kind} on the other side scores ${formatBeside(user.probability, threshold)} and ${place}. ${describeDifferences(user.row, row, book)} `,
      goThere(`the nearest ${kind}`, () => open(user.row, true))
    )
  ];
}

function goThere(where: string, run: () => void): HTMLButtonElement {
  return quietButton("Set the inputs so", run, {label: `Set the inputs so: ${where}`});
}
