import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {PageState} from "./pageState.js";
import type {Reference} from "../../lib/whatif/session.js";
import {packLimits} from "../../lib/whatif/limits.js";
import {packQuery} from "../../lib/whatif/queryAddress.js";
import {encodeRow, packRow} from "../../lib/whatif/urlState.js";
import {ADDRESS_VERSION, isOfDecide, pageWords, reserved} from "../shared/addressWords.js";
import {address} from "../ui/address.js";
import {presentRow} from "./pageState.js";
import {listReferences} from "../../lib/whatif/session.js";
import {findNamed} from "../../lib/named.js";

/**
 * The query of a state: what is usual is left out, inputs that are typical among it; the model's hash and the version of
 * this writing always stand, so that whom the page opens on without a setting can be another in the next build, and a link
 * means the same. The contact line, and what /decide keeps in the current query, stays in it.
 *
 * @param current with or without its question mark
 * @returns with the question mark
 */
export function searchOf(state: PageState, book: PredictBook, current: string): string {
  const row = presentRow(state);
  const params = encodeRow(row, book.typical, book.inputs, pageWords);
  const {session, isGrouped, isTogether, bars, pinned, history, limits, query} = state;
  const {start} = history.present;
  const {choice} = chosenReference(book, state);
  if (session.name !== book.models[0].name) params.set(reserved.model, session.name);
  if (choice !== "average") params.set(reserved.reference, choice);
  if (choice === "previous") params.set(reserved.before, packRow(history.past[history.past.length - 1].row, book));
  if (isStartTold(book, start)) params.set(reserved.start, packRow(start, {...book, typical: row})); // what was changed since, and so short
  if (!isTogether) params.set(reserved.linked, "0");
  if (!isGrouped) params.set(reserved.apart, "1");
  if (bars !== "largest") params.set(reserved.bars, bars);
  if (pinned.length > 0) params.set(reserved.pinned, pinned.map((kept) => packRow(kept, book)).join("!"));
  if (Object.keys(limits).length > 0) params.set(reserved.limits, packLimits(limits, book));
  if (query) params.set(reserved.query, packQuery(query, book));
  for (const [name, value] of new URLSearchParams(current)) if (isOfDecide(name)) params.set(name, value);
  params.set(reserved.hash, session.sha256.slice(0, 8));
  params.set(reserved.version, ADDRESS_VERSION);
  return `?${params.toString()}`;
}

/** The typical user is what is left out, and needs no word. */
function isStartTold({inputs, typical}: PredictBook, start: Row): boolean {
  return inputs.some(({name}) => findNamed(start, name) !== findNamed(typical, name));
}

export interface AddressBar {
  /** brings the address to a state a moment later; browsers refuse more than a few writes a second */
  write(state: PageState): void;
  /** called when the reader goes back, forward, or follows a link within the page to another state */
  onMove(listener: () => void): void;
}

/** Keeps the address true to the page. */
export function keepAddress(book: PredictBook, delay = 250): AddressBar {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: PageState | null = null;
  let known = address.search;

  function flush(): void {
    clearTimeout(timer);
    if (!waiting) return;
    address.replace(searchOf(waiting, book, address.search));
    waiting = null;
    known = address.search;
  }

  /** A link that is about to be followed must leave with the page as it stands. */
  const flushAtLink = ({target}: Event): void => {
    if (target instanceof Element && target.closest("a[href]")) flush();
  };
  for (const event of ["pointerdown", "click"]) addEventListener(event, flushAtLink, {capture: true});
  return {
    write(state) {
      waiting = state;
      clearTimeout(timer);
      timer = setTimeout(flush, delay);
    },
    onMove(listener) {
      address.onMove(() => {
        if (address.search === known) return; // only the place in the page changed
        clearTimeout(timer);
        waiting = null;
        known = address.search;
        listener();
      });
    }
  };
}

/** With whom the page compares: what was chosen, or the average while there is no such setting (nothing kept, nothing before). */
export function chosenReference(book: PredictBook, state: Pick<PageState, "history" | "pinned" | "reference" | "session">): Reference {
  const {history, pinned, reference, session} = state;
  const previous = history.past[history.past.length - 1]?.row ?? null;
  const references = listReferences(book, session, {previous, kept: pinned[pinned.length - 1] ?? null});
  return references.find((d) => d.choice === reference) ?? references[0];
}
