import type {EdaBook} from "../../lib/book/eda.js";
import {findLeading} from "../../lib/statistics/contrast.js";
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

/** Begins with the variable that the headline is about, and holds constant what ranks best alone. */
export function edaState(eda: EdaBook): EdaState {
  const {ranked: best, first} = findLeading(eda.variables);
  const ranked = best.map(({input}) => input);
  const helds = [...new Set(eda.holdConstant.map(({held}) => held))];
  const url = urlState({
    variable: choiceField(ranked, first.input),
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
