import type {PredictBook} from "../../../lib/book/predict.js";
import type {Reference} from "../../../lib/whatif/answer/session.js";
import {listReferences} from "../../../lib/whatif/answer/session.js";
import type {PageState} from "./pageState.js";

/** With whom the page compares: what was chosen, or the average while there is no such setting (nothing kept, nothing before). */
export function chosenReference(book: PredictBook, state: Pick<PageState, "history" | "pinned" | "reference" | "session">): Reference {
  const {history, pinned, reference, session} = state;
  const previous = history.past[history.past.length - 1]?.row ?? null;
  const references = listReferences(book, session, {previous, kept: pinned[pinned.length - 1] ?? null});
  return references.find((d) => d.choice === reference) ?? references[0];
}
