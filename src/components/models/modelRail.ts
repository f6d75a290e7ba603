import type {EvidenceSet, ModelsBook} from "../../lib/book/models.js";
import type {StateView} from "../ui/store.js";
import type {UrlState} from "../ui/urlState.js";
import type {ModelsChoice} from "./modelsState.js";
import {formatBytes, formatCount} from "../../lib/format.js";
import {segmentedControl} from "../ui/controls.js";
import {el, setAttributes} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {finalistColors, modelLabel, roleOf} from "../shared/roles.js";
import {rankFinalists} from "./leaderboardRows.js";
import {getMetricInfo} from "../shared/metricWords.js";

/** One or two models, and the users that judge them; one model stands as both. */
export type PairChoice = Pick<ModelsChoice, "a" | "b" | "set">;

/**
 * The rail of all finalists, of which one or two are picked, and the users that judge them. For `view(...)`: its value is the
 * choice.
 */
export function modelRail(book: ModelsBook, {state}: {state: UrlState<ModelsChoice>}): StateView<HTMLElement, PairChoice> {
  const colorOf = finalistColors(book);
  const ranked = rankFinalists(book.finalists, getMetricInfo(book, book.selectionMetric));
  const buttons = ranked.map(({name, title, inputs, model}) => {
    const size = `${inputs.length === 1 ? "1 input" : `${inputs.length} inputs`}, ${formatBytes(model.bytes)}`;
    const isBase = name === book.finalists[0].name;
    const button = el(
      "button",
      {type: "button", class: "rail-model", style: `--swatch: ${colorOf(name)}`, title: isBase ? null : size},
      modelLabel(title, roleOf(book, name))
    );
    button.addEventListener("click", () => change(pickModel(state.value, name)));
    return {name, button};
  });
  const size = (set: EvidenceSet): string => formatCount(book.users[set].n);
  const users = segmentedControl<EvidenceSet>({
    label: "Judged on",
    choices: [
      {value: "outOfFold", label: `out-of-fold (${size("outOfFold")})`},
      {value: "test", label: `test (${size("test")})`}
    ],
    value: state.value.set,
    onChange: (set) => change({set})
  });
  const list = el(
    "div",
    {class: "rail-models", role: "group", "aria-label": "Models: pick one or two"},
    buttons.map(({button}) => button)
  );
  const view = stateView(
    el("div", {class: "rail"}, el("p", {class: "rail-hint", "aria-hidden": "true"}, "Pick one or two"), list, users.element),
    (): PairChoice => ({a: state.value.a, b: state.value.b, set: state.value.set})
  );
  function show(): void {
    const {a, b} = state.value;
    for (const {name, button} of buttons) {
      const isPicked = name === a || name === b;
      setAttributes(button, {"aria-pressed": String(isPicked), "data-line": name === a ? "solid" : name === b ? "dashed" : null});
    }
  }
  function change(choice: Partial<PairChoice>): void {
    state.set(choice);
    show();
    announce(view);
  }
  state.onChange(({set}) => {
    users.set(set);
    show();
    announce(view);
  });
  show();
  return view;
}

/**
 * What is picked after a press on a model: a second joins the first, a third takes the second's place, and one that is picked goes,
 * but for the last.
 */
export function pickModel({a, b}: Pick<PairChoice, "a" | "b">, name: string): Pick<PairChoice, "a" | "b"> {
  if (name === a) return {a: b, b};
  if (name === b) return {a, b: a};
  return {a, b: name};
}
