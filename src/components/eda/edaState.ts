import type {EdaBook} from "../../lib/book/eda.js";
import {choiceField, urlState} from "../ui/urlState.js";

export interface EdaChoice {
  /** the variable looked at */
  variable: string;
  /** the variable held constant */
  held: string;
}

/** What the page's parts look at together; kept in the address. */
export interface EdaState {
  readonly value: EdaChoice;
  readonly notices: readonly string[];
  set: (change: Partial<EdaChoice>) => void;
  /** called at once, and whenever the choice changes */
  watch: (listener: (choice: EdaChoice) => void) => void;
}

/** Begins with the variable that ranks best alone, and holds it constant. */
export function edaState(eda: EdaBook): EdaState {
  const ranked = [...eda.variables].sort((a, b) => b.rocAuc - a.rocAuc).map(({input}) => input);
  const helds = [...new Set(eda.holdConstant.map(({held}) => held))];
  const url = urlState({
    variable: choiceField(ranked, ranked[0]),
    held: choiceField(helds, ranked.find((name) => helds.includes(name)) ?? helds[0])
  });
  const listeners: ((choice: EdaChoice) => void)[] = [];
  const tell = (): void => listeners.forEach((listener) => listener(url.value));
  url.onChange(tell);
  return {
    get value() {
      return url.value;
    },
    notices: url.notices,
    set: (change) => {
      url.set(change);
      tell();
    },
    watch: (listener) => {
      listeners.push(listener);
      listener(url.value);
    }
  };
}
