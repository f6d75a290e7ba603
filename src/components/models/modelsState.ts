import type {EvidenceSet, ModelsBook} from "../../lib/book/models.js";
import type {UrlState} from "../ui/urlState.js";
import type {CrownChoice, CrownRule} from "./crown.js";
import {choiceField, flagField, urlState} from "../ui/urlState.js";

/** Everything a reader can choose on the models page; all of it stands in the address. */
export interface ModelsChoice extends CrownChoice {
  a: string;
  b: string;
  set: EvidenceSet;
}

/**
 * The page's choices, kept in the address; the contact line is the book's. The defaults are the written rule's metric, Champion
 * against Challenger (or the base rate, where there is none), and out-of-fold scores.
 */
export function modelsState(book: ModelsBook): UrlState<ModelsChoice> {
  const names = book.finalists.map((d) => d.name);
  return urlState<ModelsChoice>({
    metric: choiceField(
      book.metrics.map((d) => d.name),
      book.selectionMetric
    ),
    rule: choiceField<CrownRule>(["simplest", "best"], "simplest"),
    gates: flagField(true),
    a: choiceField(names, book.champion),
    b: choiceField(names, book.challenger ?? names[0]),
    set: choiceField<EvidenceSet>(["outOfFold", "test"], "outOfFold")
  });
}
