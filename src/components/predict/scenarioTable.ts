import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Actions} from "./actions.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import {formatInHundred} from "../../lib/format.js";
import {describeValue} from "../../lib/whatif/values.js";
import {describeChange} from "../../lib/whatif/words.js";
import {el, setHidden, setText} from "../ui/dom.js";
import {quietButton} from "../ui/buttons.js";
import {presentRow} from "./pageState.js";
import {MAX_PINNED} from "./openState.js";
import {findNamed} from "../../lib/named.js";

/** Settings kept side by side with the present one; what differs from it stands out. They stand in the address. */
export function scenarioTable(
  book: PredictBook,
  store: Store<PageState>,
  actions: Actions
): {element: HTMLElement; show(state: PageState): void} {
  const pin = el("button", {type: "button", class: "no-print"}, "Keep this setting");
  const told = el("output", {class: "wi-told"});
  const table = el("div", {class: "table-scroll wi-scenarios", tabindex: 0, role: "region", "aria-label": "Kept settings"});
  pin.addEventListener("click", () => {
    const {pinned} = store.state;
    if (pinned.length < MAX_PINNED) store.set({pinned: [...pinned, presentRow(store.state)]});
    setText(told, "");
  });

  function remove(i: number): void {
    const {pinned, reference} = store.state;
    const left = pinned.filter((_, j) => j !== i);
    const isLost = left.length === 0 && reference === "kept";
    store.set({pinned: left, reference: isLost ? "average" : reference});
    setText(told, isLost ? "No setting is kept any more: the reasons compare with the average again." : "");
    const drops = table.querySelectorAll<HTMLButtonElement>(".wi-drop");
    (drops[Math.min(i, left.length - 1)] ?? pin).focus(); // the button that was pressed is gone
  }

  let drawnFor: {row: Row; pinned: readonly Row[]; session: PageState["session"]} | null = null;
  return {
    element: el(
      "section",
      {class: "wi-section wi-side"},
      el("h2", {}, "Settings side by side"),
      el("p", {class: "wi-finding no-print"}, "Keep a setting, change the inputs, and compare. Kept settings travel with the link."),
      pin,
      told,
      table
    ),
    show(state) {
      const {pinned, session} = state;
      const row = presentRow(state);
      pin.disabled = pinned.length >= MAX_PINNED;
      setHidden(table, pinned.length === 0);
      if (pinned.length === 0 || (drawnFor?.row === row && drawnFor.pinned === pinned && drawnFor.session === session)) return;
      drawnFor = {row, pinned, session};
      const focused = [...table.querySelectorAll("button")].findIndex((d) => d === document.activeElement);
      table.replaceChildren(drawTable(book, state, {open: (i) => actions.setRow(pinned[i]), remove}));
      if (focused >= 0) table.querySelectorAll("button")[focused]?.focus();
    }
  };
}

function drawTable(
  book: PredictBook,
  state: PageState,
  {open, remove}: {open: (i: number) => void; remove: (i: number) => void}
): HTMLElement {
  const here = presentRow(state);
  const {scoreRow} = state.session.scorer;
  const now = scoreRow(here);
  const columns = state.pinned.map((row, i) => ({row, i, title: `Kept ${i + 1}`, p: scoreRow(row)}));
  const head = el(
    "tr",
    {},
    el("td"),
    el("th", {scope: "col", class: "right"}, "Now"),
    columns.map((d) => el("th", {scope: "col", class: "right"}, d.title))
  );
  const score = el(
    "tr",
    {class: "pinned"},
    el("th", {scope: "row"}, "Score"),
    el("td", {class: "right"}, el("b", {}, formatInHundred(now))),
    columns.map((d) => el("td", {class: "right"}, el("b", {}, formatInHundred(d.p)), el("small", {}, describeChange(d.p, now))))
  );
  const inputs = book.inputs.map((input) =>
    el(
      "tr",
      {},
      el("th", {scope: "row"}, input.title),
      el("td", {class: "right"}, describeValue(input, findNamed(here, input.name))),
      columns.map((d) =>
        el(
          "td",
          {class: findNamed(d.row, input.name) === findNamed(here, input.name) ? "right muted" : "right wi-differs"},
          describeValue(input, findNamed(d.row, input.name))
        )
      )
    )
  );
  const acts = el(
    "tr",
    {class: "no-print"},
    el("td"),
    el("td"),
    columns.map((d) =>
      el(
        "td",
        {class: "right"},
        quietButton("Open", () => open(d.i), {label: `Open ${d.title}`, kind: "wi-open"}),
        quietButton("Drop", () => remove(d.i), {label: `Drop ${d.title}`, kind: "wi-drop"})
      )
    )
  );
  return el(
    "table",
    {},
    el("caption", {class: "visually-hidden"}, "The present setting and those kept"),
    el("thead", {}, head),
    el("tbody", {}, score, inputs, acts)
  );
}
