import type {EvidenceSet, ModelsBook} from "../../lib/book/models.js";
import type {Field, UrlState} from "../ui/urlState.js";
import type {ReadEvidence} from "./evidence.js";
import type {CrownChoice, CrownRule} from "./crown.js";
import {choiceField, flagField, urlState} from "../ui/urlState.js";
import {thresholdForShare} from "./evidence.js";

/** Everything a reader can choose on the models page; all of it stands in the address. */
export interface ModelsChoice extends CrownChoice {
  a: string;
  b: string;
  set: EvidenceSet;
  threshold: number;
}

/** Where the slider starts: the line above which about this share of users lies. */
const START_SHARE = 0.2;

/**
 * The page's choices, kept in the address. The defaults are the written rule's metric, Champion against Challenger (or the
 * base rate, where there is none), out-of-fold scores, and the line that the Champion's top fifth reaches.
 */
export function modelsState(book: ModelsBook, evidence: ReadEvidence): UrlState<ModelsChoice> {
  const names = book.finalists.map((d) => d.name);
  const champion = evidence(book.champion, "outOfFold");
  const threshold = champion ? thresholdForShare(champion, START_SHARE) : 0.5;
  return urlState<ModelsChoice>({
    metric: choiceField(
      book.metrics.map((d) => d.name),
      book.selectionMetric
    ),
    rule: choiceField<CrownRule>(["simplest", "best"], "simplest"),
    gates: flagField(true),
    a: choiceField(names, book.champion),
    b: choiceField(names, book.challenger ?? names[0]),
    set: choiceField<EvidenceSet>(["outOfFold", "test"], "outOfFold"),
    threshold: lineField(threshold)
  });
}

/** The contact line as other pages write it, to any digit: a line rounded up would lose its last user. */
export function lineField(fallback: number): Field<number> {
  return {
    fallback,
    parse: (text) => {
      const value = text.trim() === "" ? NaN : Number(text);
      return value > 0 && value < 1 ? value : null;
    },
    format: String,
    expects: "a chance between 0 and 1"
  };
}
