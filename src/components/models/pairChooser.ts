import type {EvidenceSet, ModelsBook} from "../../lib/book/models.js";
import type {UrlState} from "../ui/urlState.js";
import type {ModelsChoice} from "./modelsState.js";
import type {StateView} from "../ui/store.js";
import {formatCount} from "../../lib/format.js";
import {controlBar, segmentedControl, selectControl} from "../ui/controls.js";
import {announce, stateView} from "../ui/store.js";

export type PairChoice = Pick<ModelsChoice, "a" | "b" | "set">;

export interface PairChooserOptions {
  state: UrlState<ModelsChoice>;
}

/** Chooses two models and the users that judge them. For `view(...)`: its value is the choice. */
export function pairChooser(book: ModelsBook, {state}: PairChooserOptions): StateView<HTMLElement, PairChoice> {
  const choices = book.finalists.map(({name, title}) => ({value: name, label: title}));
  const change = (choice: Partial<PairChoice>): void => {
    state.set(choice);
    announce(view);
  };
  const size = (set: EvidenceSet): string => formatCount(book.users[set].n);
  const first = selectControl({label: "Model", choices, value: state.value.a, onChange: (a) => change({a})});
  const second = selectControl({label: "Against", choices, value: state.value.b, onChange: (b) => change({b})});
  const users = segmentedControl<EvidenceSet>({
    label: "Judged on",
    choices: [
      {value: "outOfFold", label: `out-of-fold (${size("outOfFold")})`},
      {value: "test", label: `test (${size("test")})`}
    ],
    value: state.value.set,
    onChange: (set) => change({set})
  });
  const bar = controlBar(first.element, second.element, users.element);
  const view = stateView(bar, (): PairChoice => ({a: state.value.a, b: state.value.b, set: state.value.set}));
  state.onChange(({a, b, set}) => {
    first.set(a);
    second.set(b);
    users.set(set);
    announce(view);
  });
  return view;
}
