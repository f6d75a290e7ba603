import type {ModelsBook} from "../../../lib/book/models.js";
import type {Evidence, EvidenceSet} from "../evidence.js";
import {finalistColors, getFinalist} from "../roles.js";
import type {NamedEvidence} from "./curveClaims.js";
import type {PairChoice} from "./pairChooser.js";

/** A model as the charts draw it. */
export interface DrawnEvidence extends NamedEvidence {
  color: string;
}

/** The chosen models with their evidence; one of them when both choices are the same. */
export function pairOf(book: ModelsBook, {a, b, set}: PairChoice, evidence: (name: string, set: EvidenceSet) => Evidence): DrawnEvidence[] {
  const colorOf = finalistColors(book);
  return [...new Set([a, b])].map((name) => ({...evidence(name, set), title: getFinalist(book, name).title, color: colorOf(name)}));
}
