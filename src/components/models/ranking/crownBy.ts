import type {ModelsBook} from "../../../lib/book/models.js";
import type {Selection} from "../../../lib/protocol/select.js";
import {selectChampion, toCandidates} from "../../../lib/protocol/select.js";
import {getMetricInfo} from "./crownClaims.js";

/** simplest: the written rule, simplest within one standard error; best: the best mean wins, however small its lead. */
export type CrownRule = "simplest" | "best";

export interface CrownChoice {
  metric: string;
  rule: CrownRule;
  /** whether a model must pass every gate to be crowned */
  gates: boolean;
}

/** Crowns the finalists anew by the reader's rule; by the defaults it is the rule that the flow went by. */
export function crownBy(book: ModelsBook, {metric, rule, gates}: CrownChoice): Selection {
  return selectChampion(toCandidates(book.finalists, book.gates), {
    metric: getMetricInfo(book, metric),
    standardErrors: rule === "simplest" ? 1 : 0,
    requireGates: gates
  });
}
