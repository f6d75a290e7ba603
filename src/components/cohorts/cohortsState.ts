import type {CohortsBook} from "../../lib/book/cohorts.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {contactLine} from "../shared/contactLine.js";

/** What a cohort is looked at for. */
export type Measure = "gap" | "ranking" | "found";

/** What a reader can choose; it stands in the address. */
interface Looked {
  input: string;
  measure: Measure;
  first: string;
  second: string;
}

/** The same, with the book's contact line. */
export interface CohortsChoice extends Looked {
  /** infinite: nobody is contacted */
  threshold: number;
}

export interface CohortsState {
  readonly value: CohortsChoice;
  readonly notices: readonly string[];
  set: (change: Partial<Looked>) => void;
  /** moves the book's contact line */
  draw: (threshold: number) => void;
  /** called at once, and whenever the choice changes */
  watch: (listener: (choice: CohortsChoice) => void) => void;
}

/** What cohorts of a book can be looked at for: the base rate ranks nobody, and finds somebody at no line. */
export function measuresOf({model, lines}: Pick<CohortsBook, "model" | "lines">): Measure[] {
  return ["gap", ...(model.isBaseline ? [] : ["ranking" as const]), ...(lines.length > 0 ? ["found" as const] : [])];
}

/** Begins with the input of the largest gap, and of the maps that can be shown with that of the inputs that move the score most. */
export function cohortsState(book: CohortsBook): CohortsState {
  const {inputs, mapped, maps} = book;
  const largest = (k: number): number => Math.max(...inputs[k].cohorts.map(({gap}) => Math.abs(gap.estimate)));
  const ranked = [...inputs.keys()].sort((a, b) => largest(b) - largest(a)).map((k) => inputs[k].input);
  const line = contactLine();
  const url = urlState<Looked>({
    input: choiceField(ranked, ranked[0] ?? ""),
    measure: choiceField<Measure>(measuresOf(book), "gap"),
    first: choiceField(mapped, maps[0]?.first.input ?? mapped[0] ?? ""),
    second: choiceField(mapped, maps[0]?.second.input ?? mapped[1] ?? "")
  });
  const now = (): CohortsChoice => {
    const {first, second} = url.value;
    const other = second === first ? (mapped.find((name) => name !== first) ?? second) : second; // an input says nothing against itself
    return {...url.value, second: other, threshold: line.now.threshold};
  };
  const listeners: ((choice: CohortsChoice) => void)[] = [];
  const tell = (): void => listeners.forEach((listener) => listener(now()));
  url.onChange(tell);
  line.follow(tell);
  return {
    get value() {
      return now();
    },
    notices: [...url.notices, ...line.notices],
    set: (change) => {
      url.set(change);
      tell();
    },
    draw: line.draw,
    watch: (listener) => {
      listeners.push(listener);
      listener(now());
    }
  };
}

/** About this share of users is contacted where the book's line contacts nobody. */
const START_SHARE = 0.2;

/** The place of the ladder's line that is nearest to the chosen one; -1 where there is no ladder. */
export function nearestLine({lines, users}: Pick<CohortsBook, "lines" | "users">, threshold: number): number {
  const distance = (k: number): number =>
    Number.isFinite(threshold) ? Math.abs(lines[k].line - threshold) : Math.abs(lines[k].n / users.n - START_SHARE);
  return [...lines.keys()].sort((a, b) => distance(a) - distance(b))[0] ?? -1;
}
