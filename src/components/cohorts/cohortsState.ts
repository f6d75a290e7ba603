import type {CohortsBook} from "../../lib/book/cohorts.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {lineField} from "../shared/addressWords.js";

/** What a cohort is looked at for. */
export type Measure = "gap" | "ranking" | "found";

/** What a reader can choose; it stands in the address. */
export interface CohortsChoice {
  input: string;
  measure: Measure;
  first: string;
  second: string;
  /** the contact line; 0: none was chosen */
  threshold: number;
}

export interface CohortsState {
  readonly value: CohortsChoice;
  readonly notices: readonly string[];
  set: (change: Partial<CohortsChoice>) => void;
  /** called at once, and whenever the choice changes */
  watch: (listener: (choice: CohortsChoice) => void) => void;
}

/** Begins with the input of the largest gap, and the map of the two that move the score most. */
export function cohortsState({inputs, mapped}: CohortsBook): CohortsState {
  const largest = (k: number): number => Math.max(...inputs[k].cohorts.map(({gap}) => Math.abs(gap.estimate)));
  const ranked = [...inputs.keys()].sort((a, b) => largest(b) - largest(a)).map((k) => inputs[k].input);
  const url = urlState<CohortsChoice>({
    input: choiceField(ranked, ranked[0] ?? ""),
    measure: choiceField<Measure>(["gap", "ranking", "found"], "gap"),
    first: choiceField(mapped, mapped[0] ?? ""),
    second: choiceField(mapped, mapped[1] ?? ""),
    threshold: lineField
  });
  const listeners: ((choice: CohortsChoice) => void)[] = [];
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

/** About this share of users is contacted where no line was chosen. */
const START_SHARE = 0.2;

/** The place of the ladder's line that is nearest to the chosen one; -1 where there is no ladder. */
export function nearestLine({lines, users}: Pick<CohortsBook, "lines" | "users">, threshold: number): number {
  const distance = (k: number): number =>
    threshold > 0 ? Math.abs(lines[k].line - threshold) : Math.abs(lines[k].n / users.n - START_SHARE);
  return [...lines.keys()].sort((a, b) => distance(a) - distance(b))[0] ?? -1;
}
